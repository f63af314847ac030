"""Say on standard error why a command did not do what it was asked."""

from __future__ import annotations

import errno
import os
import sys

from tui import PROGRAM
from tui.cli.exit_status import BAD_INPUT, FAILED
from tui.terminal.streams import OutputGoneError


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


def write_bytes(content: bytes) -> None:
    """Write bytes to standard output, past the filter that makes text safe for a terminal.

    Raises:
        OutputGoneError: when it cannot be written, or a terminal would have to show it.
    """
    if sys.__stdout__ is None:  # closed at the start; in its place is /dev/null
        raise OutputGoneError(OSError(errno.EBADF, "it is closed"))
    if os.isatty(1):
        raise OutputGoneError(OSError(0, "a terminal cannot show this format; name a file"))
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(1, rest) :]
    except OSError as error:
        raise OutputGoneError(error) from error
