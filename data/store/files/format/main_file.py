"""The main file: every session that no program has open, in the order of closing.

A session that is opened again is added again; its last record counts. Reading begins at the end,
so neither opening nor the newest sessions cost more as the file grows.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from data.files.private_files import (
    create_file,
    open_private,
    replace_file,
    sync_directory,
    write_all,
)
from data.store.errors import DamageError
from data.store.files.format.append_file import (
    END,
    PAGE,
    AppendFile,
    blanks,
    lines_backward,
    lines_forward,
    parse_header,
    render_header,
)
from data.store.files.format.hash_chain import Fields, Head, Record, dumps, read_line, records_in

SESSIONS: Final = "sessions"
"""The table of the sessions."""

MOST_TORN: Final = 256 * 1024
"""Bytes that a torn append can have left; more is damage, and no repair cuts it away."""

_SEARCH: Final = 1 << 20
_BEGINNING: Final = b'":{"_n":'
"""The beginning of a record behind its number; in a string its quotes have backslashes."""


@dataclass(frozen=True, slots=True)
class Tail:
    """The end of the file: the chain's head and the offset of the closing brackets."""

    head: Head
    end: int


class MainFile:
    """The main file by its path; it is opened anew for each use, as others may replace it."""

    def __init__(self, path: Path) -> None:
        """Name the file; nothing is read yet."""
        self.path = path
        self._broken = False

    def make(self) -> None:
        """Make an empty file under its name unless there is one.

        Raises:
            OSError: when it cannot be made.
        """
        header = render_header({"genesis": secrets.token_hex(32)}, SESSIONS)
        temporary = self.path.with_name(f".{self.path.name}.{secrets.token_hex(8)}.new")
        create_file(temporary, header + END)
        try:
            with contextlib.suppress(FileExistsError):
                os.link(temporary, self.path)
            sync_directory(self.path.parent)
        finally:
            temporary.unlink()

    def about(self) -> dict[str, Any]:
        """The fields of the file's header beside its format.

        Raises:
            NewerError, DamageError, OSError: when it cannot be read.
        """
        with self._opened() as descriptor:
            return parse_header(os.pread(descriptor, PAGE, 0))

    def tail(self) -> Tail:
        """The end of the chain and of the file.

        Raises:
            DamageError: when its last record is torn or altered.
            OSError: when it cannot be read.
        """
        with self._opened() as descriptor:
            return _tail(descriptor)

    def append(self, fields_after: Callable[[Head], Fields]) -> Record:
        """Add a record, durable when this returns. Call it under the lock.

        Args:
            fields_after: gives the fields, from the head that they follow on.

        Raises:
            DamageError: when the end of the file is not sound.
            OSError: when the record is not added.
        """
        if self._broken:
            raise OSError(None, "an earlier write to this file failed and is in doubt")
        descriptor = open_private(self.path, os.O_RDWR)
        found = _tail(descriptor)
        append_file = AppendFile(descriptor, found.head, found.end)
        try:
            return append_file.append(fields_after(found.head))
        finally:
            self._broken = append_file.in_doubt
            append_file.close()

    def count(self) -> int:
        """The number of records, by their beginnings; none of them is read.

        Raises:
            OSError: when the file cannot be read.
        """
        found, at, before = 0, PAGE, b""
        with self._opened() as descriptor:
            while chunk := os.pread(descriptor, _SEARCH, at):
                found += (before + chunk).count(_BEGINNING)
                at, before = at + len(chunk), chunk[1 - len(_BEGINNING) :]
        return found

    def texts(self) -> Iterator[bytes]:
        """The lines of the file, sound or not, from the last.

        Raises:
            OSError: when they cannot be read.
        """
        with self._opened() as descriptor:
            yield from lines_backward(descriptor, PAGE, _size(descriptor) - len(END))

    def texts_forward(self) -> Iterator[bytes]:
        """The lines of the file, sound or not, from the first.

        Raises:
            OSError: when they cannot be read.
        """
        with self._opened() as descriptor:
            yield from lines_forward(descriptor, PAGE, _size(descriptor) - len(END))

    def records_of(self, session_id: str) -> Iterator[Record]:
        """The records of a session, the last first.

        Raises:
            DamageError: when one was altered.
            OSError: when the file cannot be read.
        """
        needle = b'"id":%b' % dumps(session_id)
        with self._opened() as descriptor:
            for text in _holding(descriptor, needle):
                line = read_line(text)
                if line.fields.get("id") == session_id:
                    yield line

    @contextmanager
    def _opened(self) -> Iterator[int]:
        descriptor = open_private(self.path, os.O_RDONLY)
        try:
            yield descriptor
        finally:
            os.close(descriptor)

    def rewrite(
        self, about: Fields, lines: Iterator[bytes], ready: Callable[[], None] = lambda: None
    ) -> None:
        """Replace all records in one step. Call it under the lock.

        Args:
            about: what the file says of itself.
            lines: the records, without comma.
            ready: called when the new file is whole, before it takes the place of the old one.

        Raises:
            OSError: when it cannot be written; the old file is then unharmed.
        """
        replace_file(self.path, _whole(about, lines), ready)


