"""Recovery after a crash: journals without an owner, a torn end, a damaged file.

Nothing is thrown away here. Bytes that cannot be verified are kept beside, under another name.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Collection
from pathlib import Path
from typing import Final

from data.files.private_files import create_file, open_private, read_private
from data.session.session_json import RecordError
from data.store.errors import DamageError, KeyMissingError, NewerError, UnsealedError
from data.store.files.format.append_file import PAGE, parse_header
from data.store.files.format.directory_layout import StoreDirectory, number_of
from data.store.files.format.hash_chain import START, Record, read_line
from data.store.files.format.journal import DONE, Recorded, adopt, read_journal
from data.store.files.format.locks import locked, try_lock
from data.store.files.format.main_file import cut_torn
from data.store.files.format.records import parts, session_of
from data.store.files.format.store_files import StoreFiles
from data.store.files.repair.losses import note_losses, numbers_in

KEEP: Final = 4
"""Number of closed journals that are kept: a second copy of the newest records."""

_ERASED: Final = 0
"""In place of the number of a record: the session was erased."""

_MOST_MISSING: Final = 100_000
"""Numbers that are looked for between those that are known; a damaged one may be any."""

_STALE: Final = 60.0
"""Seconds after which a temporary file that nobody locks is a leftover."""


def close_journal(base: StoreFiles, journal: Path, recorded: Recorded, *, owner: bool) -> None:
    """Add the session of a journal to the main file. Call it under the lock.

    Args:
        base: the store.
        journal: its file; it is kept under another name for a while.
        recorded: what it tells.
        owner: whether this program has written the journal, so that nobody else can have put it
            away before.

    Raises:
        DamageError: when the end of the main file is not sound.
        KeyMissingError: when the passphrase of the store was changed meanwhile.
        OSError: when the session is not added; the journal stays.
    """
    if recorded.steps == 0 and recorded.based_on:
        journal.unlink()
        return
    require_same_seal(base)
    number = None if owner else _already(base, recorded)
    if number == _ERASED:
        journal.unlink()
        return
    if number is None:
        clear, secret = parts(recorded.session, recorded.salted)
        number = base.add(clear, secret).number
    kind = ".damaged" if recorded.lost else DONE
    name = journal.with_name(f"{number}.{recorded.session.id}{kind}")
    if name != journal and name.exists():
        journal.unlink()  # an older state of the same session
    elif name != journal:
        journal.replace(name)
    for old in base.place.closed_journals()[:-KEEP]:
        old.unlink(missing_ok=True)


def require_same_seal(base: StoreFiles) -> None:
    """Require that the main file is sealed as when it was opened.

    Raises:
        KeyMissingError: when the passphrase of the store was changed meanwhile.
    """
    if base.history.about().get("seal") != base.codec.seal:
        raise KeyMissingError(
            "its passphrase was set or changed meanwhile; start the program again"
        )


def _already(base: StoreFiles, recorded: Recorded) -> int | None:
    """The number of the record that holds all steps of a journal, if there is one.

    It is `_ERASED` when the session was erased since: an older journal brings nothing back. The
    record may hold more, if the session was opened again: an older state never follows a newer.
    """
    for text in base.history.texts():
        try:
            line = read_line(text)
        except DamageError:
            continue
        if line.number <= recorded.main.number:
            return None
        fields = line.fields
        if recorded.session.id in fields.get("ids", ()) and _is_ours(base, line):
            return _ERASED
        if fields.get("id") == recorded.session.id:
            with contextlib.suppress(RecordError):
                events = session_of(base.codec.unpack(line)).events
                if events[: len(recorded.session.events)] == recorded.session.events:
                    return line.number
    return None


def _is_ours(base: StoreFiles, line: Record) -> bool:
    with contextlib.suppress(DamageError):
        base.codec.unpack(line)
        return True
    return False


def recover_journal(base: StoreFiles, journal: Path, *, short: bool = False) -> str:
    """Store the session of a journal whose program has ended.

    Args:
        base: the store.
        journal: its file; left alone when a program holds it.
        short: whether to wait for the lock of the main file for a short while only.

    Returns:
        A sentence for the user, or nothing.

    Raises:
        KeyMissingError: when it is sealed and the key is missing.
        BusyError, OSError: when it stays in its journal for now.
    """
    if (descriptor := adopt(journal)) is None:
        return ""
    try:
        try:
            recorded = read_journal(journal, base.codec)
        except FileNotFoundError:
            journal.unlink(missing_ok=True)
            return ""
        except DamageError as error:
            return _set_aside(journal, error)
        with locked(base.place.lock, short=short):
            close_journal(base, journal, recorded, owner=False)
        if recorded.lost:
            return (
                f"The end of session {recorded.session.id} was cut short or damaged: check its last"
                f" answers. The part that could not be verified is kept in {base.place.live}."
            )
        return ""
    finally:
        os.close(descriptor)


def _set_aside(journal: Path, error: DamageError) -> str:
    """Keep a journal that cannot be taken in under another name, and say so."""
    kept = journal.with_suffix(".damaged")
    journal.replace(kept)
    if isinstance(error, UnsealedError):
        return (
            "A journal in clear is no part of these encrypted sessions and is not taken in. Until"
            f" the next start it is kept as {kept}."
        )
    return f"The journal of a session could not be read. It is kept as {kept}."


def repair_tail(base: StoreFiles) -> str:
    """Move the remains of an interrupted append from the main file to a file beside it.

    The journals that are still kept give back what was cut and had been put away before. Call it
    under the lock.

    Returns:
        A sentence for the user, or nothing when the end is sound.

    Raises:
        DamageError: when more than one append can have left is damaged.
        OSError: when it cannot be mended.
    """
    if is_whole(base):
        return ""
    torn, kept = _without_torn(base)
    head = base.history.tail().head.number
    seen = numbers_in(torn, base.place)
    if torn and not START.search(torn) and not base.place.journals():
        seen = {head + 1}  # no session is open whose append could have left this
    lost = replay_and_note(base, range(1, head + 1), seen)
    said = ["The end of the list of sessions was torn or lost and is mended.", kept, lost]
    return " ".join(filter(None, said))


def replay_and_note(base: StoreFiles, present: Collection[int], seen: Collection[int]) -> str:
    """Replay the journals, and note which records are still missing. Call it under the lock.

    Args:
        base: the store.
        present: numbers of the records that are there.
        seen: numbers of records that stand in what was damaged.

    Returns:
        A sentence for the user; nothing when none is missing.

    Raises:
        DamageError, OSError: when it cannot be done.
    """
    if any(_is_foreign(path, base) for path in base.place.closed_journals()):
        replay_journals(base)
        return ""  # another store was here: what its journals know says nothing of this one
    known = {*seen, *map(number_of, base.place.closed_journals())}
    last = max((*known, *present), default=0)
    if last < len(present) + _MOST_MISSING:
        known.update(range(1, last + 1))
    known.difference_update(present)
    restored = replay_journals(base)
    healed = known <= restored and min(known, default=last + 1) > max(present, default=0)
    return "" if healed else note_losses(base, known, restored)


def _is_foreign(journal: Path, base: StoreFiles) -> bool:
    """Return whether a journal is sealed otherwise than the store."""
    with contextlib.suppress(DamageError, NewerError, OSError):
        return parse_header(read_private(journal)[:PAGE]).get("seal") != base.codec.seal
    return False


def _without_torn(base: StoreFiles) -> tuple[bytes, str]:
    """Cut off a torn end; return it, and say where it is kept."""
    try:
        base.history.tail()
    except DamageError:
        torn = cut_torn(base.place.main)
    else:
        return b"", ""
    if not torn.strip(b" }\n,"):
        return b"", ""
    aside = base.place.aside("torn")
    create_file(aside, torn)
    return torn, f"The part that was cut off is kept as {aside}."


def is_whole(base: StoreFiles) -> bool:
    """Return whether the main file ends with a sound record, and no journal knows of one behind it.

    The latter is so when an earlier mending was cut short, or an older copy was put in its place.
    """
    try:
        head = base.history.tail().head
    except DamageError:
        return False
    return all(number_of(journal) <= head.number for journal in base.place.closed_journals())


def replay_journals(base: StoreFiles) -> set[int]:
    """Add the sessions of closed journals that the main file lacks, in their order.

    Those that cannot be read are kept under another name.

    Returns:
        The numbers that the others had.
    """
    replayed = set()
    for journal in base.place.closed_journals():
        try:
            close_journal(base, journal, read_journal(journal, base.codec), owner=False)
        except DamageError:
            journal.replace(journal.with_suffix(".damaged"))
        except (KeyMissingError, FileNotFoundError):
            continue
        else:
            replayed.add(number_of(journal))
    return replayed


def clear_leftovers(place: StoreDirectory) -> None:
    """Remove the temporary files of ended programs. Call it under the lock.

    Those that take the place of the main file are only made under the lock.
    """
    for path in place.leftovers():
        with contextlib.suppress(OSError):
            descriptor = open_private(path, os.O_RDWR)
            try:
                old = time.time() - os.fstat(descriptor).st_mtime > _STALE
                ours = path.parent == place.directory and path.suffix == ".tmp"
                if (ours or old) and try_lock(descriptor):
                    path.unlink()
            finally:
                os.close(descriptor)
