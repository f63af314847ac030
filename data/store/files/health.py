"""The health of a store: all its faults, found without writing to it.

`repaired` alone mends what can be mended; what is lost stays wrong until somebody acknowledges it
with a reason.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeAlias

from tinydb import TinyDB

from data.files.private_files import UnsafePathError, is_there, read_private, shown_name, try_out
from data.session.clock import clock_doubt
from data.session.session_json import fingerprint
from data.store.errors import NewerError, StoreError, as_store_errors
from data.store.files.encryption.acceptance import ACCEPT
from data.store.files.encryption.codec import codec_for
from data.store.files.file_store import Store
from data.store.files.format.directory_layout import StoreDirectory, file_system, require_local
from data.store.files.format.journal import is_running
from data.store.files.format.locks import locked
from data.store.files.format.main_file import SESSIONS, MainFile
from data.store.files.format.records import Plain
from data.store.files.format.store_files import StoreFiles
from data.store.files.repair.damage_repair import known_about, repair
from data.store.files.repair.integrity_check import audit
from data.store.files.repair.losses import acknowledge
from data.text.dates import moment_text
from data.text.os_errors import reason_of

Ask: TypeAlias = Callable[[], str]
"""Asks for the passphrase of a sealed store."""

REPAIR: Final = "Keep a copy of the directory for whoever looks into it; then: doctor --repair"
_LEAST_ROOM: Final = 64 * 2**20
"""Bytes of free disk: some hundred sessions, and room to rewrite the file."""

_SMALL: Final = 64 * 2**20
"""Bytes up to which plain TinyDB, which reads all of a file into memory, is tried on it."""

_OF_SESSION: Final = re.compile(r"([2-9a-z]{8}):(\d{1,6}):([0-9a-f]{16})")


@dataclass(frozen=True, slots=True)
class Finding:
    """The finding of one check, and the action to take.

    Attributes:
        advice: empty where there is nothing to do.
        wrong: whether something is not as it has to be.
    """

    what: str
    says: str
    advice: str = ""
    wrong: bool = True


def examine(directory: Path, records: list[str], ask: Ask) -> Iterator[Finding]:
    """Every finding, in the order of the checks, as `session_store.examine`."""
    place = StoreDirectory(directory)
    for check in (_place, _permissions, _room):
        yield from check(place)
    if not is_there(place.main):
        if is_there(place.lock):
            yield Finding("sessions", f"{place.main} is gone", REPAIR)
        else:
            yield Finding("sessions", "none is kept yet")
        return
    yield from _chain(place, [word for word in records if not _OF_SESSION.fullmatch(word)])
    yield from _tinydb(place)
    yield from _journals(place)
    for path in place.set_aside_files():
        advice = "Delete it when nobody needs it: it may hold answers."
        yield Finding("kept aside", str(path), advice, wrong=False)
    yield from _sessions(place, [word for word in records if _OF_SESSION.fullmatch(word)], ask)


def repaired(directory: Path, ask: Ask) -> list[str]:
    """Mend what can be mended, as `session_store.repaired`."""
    place = StoreDirectory(directory)
    with as_store_errors("Not repaired", place.main):
        place.prepare()
        base = _files(place, ask)
        done = repair(base) or ["There was nothing to repair."]
        left = audit(place).faults
    if left:
        done.append(
            f"Not mended, as nothing here tells how: {len(left)} of the faults below. When it is"
            ' known what became of them: spinepath doctor --acknowledge "REASON"'
        )
    return done


def acknowledged(directory: Path, reason: str, ask: Ask) -> int:
    """Note that everything wrong is known, as `session_store.acknowledged`."""
    place = StoreDirectory(directory)
    with (
        as_store_errors("Not acknowledged", place.main),
        locked(place.lock),
    ):
        return acknowledge(_files(place, ask), reason)


def _files(place: StoreDirectory, ask: Ask) -> StoreFiles:
    base = StoreFiles(place, MainFile(place.main), Plain())
    content = read_private(place.main) if is_there(place.main) else b""
    about = known_about(base, content)
    return replace(base, codec=codec_for(about, ask))


def _place(place: StoreDirectory) -> Iterator[Finding]:
    try:
        require_local(place.directory)
        with contextlib.suppress(FileNotFoundError):
            place.directory.stat()
            try_out(place.directory)
    except UnsafePathError as error:
        yield Finding("place", str(error), "Name a directory on a local disk in SPINEPATH_DATA.")
        return
    except (OSError, ValueError) as error:
        system = isinstance(error, OSError)
        says = reason_of(error) if system else "no directory can have this name"
        where = shown_name(place.directory)
        advice = "No answer can be saved there. Mend that, or name another directory in"
        yield Finding("place", f"{where}: {says}", f"{advice} SPINEPATH_DATA.")
        return
    kind = file_system(place.directory) or "unknown"
    volatile = "It is in memory only. Name a directory on a disk." if kind == "tmpfs" else ""
    yield Finding("place", f"{place.directory} ({kind})", volatile)


def _permissions(place: StoreDirectory) -> Iterator[Finding]:
    found = list(_open_to_others(place.directory)) if is_there(place.directory) else []
    for path, why, advice in found:
        yield Finding("permissions", f"{path} {why}", advice)
    if not found:
        yield Finding("permissions", "only you can read the sessions")


def _open_to_others(directory: Path) -> Iterator[tuple[Path, str, str]]:
    for path in (directory, *directory.rglob("*")):
        state = path.lstat()
        wanted = "700" if stat.S_ISDIR(state.st_mode) else "600"
        if stat.S_ISLNK(state.st_mode):
            yield path, "is a link", "Put the file itself there."
        elif state.st_uid != os.geteuid():
            yield path, "belongs to another user", "Name a place of your own in SPINEPATH_DATA."
        elif state.st_mode & 0o077:
            yield path, "is open to other users", f"chmod {wanted} {path}"


def _room(place: StoreDirectory) -> Iterator[Finding]:
    there = next(path for path in (place.directory, *place.directory.parents) if is_there(path))
    free = shutil.disk_usage(there).free
    size = place.main.stat().st_size if is_there(place.main) else 0
    low = free < _LEAST_ROOM + size
    advice = "Make room: answers are kept in memory alone when the disk is full." if low else ""
    yield Finding("disk", f"{free // 2**20:,} MiB free", advice)


def _chain(place: StoreDirectory, heads: list[str]) -> Iterator[Finding]:
    try:
        found = audit(place, heads)
    except (OSError, NewerError, UnsafePathError) as error:
        says = str(error) or "a newer version of this program wrote it"
        yield Finding("record", says, "Nothing can be checked before that is mended.")
        return
    for fault in found.faults:
        yield Finding("record", str(fault), REPAIR)
    for says, reason in found.acknowledged.items():
        yield Finding("record", says, f"Acknowledged: {reason}", wrong=False)
    if not found.faults:
        heard = f"; {len(heads)} printed heads found" if heads else ""
        erased = f", {found.erased} of them erased" if found.erased else ""
        whole = "" if found.acknowledged else "chain whole, "
        yield Finding("record", f"{found.records} records{erased}, {whole}head {found.head}{heard}")


def _tinydb(place: StoreDirectory) -> Iterator[Finding]:
    if place.main.stat().st_size > _SMALL:
        yield Finding("TinyDB", "the file is large; not tried")
        return
    try:
        with TinyDB(place.main, access_mode="r") as plain:
            count = len(plain.table(SESSIONS))
    except (ValueError, OSError, AttributeError) as error:
        yield Finding("TinyDB", f"cannot read the file: {error}", "doctor --repair")
        return
    yield Finding("TinyDB", f"reads the file; records in it: {count}")


def _journals(place: StoreDirectory) -> Iterator[Finding]:
    journals = place.journals()
    running = sum(is_running(path) for path in journals)
    waiting = len(journals) - running
    advice = "Start spinepath once: it puts them in order." if waiting else ""
    yield Finding("journals", f"{running} sessions open now, {waiting} left by a crash", advice)


def _sessions(place: StoreDirectory, prints: list[str], ask: Ask) -> Iterator[Finding]:
    now = datetime.now(UTC)
    try:
        store = Store.look(place.directory, ask)
        changed = [item.changed for item in store.sessions(50)]
        doubts = store.doubts()
    except StoreError as error:
        yield Finding("sessions", str(error), "See above.")
        return
    late, newest = clock_doubt(now, changed), max(changed, default=now)
    advice = "Set the clock of this computer; times of answers are wrong." if late else ""
    yield Finding("clock", f"{moment_text(now)}, last change {moment_text(newest)}", advice)
    for doubt in doubts:
        yield Finding("proof", doubt, f"Once somebody has looked into it: {ACCEPT}")
    yield Finding("sessions", _encryption(store, proved=not doubts))
    for printed in prints:
        yield _fingerprint(store, printed)


def _encryption(store: Store, *, proved: bool) -> str:
    if not store.encrypted:
        return "not encrypted; `spinepath store encrypt` does it"
    if store.in_old_form:
        return "encrypted as by program 0.1.0, which proves nothing; the next start seals them anew"
    return "encrypted, every record proved" if proved else "encrypted"


def _fingerprint(store: Store, printed: str) -> Finding:
    """Return whether a session was as an export printed it."""
    name, _, rest = printed.partition(":")
    try:
        now = fingerprint(store.load(name), int(rest.partition(":")[0]))
    except StoreError as error:
        return Finding("session", str(error), "The export names a session that is not here now.")
    if now != printed:
        says = f"{printed} is not what is kept"
        return Finding("session", says, "It was altered since, or there.")
    return Finding("session", f"{name} had these events when it was exported")