def _whole(about: Fields, lines: Iterator[bytes]) -> Iterator[bytes]:
    """A file in pieces: records without gaps, closing brackets on a page of their own."""
    yield render_header(about, SESSIONS)
    length, mark = 0, b""
    for text in lines:
        yield mark + text + b"\n"
        length, mark = length + len(mark) + len(text) + 1, b","
    yield b" " * (-length % PAGE) + END


def _tail(descriptor: int) -> Tail:
    """The end of the chain and of the file.

    Raises:
        DamageError: when its last record is torn or altered.
    """
    about = parse_header(os.pread(descriptor, PAGE, 0))
    end = _size(descriptor) - len(END)
    if end < PAGE or end % PAGE or os.pread(descriptor, len(END), end) != END:
        raise DamageError("is torn at its end")
    if not os.pread(descriptor, PAGE, end - PAGE).rstrip(b" ").endswith(b"\n"):
        raise DamageError("is torn at its end")  # the next record would share a line with the last
    for text in lines_backward(descriptor, PAGE, end):
        return Tail(read_line(text).head, end)
    return Tail(Head(0, about["genesis"]), end)


def cut_torn(path: Path) -> bytes:
    """Cut off and return what an interrupted append left at the end of the file.

    Call it under the lock. No more is cut than one append can have left; the bytes are the
    caller's to keep.

    Raises:
        DamageError: when more than that is damaged.
        OSError: when it cannot be cut.
    """
    descriptor = open_private(path, os.O_RDWR)
    try:
        parse_header(os.pread(descriptor, PAGE, 0))
        size = _size(descriptor)
        sound = _end_of_sound(descriptor, size)
        if size - sound > MOST_TORN:
            raise DamageError("is damaged at its end")
        torn = os.pread(descriptor, size - sound, sound)
        if any(records_in(torn)):  # no append leaves a whole one that is not read in its place
            raise DamageError("is damaged at its end")
        end = sound + -sound % PAGE
        fill = blanks(b"", end - sound - 1) + b"\n" * (end > sound)
        # The page of the last record is written again only where something else is on it.
        if torn.startswith(fill):
            write_all(descriptor, END, end)
        else:
            write_all(descriptor, fill + END, sound)
        os.ftruncate(descriptor, end + len(END))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return torn


def _end_of_sound(descriptor: int, size: int) -> int:
    """The offset behind the last record whose digest is right."""
    # The header ends its line, the first record begins one.
    start = max(PAGE - 1, size - 2 * MOST_TORN)
    region = os.pread(descriptor, size - start, start)
    at = len(region)
    while (begin := region.rfind(b"\n", 0, at)) >= 0:
        text = region[begin + 1 : at]
        with contextlib.suppress(DamageError, ValueError):
            read_line(text)
            return start + begin + 1 + len(text.rstrip(b" "))
        at = begin
    if start >= PAGE:
        raise DamageError("is damaged at its end")
    return PAGE


def _holding(descriptor: int, needle: bytes) -> Iterator[bytes]:
    """The lines that hold some bytes, the last first, however long the file is."""
    after = b""
    at = end = _size(descriptor)
    while at > PAGE:
        size = min(_SEARCH, at - PAGE)
        at -= size
        chunk = os.pread(descriptor, size, at) + after
        found = len(chunk)
        while (found := chunk.rfind(needle, 0, found)) >= 0:
            yield _line_around(descriptor, at + found, end)
        after = chunk[: len(needle) - 1]


def _line_around(descriptor: int, offset: int, end: int) -> bytes:
    before = next(lines_backward(descriptor, PAGE, offset), b"")
    behind = next(lines_forward(descriptor, offset, end), b"")
    return before + behind


def _size(descriptor: int) -> int:
    return os.fstat(descriptor).st_size
