"""`spinepath doctor`: check everything that the safety of the answers rests on."""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from tinydb import TinyDB

from data.files.private_files import UnsafePathError, is_there, shown_name
from data.input.faults import FaultyInputError
from data.session.session_json import fingerprint
from data.store import Store, StoreError, data_directory
from data.store.errors import NewerError, as_store_errors
from data.store.format.directory_layout import (
    StoreDirectory,
    current_file_system,
    require_local_now,
)
from data.store.format.journal import is_running
from data.store.format.main_file import SESSIONS, MainFile
from data.store.format.records import Plain
from data.store.format.store_files import StoreFiles
from data.store.repair.damage_repair import repair
from data.store.repair.integrity_check import audit
from tui.cli.exit_status import FAILED, OK
from tui.security import passphrase
from tui.state.loaded_content import load_content

_LEAST_ROOM: Final = 64 * 2**20
"""Bytes of free disk: some hundred sessions, and room to rewrite the file."""

_SMALL: Final = 64 * 2**20
"""Bytes up to which plain TinyDB, which reads all of a file into memory, is tried on it."""

_SLACK: Final = timedelta(minutes=5)
_OF_SESSION: Final = re.compile(r"([2-9a-z]{8}):(\d{1,6}):([0-9a-f]{16})")


@dataclass(frozen=True, slots=True)
class Result:
    """The finding of one check, and the action to take.

    Attributes:
        advice: empty where there is nothing to do.
        wrong: whether something is not as it has to be.
    """

    what: str
    says: str
    advice: str = ""
    wrong: bool = True

    @property
    def mark(self) -> str:
        """The mark before the line."""
        return ("WRONG" if self.wrong else "note") if self.advice else "ok"


def run(options: argparse.Namespace) -> int:
    """Check everything and say what to do; exit status 1 when something is wrong."""
    place = StoreDirectory(data_directory())
    if options.repair:
        for sentence in _repaired(place):
            print(sentence)
    wrong = 0
    for result in checks(place, options.record or []):
        print(f"{result.mark:<6} {result.what}: {result.says}")
        if result.advice:
            print(f"       {result.advice}")
        wrong += result.mark == "WRONG"
    print(f"Wrong: {wrong}" if wrong else "Nothing is wrong.")
    return FAILED if wrong else OK


def _repaired(place: StoreDirectory) -> list[str]:
    try:
        with as_store_errors("Not repaired", place.main):
            place.prepare()
            done = repair(StoreFiles(place, MainFile(place.main), Plain()))
    except StoreError as error:
        return [str(error)]
    return done or ["There was nothing to repair."]


def checks(place: StoreDirectory, records: list[str]) -> Iterator[Result]:
    """Every check, in the order in which they are printed.

    Args:
        place: the store.
        records: words of the line "Record" of exports, to be found in it.
    """
    steps: list[Callable[[StoreDirectory], Iterator[Result]]] = [
        _place,
        _permissions,
        _room,
        _content,
    ]
    for step in steps:
        yield from step(place)
    if not is_there(place.main):
        yield Result("sessions", "none is kept yet")
        return
    heads = [word for word in records if not _OF_SESSION.fullmatch(word)]
    yield from _chain(place, heads)
    yield from _tinydb(place)
    yield from _journals(place)
    yield from _kept(place)
    yield from _clock_and_sessions(place, [w for w in records if _OF_SESSION.fullmatch(w)])


def _place(place: StoreDirectory) -> Iterator[Result]:
    try:
        require_local_now(place.directory)
        with contextlib.suppress(FileNotFoundError):
            place.directory.stat()
    except UnsafePathError as error:
        yield Result("place", str(error), "Name a directory on a local disk in SPINEPATH_DATA.")
        return
    except (OSError, ValueError) as error:
        says = getattr(error, "strerror", None) or "no directory can have this name"
        where = shown_name(place.directory)
        yield Result("place", f"{where}: {says}", "Name another directory in SPINEPATH_DATA.")
        return
    kind = current_file_system(place.directory) or "unknown"
    volatile = "It is in memory only. Name a directory on a disk." if kind == "tmpfs" else ""
    yield Result("place", f"{place.directory} ({kind})", volatile)


