"""Say on standard error why a command did not do what it was asked."""

from __future__ import annotations

import sys

from tui import PROGRAM
from tui.cli.exit_status import BAD_INPUT, FAILED


def refuse(*lines: object) -> int:
    """Print the faults of an input and return its exit status."""
    warn(*lines)
    return BAD_INPUT


def fail(*lines: object) -> int:
    """Print why an action failed and return its exit status."""
    warn(*lines)
    return FAILED


def warn(first: object, *more: object) -> None:
    """Print a warning beside the output; the first line names the program."""
    print(f"{PROGRAM}: {first}", *more, sep="\n", file=sys.stderr)
