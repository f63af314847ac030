"""Erasing sessions: nothing is left of them but that they were there.

In the place of each record stands a tombstone with the digest of what it replaces, so the chain
holds and heads printed before are still found in it. A note at the end, which the chain protects,
says which records were erased and when; a record taken out by hand has none. File systems may
keep freed blocks for a while: only an encrypted disk or store takes care of those.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from data.files import read_private, replace_file
from data.store.chain import ERASED, Fields, Head, Line, chained, dumps, numbered, read_line
from data.store.documents import fields_of_damaged
from data.store.errors import DamageError
from data.store.migration import is_old
from data.store.place import Place
from data.store.recovery import Base, clear_leftovers

NOTE: Final = "erased"


@dataclass(slots=True)
class _Erased:
    """What was found to erase on the way through the file."""

    ids: set[str] = field(default_factory=set)
    numbers: list[int] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def erase(base: Base, session_ids: frozenset[str]) -> frozenset[str]:
    """Erase sessions that no program has open. Call it under the lock.

    Returns:
        Those that are not there; nothing is erased then.

    Raises:
        OSError: when they are not erased.
    """
    if missing := {session_id for session_id in session_ids if not _found(base, session_id)}:
        return frozenset(missing)
    clear_leftovers(base.place)
    # Other copies first: what is cut short here leaves a session that can be erased again.
    for session_id in session_ids:
        _scrub(base.place, session_id)
    about = {key: value for key, value in base.history.about().items() if key != "format"}
    base.history.rewrite(about, _rewritten(base, session_ids, about["genesis"]))
    return frozenset()


def seal_of(links: Iterable[str]) -> str:
    """What a note keeps of the digests of the records that it says were erased."""
    return hashlib.sha256("".join(links).encode()).hexdigest()


def _found(base: Base, session_id: str) -> bool:
    try:
        return base.history.find(session_id) is not None
    except DamageError:
        return True


def _rewritten(base: Base, session_ids: frozenset[str], genesis: str) -> Iterator[bytes]:
    needles = tuple(b'"id":%b' % dumps(session_id) for session_id in session_ids)
    erased = _Erased()
    head = Head(0, genesis)
    for text in base.history.texts_forward():
        try:
            line = read_line(text)
        except DamageError:
            if not _is_of(fields_of_damaged(text), text, needles, session_ids):
                yield text.strip(b" ,")
            continue
        if any(needle in text for needle in needles) and line.fields.get("id") in session_ids:
            line = _tombstone(line, erased)
        head = line.head
        yield line.text
    yield chained(head, _note(erased)).text


def _is_of(
    fields: Fields, text: bytes, needles: tuple[bytes, ...], session_ids: frozenset[str]
) -> bool:
    """Whether a damaged record is, or may be, one of a session."""
    return fields.get("id") in session_ids or any(needle in text for needle in needles)


def _tombstone(line: Line, erased: _Erased) -> Line:
    erased.ids.add(line.fields["id"])
    erased.numbers.append(line.number)
    erased.links.append(line.link)
    return numbered(line.number, line.before, {ERASED: line.link})


def _note(erased: _Erased) -> dict[str, Any]:
    return {
        "note": NOTE,
        "at": datetime.now(UTC).isoformat(),
        "ids": sorted(erased.ids),
        "numbers": erased.numbers,
        "seal": seal_of(erased.links),
    }


def _scrub(place: Place, session_id: str) -> None:
    """Take a session out of everything that is kept beside the main file."""
    for path in (*place.done(), *place.asides()):
        if session_id in path.name:
            path.unlink(missing_ok=True)
    for path in place.asides():
        content = read_private(path)
        if session_id.encode() in content:
            _scrub_file(path, content, session_id)


def _scrub_file(path: Path, content: bytes, session_id: str) -> None:
    if is_old(content):
        kept = _without(content, session_id)
    else:
        lines = content.split(b"\n")
        kept = b"\n".join(text for text in lines if session_id.encode() not in text)
    if kept.strip():
        replace_file(path, kept)
    else:
        path.unlink()


def _without(content: bytes, session_id: str) -> bytes:
    with contextlib.suppress(ValueError, LookupError, AttributeError):
        tables = json.loads(content)
        rows = tables["sessions"].items()
        tables["sessions"] = {k: row for k, row in rows if row.get("id") != session_id}
        return dumps(tables)
    return b""
