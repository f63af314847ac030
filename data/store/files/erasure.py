"""Erase sessions: only a mark that they existed is left.

In the place of each record stands a tombstone with the digest of what it replaces, so the chain
holds and heads printed before are still found in it. A note at the end, which the chain protects,
says which records were erased and when; a record taken out by hand has none. File systems may
keep freed blocks for a while: only an encrypted disk or store takes care of those.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from data.files.private_files import read_private, replace_file
from data.store.errors import DamageError
from data.store.files.format.directory_layout import StoreDirectory
from data.store.files.format.hash_chain import (
    ERASED,
    Head,
    Record,
    chained,
    dumps,
    read_line,
    seal_of,
)
from data.store.files.format.records import Codec
from data.store.files.format.store_files import StoreFiles
from data.store.files.repair.crash_recovery import clear_leftovers
from data.store.files.repair.migration import is_old

_ID: Final = re.compile(rb'"id":"([2-9a-z]{8})"')
"""The first on a line is the record's own: nothing of the user's stands before it."""

_NUMBER: Final = re.compile(rb'^ *,? *"(\d{1,9})":')


@dataclass(slots=True)
class _Erased:
    """Records to erase, found in one pass through the file."""

    numbers: list[int] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)


def erase(base: StoreFiles, session_ids: frozenset[str]) -> frozenset[str]:
    """Erase sessions that no program has open. Call it under the lock.

    Returns:
        Those that are not there; nothing is erased then.

    Raises:
        OSError: when they are not erased.
    """
    present = {name for text in base.history.texts_forward() if (name := _id_on(text))}
    if missing := session_ids - present:
        return missing
    clear_leftovers(base.place)
    # Other copies first: what is cut short here leaves a session that can be erased again.
    _scrub(base.place, session_ids)
    about = base.history.about()
    before = base.history.tail().head
    base.history.rewrite(about, _rewritten(base, session_ids, about["genesis"]))
    base.moved(before, base.history.tail().head)
    return frozenset()


def _id_on(text: bytes) -> str:
    """The id of the session on a line, which may be damaged; empty when there is none."""
    found = _ID.search(text)
    return found[1].decode() if found else ""


def _rewritten(base: StoreFiles, session_ids: frozenset[str], genesis: str) -> Iterator[bytes]:
    erased = _Erased()
    head = Head(0, genesis)
    for text in base.history.texts_forward():
        ours = _id_on(text) in session_ids
        try:
            line = read_line(text)
        except DamageError:
            if ours:
                erased.missing += [int(number) for number in _NUMBER.findall(text)[:1]]
            else:
                yield text.strip(b" ,")
            continue
        if ours:
            line = _tombstone(base.codec, line, erased)
        head = line.head
        yield line.text
    yield chained(head, base.codec.pack(head, _note(erased, session_ids), {})).text


def _tombstone(codec: Codec, line: Record, erased: _Erased) -> Record:
    erased.numbers.append(line.number)
    erased.links.append(line.link)
    return chained(line.previous, codec.pack(line.previous, {ERASED: line.link}, {}))


def _note(erased: _Erased, session_ids: frozenset[str]) -> dict[str, Any]:
    return {
        "note": ERASED,
        "at": datetime.now(UTC).isoformat(),
        "ids": sorted(session_ids),
        "numbers": erased.numbers,
        "seal": seal_of(erased.links),
        "missing": erased.missing,
    }


def _scrub(place: StoreDirectory, session_ids: frozenset[str]) -> None:
    """Remove sessions from all files beside the main file."""
    place.awaited_index.unlink(missing_ok=True)  # it is made anew
    for path in (*place.closed_journals(), *place.set_aside_files()):
        if any(session_id in path.name for session_id in session_ids):
            path.unlink(missing_ok=True)
    for path in place.set_aside_files():
        content = read_private(path)
        if any(session_id.encode() in content for session_id in session_ids):
            _scrub_file(path, content, session_ids)


def _scrub_file(path: Path, content: bytes, session_ids: frozenset[str]) -> None:
    if is_old(content):
        kept = _without(content, session_ids)
    else:
        words = [session_id.encode() for session_id in session_ids]
        lines = content.split(b"\n")
        kept = b"\n".join(text for text in lines if not any(word in text for word in words))
    if kept.strip():
        replace_file(path, kept)
    else:
        path.unlink()


def _without(content: bytes, session_ids: frozenset[str]) -> bytes:
    with contextlib.suppress(ValueError, LookupError, AttributeError):
        tables = json.loads(content)
        rows = tables["sessions"].items()
        tables["sessions"] = {key: row for key, row in rows if row.get("id") not in session_ids}
        return dumps(tables)
    return b""
