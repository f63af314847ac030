"""The three standard streams: one that is closed, full or gone is an ordinary condition."""

from __future__ import annotations

import contextlib
import errno
import os
import sys

from data.text.os_errors import reason_of

QUIET = errno.EPIPE
"""The reader of our output has gone, as `head` does: there is nobody to tell."""


class OutputGoneError(Exception):
    """Standard output cannot be written any more; the message is a sentence.

    It is no OSError: a command that reads a file must not blame the file for it.
    """

    def __init__(self, error: OSError) -> None:
        """Say why."""
        super().__init__(f"Standard output cannot be written: {reason_of(error)}.")
        self.errno = error.errno


def open_missing() -> None:
    """Open /dev/null for each stream that was closed at the start.

    Without this the next file that is opened, such as the sessions, would become the stream.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDONLY if number == 0 else os.O_WRONLY)
    if sys.stdin is None:
        sys.stdin = open(0, closefd=False)  # noqa: SIM115 -- a number and no path


def give_up_output() -> None:
    """Redirect standard output to the null device, so that buffered text does not fail at exit."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.__stdout__.fileno() if sys.__stdout__ else 1)
        os.close(nowhere)
