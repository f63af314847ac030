"""Migrate older formats of the main file; the old file stays as a backup."""

from __future__ import annotations

import json
import math
import secrets
from collections.abc import Iterator, Mapping
from typing import Any, Final

from data.files.private_files import create_file, read_private
from data.session.session_json import RecordError, from_document
from data.store.errors import DamageError
from data.store.files.format.directory_layout import StoreDirectory
from data.store.files.format.hash_chain import Head, chained
from data.store.files.format.main_file import MainFile
from data.store.files.format.records import changed, parts, salt

_BEGINNING: Final = b'{"spinepath":{"1":{"format":1}}'


def is_old(content: bytes) -> bool:
    """Return whether a file, of which this is the beginning, has an older form that is known."""
    return content.startswith(_BEGINNING)


def migrate(place: StoreDirectory, history: MainFile) -> str:
    """Migrate the main file. Call it under the lock.

    Returns:
        A sentence for the user.

    Raises:
        DamageError: when the old file is not whole; nothing is done then.
        OSError: when it cannot be done; the old file is then unharmed.
    """
    content = read_private(place.main)
    documents = list(_documents(content))
    aside = place.aside("format-1")
    create_file(aside, content)
    history.rewrite({"genesis": (genesis := secrets.token_hex(32))}, _lines(genesis, documents))
    return f"The sessions were brought to the form of this version. The old file is kept: {aside}."


def _lines(genesis: str, documents: list[Mapping[str, Any]]) -> Iterator[bytes]:
    head = Head(0, genesis)
    for document in documents:
        try:
            session = from_document(document)
        except RecordError:
            # Nobody can use it, but it is not ours to lose: it stays as it is, and is listed so.
            line = chained(head, {"_s": salt(), **document})
        else:
            clear, secret = parts(session, salt())
            line = chained(head, {**clear, **secret})
        head = line.head
        yield line.text


def _documents(content: bytes) -> Iterator[Mapping[str, Any]]:
    """The sessions of a file of form 1, the one changed last at the end.

    Raises:
        DamageError: when it is not whole.
    """
    try:
        tables = json.loads(content, parse_constant=_refuse, parse_float=_finite)
    except (ValueError, RecursionError):
        raise DamageError("is damaged") from None
    match tables:
        case {"spinepath": {"1": {"format": 1}}, "sessions": dict(table)}:
            pass
        case _:
            raise DamageError("is not a file of this program")
    if not all(isinstance(row, dict) for row in table.values()):
        raise DamageError("is damaged")
    yield from sorted(table.values(), key=_last)


def _last(document: Mapping[str, Any]) -> str:
    try:
        return changed(from_document(document)).isoformat()
    except RecordError:
        return ""


def _finite(word: str) -> float:
    if not math.isfinite(number := float(word)):
        raise ValueError(f"{word} is no finite number")
    return number


def _refuse(word: str) -> float:
    raise ValueError(f"{word} is no number of JSON")
