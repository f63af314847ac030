"""The TinyDB file as a whole: its form, its lock, and a storage that replaces it in one step."""

from __future__ import annotations

import fcntl
import json
import math
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from tinydb.storages import Storage

from data.files import open_private, read_private, replace_file

FORMAT: Final = 1
"""Version of the file's form; a file of another version is refused."""

SESSIONS: Final = "sessions"
"""The table of the sessions."""

EMPTY: Final = {"spinepath": {"1": {"format": FORMAT}}, SESSIONS: {}}
"""The tables of a store without sessions."""


class DamageError(Exception):
    """The file is not, or not wholly, what this program wrote; the message says how."""


class BusyError(Exception):
    """Another program holds the lock."""


class WholeFile(Storage):
    """A TinyDB storage that reads the file once and replaces it as a whole.

    Use one under the lock for one change, then drop it.
    """

    def __init__(self, path: Path) -> None:
        """Name the file; nothing is read yet."""
        self._path = path
        self._tables: dict[str, dict[str, Any]] | None = None

    def read(self) -> dict[str, dict[str, Any]]:
        """Give the tables of the file.

        Raises:
            DamageError, UnsafePathError, OSError: when they cannot be read.
        """
        if self._tables is None:
            self._tables = parse(read_private(self._path))
        return self._tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Put these tables in the place of the old ones, durably.

        Raises:
            OSError: when they cannot be written; the old ones are then unharmed.
        """
        self._tables = None
        replace_file(self._path, render(data))


def render(tables: Mapping[str, Mapping[str, Any]]) -> bytes:
    """Write the tables as plain TinyDB reads them, in ASCII.

    Raises:
        ValueError: for a number that JSON does not have.
    """
    return json.dumps(tables, allow_nan=False, separators=(",", ":")).encode("ascii")


def parse(content: bytes) -> dict[str, dict[str, Any]]:
    """Read the tables of a file of this program.

    Raises:
        DamageError: when the content is anything else.
    """
    try:
        tables = json.loads(content, parse_constant=_finite, parse_float=_finite)
    except (ValueError, RecursionError):
        raise DamageError("is empty" if not content.strip() else "is damaged") from None
    match tables:
        case {"spinepath": {"1": {"format": int(found)}}, "sessions": dict()}:
            pass
        case _:
            raise DamageError("is not a file of this program")
    if found != FORMAT:
        raise DamageError("was written by another version of this program")
    if not all(isinstance(table, dict) and _is_table(table) for table in tables.values()):
        raise DamageError("is damaged")
    return dict(tables)


def _is_table(table: Mapping[str, Any]) -> bool:
    return all(key.isdecimal() and isinstance(row, dict) for key, row in table.items())


def _finite(word: str) -> float:
    if not math.isfinite(number := float(word)):
        raise ValueError(f"{word} is no finite number")
    return number


@contextmanager
def locked(path: Path, patience: float) -> Iterator[None]:
    """Hold the lock file `path`, which the kernel frees however this process ends.

    Args:
        path: the lock file; it is made when it is missing and never taken away.
        patience: seconds to wait for another program.

    Raises:
        BusyError: when another program holds it for longer.
        UnsafePathError, OSError: when the lock file cannot be opened.
    """
    descriptor = open_private(path, os.O_RDWR | os.O_CREAT)
    try:
        deadline = time.monotonic() + patience
        while not _try_lock(descriptor):
            if time.monotonic() > deadline:
                raise BusyError(f"another program has kept {path} locked for {patience:g} seconds")
            time.sleep(0.002)
        yield
    finally:
        os.close(descriptor)


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
