"""Private files: readable by their owner alone, written so that they are whole or not there.

Names are never followed through a symbolic link in their last part.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO, Final

_FILE: Final = 0o600
_DIRECTORY: Final = 0o700
_OTHERS: Final = 0o077
_BUFFER: Final = 1 << 20
_PIECE: Final = 1000
"""Lines that are tried; some kilobytes, so that a full disk shows."""

_SHOWN: Final = 200
"""Characters of a name in a message."""

_FLAGS: Final = os.O_NOFOLLOW | os.O_CLOEXEC


class UnsafePathError(Exception):
    """A file or directory that others may read or change; the message says what to do."""


class UnsyncedError(OSError):
    """A file has its new content, but the disk did not confirm it: a power cut may undo it."""


def is_there(path: Path) -> bool:
    """Return whether a file of this name exists; false for an impossible name."""
    try:
        path.stat()
    except (OSError, ValueError):
        return False
    return True


def open_named(name: str | Path) -> BinaryIO:
    """A file that somebody has named, open for reading.

    Raises:
        OSError: when it cannot be opened, or no file can have the name.
    """
    try:
        return Path(name).open("rb")
    except ValueError as error:
        raise OSError(errno.EINVAL, "no file can have this name") from error


def open_unless_pipe(path: Path) -> BinaryIO:
    """A file open for reading; a named pipe in its place is refused instead of waited for.

    Raises:
        OSError: when it cannot be opened.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if stat.S_ISFIFO(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is a pipe and no file", str(path))
    return os.fdopen(descriptor, "rb")


def shown_name(name: str | Path) -> str:
    """The part of a name that a message needs."""
    text = str(name)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def private_directory(path: Path) -> None:
    """Make a directory that only its owner can enter, or check the one that is there.

    Raises:
        UnsafePathError: when it is a link, no directory, somebody else's, or open to others.
        OSError: when it cannot be made.
    """
    path.parent.mkdir(mode=_DIRECTORY, parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode=_DIRECTORY)
        sync_directory(path.parent)
    state = path.lstat()
    if not stat.S_ISDIR(state.st_mode):
        raise UnsafePathError(f"{path} is a link or no directory; name a directory of your own.")
    _require_private(path, state, "700")


def open_private(path: Path, flags: int) -> int:
    """Open a file that only its owner can read; one that is created is so whatever the umask.

    Raises:
        UnsafePathError: when it is a link, no file, somebody else's, or open to others.
        OSError: when it cannot be opened.
    """
    if path.is_symlink():
        raise UnsafePathError(f"{path} is a symbolic link; put the file itself there.")
    # O_NONBLOCK: a named pipe in the file's place is refused below instead of waited for.
    descriptor = os.open(path, flags | _FLAGS | os.O_NONBLOCK, _FILE)
    try:
        _require_file(path, os.fstat(descriptor))
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _require_file(path: Path, state: os.stat_result) -> None:
    if not stat.S_ISREG(state.st_mode):
        raise UnsafePathError(f"{path} is not a file; move it away.")
    _require_private(path, state, "600")


def _require_private(path: Path, state: os.stat_result, wanted: str) -> None:
    if state.st_uid != os.geteuid():
        raise UnsafePathError(f"{path} belongs to another user; name a place of your own.")
    if state.st_mode & _OTHERS:
        raise UnsafePathError(
            f"{path} is open to other users of this computer. To close it: chmod {wanted} {path}"
        )


def try_out(directory: Path) -> None:
    """Write a file to a directory, flush it, and remove it.

    Raises:
        OSError: when that cannot be done; no file of this name is left then.
    """
    path = directory / f".try.{secrets.token_hex(8)}.tmp"
    create_file(path, b"tried\n" * _PIECE)
    path.unlink()


def read_private(path: Path) -> bytes:
    """The content of a file that only its owner can read.

    Raises:
        UnsafePathError, OSError: as `open_private`.
    """
    with os.fdopen(open_private(path, os.O_RDONLY), "rb") as file:
        return file.read()


def create_file(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Write a new private file, durable when this returns; nothing is left after a failure.

    Args:
        path: its name.
        content: the whole of it, or pieces one after the other.

    Raises:
        FileExistsError: when the name is taken, be it by a dangling link.
        OSError: when it cannot be written.
    """
    descriptor = create_private(path)
    try:
        try:
            _write_pieces(descriptor, [content] if isinstance(content, bytes) else content)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        sync_directory(path.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise


def _write_pieces(descriptor: int, pieces: Iterable[bytes]) -> None:
    """Write pieces in writes that are not small."""
    offset, waiting = 0, bytearray()
    for piece in pieces:
        waiting += piece
        if len(waiting) >= _BUFFER:
            write_all(descriptor, bytes(waiting), offset)
            offset += len(waiting)
            waiting.clear()
    write_all(descriptor, bytes(waiting), offset)


def create_private(path: Path) -> int:
    """Open a new file that only its owner can read, whatever the umask.

    Raises:
        FileExistsError: when the name is taken, be it by a dangling link.
        OSError: when it cannot be made.
    """
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _FLAGS, _FILE)


def write_all(descriptor: int, content: bytes, offset: int) -> None:
    """Write all of it at an offset, however little the system takes at once.

    Raises:
        OSError: when it cannot be written.
    """
    rest = memoryview(content)
    while rest:
        written = os.pwrite(descriptor, rest, offset)
        rest, offset = rest[written:], offset + written


def replace_file(
    path: Path, content: bytes | Iterable[bytes], ready: Callable[[], None] = lambda: None
) -> None:
    """Put a private file in the place of another, in one step and durable when this returns.

    Whoever reads meanwhile, or after a crash, finds the old content or the new, never a part.

    Args:
        path: of the file.
        content: the whole of it, or pieces one after the other.
        ready: called when the new file is whole, before it takes the place.

    Raises:
        UnsyncedError: when it is written, but not known to be durable.
        OSError: when it cannot be written; the old file is then unharmed.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}.tmp")
    create_file(temporary, content)
    try:
        ready()
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    try:
        sync_directory(path.parent)
    except OSError as error:
        raise UnsyncedError(error.errno, error.strerror, str(path)) from error


def sync_directory(path: Path) -> None:
    """Make the names in a directory durable."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
