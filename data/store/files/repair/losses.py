"""Records that were lost: a note in the chain names them until somebody acknowledges them."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Final

from data.store.files.format.directory_layout import StoreDirectory
from data.store.files.format.hash_chain import START
from data.store.files.format.store_files import StoreFiles
from data.store.files.repair.integrity_check import ACKNOWLEDGED, RECOVERED, audit

_SESSION: Final = re.compile(rb'"id":"([2-9a-z]{8})"')


def note_losses(base: StoreFiles, known: Collection[int], restored: Collection[int]) -> str:
    """Note the records that are known of and are not there. Call it under the lock.

    Args:
        base: the store, after its journals were replayed.
        known: numbers of records that were there, as far as anything tells.
        restored: those of them that are there again, under this number or another.

    Returns:
        A sentence for the user; nothing when no record is missing.

    Raises:
        DamageError, OSError: when the note cannot be added.
    """
    found = audit(base.place)
    missing = {*known, *found.gaps, *(number for number, _ in found.unknown)}
    if not missing and not found.unknown:
        return ""
    note = {
        "note": RECOVERED,
        "at": datetime.now(UTC).isoformat(),
        "missing": sorted(missing),
        "restored": sorted(missing & set(restored)),
        "unknown": [list(pair) for pair in found.unknown],
    }
    base.add(note, {})
    lost = sorted(missing - set(restored))
    if not lost:
        return ""
    numbers = ", ".join(map(str, lost[:20])) + f" and {len(lost) - 20} more" * (len(lost) > 20)
    return f"Records that could not be recovered: {numbers}. See: spinepath doctor"


def acknowledge(base: StoreFiles, reason: str) -> int:
    """Note that somebody knows of everything that is wrong with the records, and why.

    Call it under the lock.

    Returns:
        The number of faults.

    Raises:
        DamageError, OSError: when it cannot be noted.
    """
    faults = [str(fault) for fault in audit(base.place).faults]
    if faults:
        at = datetime.now(UTC).isoformat()
        base.add({"note": ACKNOWLEDGED, "at": at, "faults": faults}, {"reason": reason})
    return len(faults)


def numbers_in(content: bytes, place: StoreDirectory) -> set[int]:
    """The numbers of sessions that stand in damaged bytes and that no open journal holds."""
    running = {path.name.partition(".")[0].encode() for path in place.journals()}
    numbers = set()
    for found in START.finditer(content):
        following = START.search(content, found.end())
        text = content[found.start() : following.start() if following else None]
        session = _SESSION.search(text)
        if session is not None and session[1] not in running:
            numbers.add(int(found[1]))
    return numbers
