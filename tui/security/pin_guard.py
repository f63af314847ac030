"""The guard of the PIN: wrong ones are counted in a file, so that a restart shortens no wait."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from data.files.private_files import UnsafePathError, open_private, private_directory
from tui.security import access_log, pin
from tui.security.access_log import AccessRecord

FILE: Final = "pin-wrong.json"
TRIES: Final = 5
"""Wrong PINs before the next one has to wait."""

_WAIT: Final = 30.0
"""Seconds of the first wait; each further wrong PIN doubles it."""

_LONGEST_WAIT: Final = 3600.0
_SIZE: Final = 200
_WRONG: Final = "That is not the PIN."
GONE: Final = (
    "The PIN file is gone, so nothing is locked. Set the PIN: spinepath config pin; or, to do"
    " without one: spinepath config pin --off"
)


class PinGuard:
    """Tries PINs, and makes whoever guesses wait."""

    def __init__(self, directory: Path, clock: Callable[[], datetime]) -> None:
        """Guard the PIN of a directory.

        Args:
            directory: where it is kept, with the count and the record of access.
            clock: the time of day, as a wait outlasts the program.
        """
        self._directory = directory
        self._clock = clock
        self._record = AccessRecord(directory, clock)
        self._unwritten = (0, 0.0)

    @property
    def is_set(self) -> bool:
        """Return whether there is a PIN."""
        return pin.is_set(self._directory)

    @property
    def warning(self) -> str:
        """The sentence when the PIN was taken away by other means than the program's."""
        if self.is_set:
            return ""
        last = self._record.last((access_log.PIN_SET, access_log.PIN_OFF, access_log.REFUSED))
        return GONE if last in (access_log.PIN_SET, access_log.REFUSED) else ""

    def try_pin(self, typed: str) -> str:
        """Return an empty string for the right PIN; else the reason of the refusal.

        A try is counted before it is judged: a program that is killed meanwhile has tried as well.
        """
        now = self._clock().timestamp()
        with self._count() as count:
            wrong, at = count.read()
            wait = min(_WAIT * 2 ** max(0, wrong - TRIES), _LONGEST_WAIT) if wrong >= TRIES else 0
            if now < at:  # a clock that was set back adds no more than the wait itself
                count.write(wrong, at := now)
            if (left := wait - (now - at)) > 0:
                return f"Too many wrong PINs. Wait {left:.0f} seconds."
            count.write(wrong + 1, now)
            try:
                fits = pin.fits(self._directory, typed)
            except pin.PinError as error:
                return str(error)
            if fits:
                count.write(0, now)
        self._record.note(access_log.OPENED if fits else access_log.REFUSED)
        return "" if fits else _WRONG

    @contextmanager
    def _count(self) -> Iterator[_Count]:
        """The count, locked against other programs; in memory alone where it cannot be kept."""
        count = _Count(self._unwritten)
        try:
            with contextlib.suppress(OSError, UnsafePathError):
                private_directory(self._directory)
                flags = os.O_RDWR | os.O_CREAT
                count.descriptor = open_private(self._directory / FILE, flags)
                fcntl.flock(count.descriptor, fcntl.LOCK_EX)
            yield count
        finally:
            self._unwritten = count.memory
            count.close()


class _Count:
    """The number of wrong PINs one after the other, and when the last one was."""

    def __init__(self, memory: tuple[int, float]) -> None:
        self.descriptor: int | None = None
        self.memory = memory

    def read(self) -> tuple[int, float]:
        found = self.memory
        with contextlib.suppress(Exception):  # whatever stands there, the count goes on
            if self.descriptor is not None and (text := os.pread(self.descriptor, _SIZE, 0)):
                document = json.loads(text)
                kept = (int(document["wrong"]), float(document["at"]))
                found = max(found, kept)
        return min(found[0], 60), found[1]

    def write(self, wrong: int, at: float) -> None:
        self.memory = (wrong, at)
        with contextlib.suppress(OSError):
            if self.descriptor is not None:
                text = json.dumps({"wrong": wrong, "at": at}).encode()
                os.pwrite(self.descriptor, text.ljust(_SIZE), 0)
                os.fsync(self.descriptor)

    def close(self) -> None:
        if self.descriptor is not None:
            os.close(self.descriptor)