def _permissions(place: StoreDirectory) -> Iterator[Result]:
    found = list(_open_to_others(place.directory)) if is_there(place.directory) else []
    for path, why, advice in found:
        yield Result("permissions", f"{path} {why}", advice)
    if not found:
        yield Result("permissions", "only you can read the sessions")


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


def _room(place: StoreDirectory) -> Iterator[Result]:
    there = next(path for path in (place.directory, *place.directory.parents) if is_there(path))
    free = shutil.disk_usage(there).free
    size = place.main.stat().st_size if is_there(place.main) else 0
    low = free < _LEAST_ROOM + size
    advice = "Make room: answers are kept in memory alone when the disk is full." if low else ""
    yield Result("disk", f"{free // 2**20:,} MiB free", advice)


def _content(_: StoreDirectory) -> Iterator[Result]:
    try:
        content = load_content().content
    except FaultyInputError as error:
        advice = "Install the program again; nobody should use this content."
        yield Result("content", f"{len(error.faults)} faults: {error.faults[0]}", advice)
        return
    pathway = content.pathway
    yield Result(
        "content",
        f"{pathway.id} {pathway.version}, digest {pathway.digest[:12]},"
        f" {content.review.whole.words}",
    )


def _chain(place: StoreDirectory, heads: list[str]) -> Iterator[Result]:
    try:
        found = audit(place, heads)
    except (OSError, NewerError, UnsafePathError) as error:
        says = str(error) or "a newer version of this program wrote it"
        yield Result("record", says, "Nothing can be checked before that is mended.")
        return
    for fault in found.faults:
        yield Result(
            "record",
            str(fault),
            "Keep a copy of the directory for whoever looks into it; then: doctor --repair",
        )
    if not found.faults:
        heard = f"; {len(heads)} printed heads found" if heads else ""
        erased = f", {found.erased} of them erased" if found.erased else ""
        yield Result(
            "record", f"{found.records} records{erased}, chain whole, head {found.head}{heard}"
        )


def _tinydb(place: StoreDirectory) -> Iterator[Result]:
    if place.main.stat().st_size > _SMALL:
        yield Result("TinyDB", "the file is large; not tried")
        return
    try:
        with TinyDB(place.main, access_mode="r") as plain:
            count = len(plain.table(SESSIONS))
    except (ValueError, OSError, AttributeError) as error:
        yield Result("TinyDB", f"cannot read the file: {error}", "doctor --repair")
        return
    yield Result("TinyDB", f"reads the file: {count} records")


def _journals(place: StoreDirectory) -> Iterator[Result]:
    journals = place.journals()
    running = sum(is_running(path) for path in journals)
    waiting = len(journals) - running
    advice = "Start spinepath once: it puts them in order." if waiting else ""
    yield Result("journals", f"{running} sessions open now, {waiting} left by a crash", advice)


def _kept(place: StoreDirectory) -> Iterator[Result]:
    for path in place.set_aside_files():
        advice = "Delete it when nobody needs it: it may hold answers."
        yield Result("kept aside", str(path), advice, wrong=False)


def _clock_and_sessions(place: StoreDirectory, prints: list[str]) -> Iterator[Result]:
    now = datetime.now(UTC)
    try:
        store = Store.open(place.directory, passphrase.ask)
        newest = max((item.changed for item in store.sessions(50)), default=now)
    except (StoreError, passphrase.NoPassphraseError) as error:
        yield Result("sessions", str(error), "See above.")
        return
    late = newest > now + _SLACK
    advice = "Set the clock of this computer; times of answers are wrong." if late else ""
    yield Result("clock", f"{now:%d-%b-%Y %H:%M} UTC, last change {newest:%d-%b-%Y %H:%M}", advice)
    sealed = "encrypted" if store.encrypted else "not encrypted; `spinepath store encrypt` does it"
    yield Result("sessions", sealed)
    for printed in prints:
        yield _fingerprint(store, printed)


def _fingerprint(store: Store, printed: str) -> Result:
    """Return whether a session was as an export printed it."""
    name, _, rest = printed.partition(":")
    try:
        now = fingerprint(store.load(name), int(rest.partition(":")[0]))
    except StoreError as error:
        return Result("session", str(error), "The export names a session that is not here now.")
    if now != printed:
        return Result(
            "session", f"{printed} is not what is kept", "It was altered since, or there."
        )
    return Result("session", f"{name} had these events when it was exported")
