r"""A TinyDB file that grows at its end: the closing brackets are overwritten by the next record.

The file is a header of one page, `{"spinepath":{"1":{...}},"sessions":{`, one record a line, and
`\n}}\n`. Every append fills whole pages, from where only the closing brackets stood, so a page that
holds a record is never written again and what a power cut leaves on the next is on another line.
Blanks may follow, written beforehand: an answer then needs no new room, and no full disk can stop
it.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from data.files.private_files import write_all
from data.store.errors import DamageError, DoubtError, NewerError
from data.store.files.format.hash_chain import (
    START,
    Fields,
    Head,
    Record,
    chained,
    dumps,
    read_line,
)

FORMAT: Final = 2
"""Version of the form of files in clear; in program 0.1.0 of sealed ones as well."""

SEALED_FORMAT: Final = 3
"""Version of the form of sealed files; a higher one is refused, not guessed at."""

PAGE: Final = 4096
END: Final = b"\n}}\n"

_HEADER: Final = re.compile(
    rb'\{"spinepath":(\{"1":\{.{1,3000}?\}\}),"(sessions|steps)":\{\s*\Z', re.DOTALL
)
_CHUNK: Final = 1 << 16


def render_header(about: Fields, table: str) -> bytes:
    """The first page of a file.

    Args:
        about: what the file says of itself; the format is added.
        table: the table that grows.
    """
    form = SEALED_FORMAT if "seal" in about else FORMAT
    text = b'{"spinepath":{"1":%b},"%b":{' % (dumps({"format": form, **about}), table.encode())
    return padded(text)


def parse_header(page: bytes) -> dict[str, Any]:
    """The fields of a file's header beside its format.

    Raises:
        NewerError: when a later program wrote it.
        DamageError: when the page is no header.
    """
    found = _HEADER.match(page)
    try:
        about = json.loads(found[1])["1"] if found else {}
    except (ValueError, RecursionError):
        about = {}
    form = about.pop("format", None)
    if isinstance(form, int) and form > SEALED_FORMAT:
        raise NewerError
    known = form == FORMAT or (form == SEALED_FORMAT and "seal" in about)
    if not known or not isinstance(about.get("genesis"), str):
        raise DamageError("is damaged at its beginning")
    return dict(about)


def padded(text: bytes) -> bytes:
    """The text as a line that fills its pages."""
    return text + b" " * (-(len(text) + 1) % PAGE) + b"\n"


class AppendFile:
    """An open file to which its owner, who holds a lock, adds records.

    Attributes:
        head: where its chain ends.
        end: the offset of the closing brackets.
        in_doubt: whether a failed write could not be taken back, so that nothing may follow.
    """

    def __init__(self, descriptor: int, head: Head, end: int, *, reserve: int = 0) -> None:
        """Go on with an open file.

        Args:
            descriptor: open for reading and writing.
            head: the end of its chain.
            end: where its closing brackets are, at the beginning of a page.
            reserve: bytes of blanks to write ahead whenever they are used up.
        """
        self._descriptor = descriptor
        self._reserve = reserve
        self._size = os.fstat(descriptor).st_size
        self.in_doubt = False
        self.head = head
        self.end = end

    def append(self, fields: Fields) -> Record:
        """Add a record: one write and one sync; durable when this returns.

        Raises:
            DoubtError: when an earlier failure could not be taken back.
            OSError: when it is not added; the file is then as before.
        """
        if self.in_doubt:
            raise DoubtError(None, "an earlier write to this file failed and is in doubt")
        line = chained(self.head, fields)
        text = padded((b"," if line.number > 1 else b"") + line.text)
        content = text + END
        if self._reserve and self.end + len(content) > self._size:
            content = blanks(content, len(content) + self._reserve)
        try:
            write_all(self._descriptor, content, self.end)
            os.fdatasync(self._descriptor)
        except BaseException:
            self._take_back(len(content))
            raise
        self.end += len(text)
        self.head = line.head
        self._size = max(self._size, self.end + len(content) - len(text))
        return line

    def _take_back(self, length: int) -> None:
        """Restore the file: after a failed sync its state on the disk is not known."""
        before = blanks(END, min(length, self._size - self.end))
        try:
            write_all(self._descriptor, before, self.end)
            os.ftruncate(self._descriptor, self._size)
            os.fsync(self._descriptor)
        except OSError:
            self.in_doubt = True

    def is_at(self, path: Path) -> bool:
        """Return whether the path still leads to this file."""
        return is_at(path, self._descriptor)

    def close(self) -> None:
        """Close the file, which frees its lock."""
        with contextlib.suppress(OSError):
            os.close(self._descriptor)


def is_at(path: Path, descriptor: int) -> bool:
    """Return whether a path leads to an open file, which may have been moved or removed."""
    try:
        return os.path.samestat(path.lstat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def blanks(text: bytes, length: int) -> bytes:
    """The text, followed by blanks up to a length in bytes."""
    return text + b" " * (length - len(text))


def lines_forward(descriptor: int, start: int, end: int) -> Iterator[bytes]:
    """The lines between two offsets, from the first."""
    rest = b""
    while start < end:
        chunk = os.pread(descriptor, min(_CHUNK * 16, end - start), start)
        if not chunk:
            break
        start += len(chunk)
        *whole, rest = (rest + chunk).split(b"\n")
        yield from _records(whole)
    yield from _records([rest])


def lines_backward(descriptor: int, start: int, end: int) -> Iterator[bytes]:
    """The lines between two offsets, from the last."""
    pieces: list[bytes] = []
    while end > start:
        size = min(_CHUNK, end - start)
        end -= size
        first, *whole = os.pread(descriptor, size, end).split(b"\n")
        if whole:
            pieces.append(whole.pop())
            yield from reversed(list(_records([*whole, _joined(pieces)])))
            pieces = []
        pieces.append(first)
    yield from reversed(list(_records([_joined(pieces)])))


def _records(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The records of lines; damage that swallowed the end of a line costs the next record nothing.

    Whatever else is on a line comes as well, as it is damage.
    """
    for line in lines:
        starts = [found.start() for found in START.finditer(line)]
        if len(starts) < 2 and not line.startswith(b"\0"):
            starts = []
        for begin, end in pairwise([0, *filter(None, starts), len(line)]):
            if (text := line[begin:end]).strip(b" ,}"):  # more than what parts records
                yield text


def _joined(pieces: list[bytes]) -> bytes:
    return b"".join(reversed(pieces))


def lines_of(content: bytes) -> list[bytes]:
    """The lines of records in a file of which the header is left out, and of what else is there."""
    return list(_records(content.split(b"\n")))


def verified(lines: Iterator[bytes], genesis: str) -> Iterator[Record]:
    """The records from the first one on, up to the first break of the chain."""
    head = Head(0, genesis)
    for text in lines:
        try:
            line = read_line(text)
        except DamageError:
            return
        if (line.number, line.before) != (head.number + 1, head.digest):
            return
        yield line
        head = line.head
