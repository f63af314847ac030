"""What follows a crash: journals without an owner, a torn end, a damaged file.

Nothing is thrown away here. What cannot be verified is kept beside, under another name.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from data.files import create_file, open_private, read_private
from data.record import RecordError
from data.store.chain import Line, numbered, read_line
from data.store.documents import Codec, parts, session_of
from data.store.errors import DamageError, KeyMissingError, NewerError
from data.store.history import History, cut_torn
from data.store.journal import DONE, Recorded, adopt, read_journal
from data.store.locks import locked, try_lock
from data.store.place import Place, number_of
from data.store.splice import PAGE, parse_header

KEEP: Final = 4
"""Journals that are kept after their session was put away: a second copy of the newest records."""

_PATIENCE: Final = 5.0
"""Seconds to wait for another program that is writing."""

_STALE: Final = 60.0
"""Seconds after which a temporary file that nobody locks is a leftover."""


@dataclass(frozen=True, slots=True)
class Base:
    """What the steps of recovery work on."""

    place: Place
    history: History
    codec: Codec


def put_away(base: Base, journal: Path, recorded: Recorded, *, owner: bool) -> None:
    """Bring the session of a journal into the main file. Call it under the lock.

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
    if base.history.about().get("seal") != base.codec.seal:
        raise KeyMissingError("its passphrase was changed meanwhile; start the program again")
    number = None if owner else _already(base, recorded)
    if number is None:
        clear, secret = parts(recorded.session, recorded.salted)
        line = base.history.append(lambda head: base.codec.pack(head, clear, secret))
        number = line.number
    kind = ".damaged" if recorded.lost else DONE
    name = journal.with_name(f"{number}.{recorded.session.id}{kind}")
    if name != journal and name.exists():
        journal.unlink()  # an older state of the same session
    elif name != journal:
        journal.replace(name)
    for old in base.place.done()[:-KEEP]:
        old.unlink(missing_ok=True)


def _already(base: Base, recorded: Recorded) -> int | None:
    """The number of a record that has all that a journal tells, if one was added since it began.

    It may tell more, when the session was taken up again: an older state never follows a newer.
    """
    for text in base.history.texts():
        try:
            line = read_line(text)
        except DamageError:
            continue
        if line.number <= recorded.main.number:
            return None
        fields = line.fields
        if fields.get("id") == recorded.session.id:
            with contextlib.suppress(RecordError):
                events = session_of(base.codec.unpack(line)).events
                if events[: len(recorded.session.events)] == recorded.session.events:
                    return line.number
    return None


def settle(base: Base, journal: Path, patience: float) -> str:
    """Put away the session of a journal whose program has died.

    Args:
        base: the store.
        journal: its file; left alone when a program holds it.
        patience: seconds to wait for the lock of the main file.

    Returns:
        A sentence for the user, or nothing.

    Raises:
        KeyMissingError: when it is sealed and the key is not at hand.
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
        except DamageError:
            kept = journal.with_suffix(".damaged")
            journal.replace(kept)
            return f"The journal of a session could not be read. It is kept as {kept}."
        with locked(base.place.lock, patience):
            put_away(base, journal, recorded, owner=False)
        if recorded.lost:
            return (
                f"The end of session {recorded.session.id} was cut short or damaged: check its last"
                f" answers. What could not be verified is kept in {base.place.live}."
            )
        return ""
    finally:
        os.close(descriptor)


def mend_end(base: Base) -> str:
    """Take what an interrupted append left off the end of the main file, and keep it beside.

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
    kept = _without_torn(base)
    _heal(base)
    return f"The end of the list of sessions was torn or lost and is mended.{kept}"


def _without_torn(base: Base) -> str:
    """Cut off a torn end, and say where it is kept."""
    try:
        base.history.tail()
    except DamageError:
        torn = cut_torn(base.place.main)
    else:
        return ""
    if not torn.strip(b" }\n,"):
        return ""
    aside = base.place.aside("torn")
    create_file(aside, torn)
    return f" What was cut off is kept as {aside}."


def is_whole(base: Base) -> bool:
    """Whether the main file ends with a sound record, and no journal knows of one behind it.

    The latter is so when an earlier mending was cut short, or an older copy was put in its place.
    """
    try:
        head = base.history.tail().head
    except DamageError:
        return False
    return all(number_of(journal) <= head.number for journal in base.place.done())


