"""The hash chain: each record carries the digest of the one before it and its own.

A record is one line of a TinyDB table, `"17":{"_n":17,"_p":"...", ... ,"_h":"..."}`. `_h` is the
SHA-256 of the object up to `_h`, `_p` that of the record before, so an edit, a deletion or a swap
shows. The digest is taken over the bytes as they stand: a whole file is checked without parsing.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from data.store.errors import DamageError

Fields = Mapping[str, Any]

ERASED: Final = "erased"
"""The one field of a tombstone, the digest of the record that it replaces, and the kind of a note
of an erasure."""

START: Final = re.compile(rb'"(\d{1,9})":\{"_n":\1,')
"""The beginning of a record; within a string its quotes would have backslashes before them."""

STOP: Final = re.compile(rb',"_h":"[0-9a-f]{64}"\}')
"""The end of a record."""

_DIGITS: Final = 64
_TOMB: Final = b'","erased":"'
_NOTE: Final = b',"note":"'
_BEGINNING: Final = 200
_MARK: Final = b',"_h":"'
_CLOSE: Final = b'"}'
_SHORT: Final = 16


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a chain: the number and digest of its last record."""

    number: int
    digest: str

    def __str__(self) -> str:
        return f"{self.number}:{self.digest[:_SHORT]}"


@dataclass(frozen=True, slots=True)
class Record:
    """A record whose digest is right.

    Attributes:
        number: its place in the chain, which is also its TinyDB id.
        before: digest of the record before it.
        digest: its own.
        link: what the next record has to repeat: its own digest, or that of the erased record in
            whose place it stands.
        text: the whole line, without the comma before and the blanks behind it.
    """

    number: int
    before: str
    digest: str
    link: str
    text: bytes

    @property
    def head(self) -> Head:
        """The chain as it ends with this record."""
        return Head(self.number, self.link)

    @property
    def previous(self) -> Head:
        """The chain as it ends before this record."""
        return Head(self.number - 1, self.before)

    @property
    def erased(self) -> bool:
        """Return whether it is a tombstone."""
        return self.link != self.digest

    @property
    def is_note(self) -> bool:
        """Return whether it is a note; the kind of a note stands at its beginning."""
        return _NOTE in self.text[:_BEGINNING]

    @property
    def fields(self) -> dict[str, Any]:
        """The record as TinyDB reads it."""
        found = json.loads(self.text[self.text.index(b"{") :])
        return dict(found)


def dumps(value: object) -> bytes:
    """JSON in ASCII on one line.

    Raises:
        ValueError: for a number that JSON does not have.
    """
    return json.dumps(value, allow_nan=False, separators=(",", ":")).encode("ascii")


def chained(head: Head, fields: Fields) -> Record:
    """The record that follows on `head`."""
    number = head.number + 1
    return numbered(number, head.digest, fields)


def numbered(number: int, before: str, fields: Fields) -> Record:
    """The record with a number and the digest of the one before it."""
    body = dumps({"_n": number, "_p": before, **fields})[:-1]
    digest = hashlib.sha256(body).hexdigest()
    text = b'"%d":%b%b%b%b' % (number, body, _MARK, digest.encode(), _CLOSE)
    return Record(number, before, digest, str(fields.get(ERASED, digest)), text)


def read_line(text: bytes) -> Record:
    """The record on a line of the file.

    Raises:
        DamageError: when its digest or its form is not right.
    """
    text = text.strip(b" ,")
    key, _, body = text.partition(b":")
    body, mark, end = body.rpartition(_MARK)
    start = b'{"_n":%b,"_p":"' % key.strip(b'"')
    before = body[len(start) : len(start) + _DIGITS]
    if not (mark and end.endswith(_CLOSE) and body.startswith(start) and key[1:-1].isdigit()):
        raise DamageError("holds a record that is not whole")
    digest = hashlib.sha256(body).hexdigest()
    if end[: -len(_CLOSE)] != digest.encode() or not _is_digest(before):
        raise DamageError(f"holds a record, number {int(key[1:-1])}, that was altered")
    rest = body[len(start) + _DIGITS :]
    link = rest[len(_TOMB) :][:_DIGITS].decode() if rest.startswith(_TOMB) else digest
    return Record(int(key[1:-1]), before.decode(), digest, link, text)


def seal_of(links: Iterable[str]) -> str:
    """The seal that a note holds of the digests of erased records."""
    return hashlib.sha256("".join(links).encode()).hexdigest()


def records_in(content: bytes) -> Iterator[Record]:
    """The records that stand anywhere in the bytes, whatever is before, between and behind them."""
    for found in START.finditer(content):
        end = STOP.search(content, found.end())
        with contextlib.suppress(DamageError):
            yield read_line(content[found.start() : end.end() if end else None])


def _is_digest(text: bytes) -> bool:
    return len(text) == _DIGITS and not text.strip(b"0123456789abcdef")
