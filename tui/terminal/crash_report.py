"""The crash report: one sentence and a number to ask about, without values."""

from __future__ import annotations

import contextlib
import os
import secrets
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

STATUS: Final = 70
"""Exit status after a fault in the program itself."""

FILE: Final = "errors.txt"
_LONGEST: Final = 300


def record(error: BaseException | None, directory: Path | None, place: str = "") -> str:
    """Note where a fault happened, never with what values; the number it is noted under.

    Args:
        error: the fault.
        directory: of the file of faults; None for the user's own.
        place: its kind, file and line, where the fault itself is not at hand.
    """
    number = secrets.token_hex(4)
    if directory is None:
        with contextlib.suppress(Exception):
            from data.files.data_directory import data_directory  # late: the start does without

            directory = data_directory()
    if directory is not None:
        line = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {number} {place or _place(error)}\n"
        with contextlib.suppress(OSError):
            _append(directory / FILE, line)
    return number


def message(number: str) -> str:
    """The sentence when the program ends by a fault; it makes no claim on saved answers."""
    return f"A fault in the program ended it (error {number})."


def sentence(error: BaseException | None) -> str:
    """A fault of the content in one line, for the list of sessions."""
    from data.input.faults import FaultyInputError  # late: the start does without

    if isinstance(error, FaultyInputError):
        words = " ".join(str(error).split())
        return f"The clinical content cannot be used: {words}"[:_LONGEST]
    return f"The clinical content cannot be read ({type(error).__name__})."


def _place(error: BaseException | None) -> str:
    if error is None:
        return "terminal"
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "nowhere"
    return f"{type(error).__name__} {place}"


def _append(path: Path, line: str) -> None:
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(path, flags, 0o600)
    try:
        os.write(descriptor, line.encode())
    finally:
        os.close(descriptor)
