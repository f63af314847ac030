"""Locks that the kernel frees however their holder ends."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from data.files.private_files import open_private
from data.store.errors import BusyError

PATIENCE: Final = 5.0
"""Seconds to wait for another program that is writing."""

SHORT_PATIENCE: Final = 0.5
"""Seconds to wait where the session is safe in its journal anyway."""

_PAUSE: Final = 0.002


@contextmanager
def locked(path: Path, *, short: bool = False) -> Iterator[None]:
    """Hold the lock file `path`, which is made when it is missing and never taken away.

    Args:
        path: the lock file.
        short: whether to wait for another program for a short while only.

    Raises:
        BusyError: when another program holds it for longer.
        UnsafePathError, OSError: when the lock file cannot be opened.
    """
    descriptor = open_private(path, os.O_RDWR | os.O_CREAT)
    try:
        _wait(descriptor, path, short=short, shared=False)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def directory_locked(path: Path, *, shared: bool, short: bool = False) -> Iterator[None]:
    """Hold the lock of a directory, alone or with others that share it.

    Raises:
        BusyError, OSError: as `locked`.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        _wait(descriptor, path, short=short, shared=shared)
        yield
    finally:
        os.close(descriptor)


def _wait(descriptor: int, path: Path, *, short: bool, shared: bool) -> None:
    patience = SHORT_PATIENCE if short else PATIENCE
    deadline = time.monotonic() + patience
    while not try_lock(descriptor, shared=shared):
        if time.monotonic() > deadline:
            raise BusyError(f"another program has kept {path} locked for {patience:g} seconds")
        time.sleep(_PAUSE)


def try_lock(descriptor: int, *, shared: bool = False) -> bool:
    """Take the lock of an open file unless another open file description has it."""
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