def _heal(base: Base) -> None:
    """Add what the journals that are kept know and the main file does not, in their order."""
    for journal in base.place.done():
        try:
            put_away(base, journal, read_journal(journal, base.codec), owner=False)
        except DamageError:
            journal.replace(journal.with_suffix(".damaged"))
        except (KeyMissingError, FileNotFoundError):
            continue


def salvage(base: Base, *, even_nothing: bool = False) -> str:
    """Make a new main file from every record that can be verified; the old one is kept beside.

    Call it under the lock.

    Args:
        base: the store.
        even_nothing: whether to go on when no record can be verified.

    Returns:
        A sentence for the user.

    Raises:
        NewerError, DamageError: when nothing is done.
        OSError: when it cannot be done; the old file is then unharmed.
    """
    content = read_private(base.place.main)
    about = _about(base, content)
    lines = list(_sound(content))
    if not lines and not even_nothing:
        raise DamageError("is empty" if not content.strip() else "is not a file of this program")
    aside = base.place.aside("damaged")
    create_file(aside, content)
    about.setdefault("genesis", lines[0].before if lines else secrets.token_hex(32))
    base.history.rewrite(about, (line.text for line in lines))
    if lines:
        base.history.append(lambda _: recovered_note(lines))
    _heal(base)
    return (
        f"The file of the sessions was damaged. {len(lines)} records could be verified and are"
        f" kept; the damaged file is kept as {aside}. For what is missing: spinepath doctor"
    )


def repair(base: Base) -> list[str]:
    """Put the main file in order at any price but that of what can be verified.

    Returns:
        Sentences for the user; none when nothing was wrong.

    Raises:
        NewerError, BusyError, OSError: when it is not done; everything is then as before.
    """
    with locked(base.place.lock, _PATIENCE):
        if not base.place.main.exists():
            base.history.make()
            _heal(base)
            return ["The file of the sessions was gone. A new one was made from the journals."]
        try:
            base.history.about()
            mended = mend_end(base)
        except DamageError:
            return [salvage(base, even_nothing=True)]
        if not _all_sound(base.history):
            return [*filter(None, [mended]), salvage(base)]
        return [mended] if mended else []


def _all_sound(history: History) -> bool:
    try:
        for text in history.texts_forward():
            read_line(text)
    except DamageError:
        return False
    return True


def recovered_note(lines: list[Line]) -> dict[str, Any]:
    """The record that says which numbers could not be recovered."""
    numbers = {line.number for line in lines}
    missing = sorted(set(range(1, max(numbers) + 1)) - numbers)
    return {"note": "recovered", "at": datetime.now(UTC).isoformat(), "missing": missing}


def _about(base: Base, content: bytes) -> dict[str, Any]:
    """What the file said of itself; the journals repeat what is needed to open sealed records."""
    try:
        about = parse_header(content[:PAGE])
    except DamageError:
        about = _seal_of_journals(base.place) | _about_of_tables(content)
    return {key: value for key, value in about.items() if key != "format"}


def _seal_of_journals(place: Place) -> dict[str, Any]:
    for journal in (*place.journals(), *place.done()):
        with contextlib.suppress(DamageError, NewerError, OSError):
            if seal := parse_header(read_private(journal)[:PAGE]).get("seal"):
                return {"seal": seal}
    return {}


def _about_of_tables(content: bytes) -> dict[str, Any]:
    match _tables(content):
        case {"spinepath": {"1": {"genesis": str()} as about}}:
            return dict(about)
    return {}


def _tables(content: bytes) -> object:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _sound(content: bytes) -> Iterator[Line]:
    """The records with the right digest, be it that plain TinyDB has written the file anew."""
    seen: set[int] = set()
    for line in (*_sound_lines(content), *_sound_documents(content)):
        if line.number not in seen:
            seen.add(line.number)
            yield line


def _sound_lines(content: bytes) -> Iterator[Line]:
    for text in content.split(b"\n"):
        with contextlib.suppress(DamageError):
            yield read_line(text)


def _sound_documents(content: bytes) -> Iterator[Line]:
    match _tables(content):
        case {"sessions": dict(table)}:
            pass
        case _:
            return
    for fields in table.values():
        with contextlib.suppress(LookupError, TypeError, ValueError):
            rest = {k: v for k, v in fields.items() if k not in ("_n", "_p", "_h")}
            line = numbered(int(fields["_n"]), str(fields["_p"]), rest)
            if line.digest == fields["_h"]:
                yield line


def clear_leftovers(place: Place) -> None:
    """Take away the temporary files of programs that died. Call it under the lock.

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
