"""Words that commands share: where they are added, and how their values are read."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from importlib import import_module
from typing import Final, TypeAlias

from tui.security import core_files
from tui.terminal.output_text import typed_text

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001
"""The place where commands are added; argparse has no public name for it."""

EXIT: Final = "Exit status: 0 done, 1 failed, 2 input refused."

PARTS: Final = ("codes", "urgency", "next_step")
"""The parts that `data.export.brief_json` writes, which help must not import."""

COHORT_PARTS: Final = (*PARTS, "refused", "unconfirmed", "missing")
"""The columns that `data.cohort.evaluation` can write, which help must not import."""

_MOST_JOBS: Final = 256


def runs(name: str) -> Callable[[argparse.Namespace], int]:
    """Run a module of this package with the user's settings, imported late: help needs neither."""

    def run(options: argparse.Namespace) -> int:
        from tui.state import settings

        core_files.hide_memory()
        options.settings, _ = settings.read()
        return int(import_module(f"tui.cli.{name}").run(options))

    return run


def add_format(command: argparse.ArgumentParser, *names: str) -> None:
    """Let a command print in one of these formats."""
    command.add_argument("--format", choices=names, default="text")


def add_replace(command: argparse.ArgumentParser, words: str) -> None:
    """Let a command replace a file that is there."""
    command.add_argument("--replace", action="store_true", help=words)


def add_actions(
    command: argparse.ArgumentParser, words: dict[str, str], **parsed: str
) -> dict[str, argparse.ArgumentParser]:
    """Add actions to a command, each with its help."""
    actions = command.add_subparsers(title="actions", metavar="ACTION")
    command.set_defaults(**parsed)
    found = {
        name: actions.add_parser(name, help=says, description=f"{says[0].upper()}{says[1:]}.")
        for name, says in words.items()
    }
    for name, action in found.items():
        action.set_defaults(action=name)
    return found


def parts_of(legal: tuple[str, ...]) -> Callable[[str], tuple[str, ...]]:
    """Read a list with commas of which each part is legal and stands once."""

    def read(text: str) -> tuple[str, ...]:
        parts = names(text)
        if not parts or not set(parts) <= set(legal) or len(set(parts)) < len(parts):
            raise argparse.ArgumentTypeError(f"legal: {', '.join(legal)}, separated by commas")
        return parts

    return read


def kept_words(text: str) -> str:
    """Words that are kept, in UTF-8 or the code of the locale."""
    said = typed_text(os.fsencode(text))
    if "\N{REPLACEMENT CHARACTER}" in said:
        raise argparse.ArgumentTypeError(
            "it holds bytes that are no text here: UTF-8 is understood"
        )
    return said


def names(text: str) -> tuple[str, ...]:
    """The names of a list with commas."""
    return tuple(filter(None, text.split(",")))


def jobs(text: str) -> int:
    """A number of processes."""
    if not text.isdecimal() or not 1 <= int(text) <= _MOST_JOBS:
        raise argparse.ArgumentTypeError(f"legal: 1 to {_MOST_JOBS}")
    return int(text)
