"""The command line: what other programs and scripts depend on.

Every command imports only what it needs; none but the interface imports Textual.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from typing import Final

from tui import __version__
from tui.commands import EXIT, config, content, evaluate, pathway, sessions, store

PROGRAM: Final = "spinepath"
OK: Final = 0
FAILED: Final = 1
BAD_INPUT: Final = 2
"""Exit status for input that was refused; nothing was evaluated, changed or written."""

INTERRUPTED: Final = 130

_DESCRIPTION: Final = """\
The next step for an adult whose spine film shows a vertebral deformity: asked step by step,
explained, and kept on this computer alone. The clinical content comes unreviewed; it supports,
never replaces, clinical judgement."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    os.umask(0o077)
    from tui.text import Door

    with redirect_stdout(Door(sys.stdout)), redirect_stderr(Door(sys.stderr)):
        return _run(arguments)


def _run(arguments: Sequence[str] | None) -> int:
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except BrokenPipeError:
        # Whoever read our output has gone; point stdout elsewhere so that exit stays quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # its message and traceback may hold answers
        from tui import failure

        print(failure.last_words(failure.record(error, None)), end="", file=sys.stderr)
        return failure.STATUS


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=PROGRAM,
        description=_DESCRIPTION,
        epilog=EXIT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    parser.add_argument(
        "--training",
        action="store_true",
        help="practice, in a file of its own and marked on every screen and export",
    )
    parser.add_argument(
        "--plain",
        action="store_true",
        help="the interview as plain lines, for screen readers and scripts",
    )
    parser.set_defaults(run=_interface)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for group in (evaluate, sessions, store, config, pathway, content):
        group.add(commands)
    return parser


def _interface(options: argparse.Namespace) -> int:
    from tui import terminal

    return terminal.start(plain=options.plain, training=options.training)


if __name__ == "__main__":
    sys.exit(main())
