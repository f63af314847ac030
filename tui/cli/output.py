"""Say on standard error why a command did not do what it was asked."""

from __future__ import annotations

import sys

from tui.cli.exit_status import BAD_INPUT, FAILED, PROGRAM


def refuse(*lines: object) -> int:
    """Name what is wrong with the input; the exit status for it."""
    warn(*lines)
    return BAD_INPUT


def fail(*lines: object) -> int:
    """Say why something failed; the exit status for it."""
    warn(*lines)
    return FAILED


def warn(first: object, *more: object) -> None:
    """Say something beside the output; the first line names the program."""
    print(f"{PROGRAM}: {first}", *more, sep="\n", file=sys.stderr)
