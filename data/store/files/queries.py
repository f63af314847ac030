"""Reading the sessions, those that are open included, while other programs write."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Final, TypeVar

from data.session.session import Session, is_session_id
from data.session.session_json import RecordError
from data.store.errors import (
    DamagedStoreError,
    DamageError,
    NoSuchSessionError,
    UnsealedError,
)
from data.store.files.format.hash_chain import Head, Record, read_line
from data.store.files.format.journal import is_running, journal_path, read_journal
from data.store.files.format.records import (
    SessionSummary,
    damaged,
    fields_of_damaged,
    is_session,
    session_of,
    summarised,
    summary_of,
    summary_of_session,
)
from data.store.files.format.store_files import StoreFiles
from data.text.outside_text import one_line

TRIES: Final = 20
PAUSE: Final = 0.005
"""Seconds between two tries."""

_T = TypeVar("_T")


def find(base: StoreFiles, session_id: str, failure: str) -> tuple[Session, int]:
    """A session as it is now, and the number of its record; 0 if it has none yet.

    Args:
        base: the store.
        session_id: may be anything that was typed.
        failure: the beginning of the message when there is none, such as "Not read".

    Raises:
        NoSuchSessionError: when there is none.
        DamageError, KeyMissingError, RecordError, OSError: when it cannot be read.
    """
    if is_session_id(session_id):
        with contextlib.suppress(FileNotFoundError):
            recorded = read_journal(journal_path(base.place.live, session_id), base.codec)
            return recorded.session, recorded.based_on
        return find_closed(base, session_id, failure)
    raise NoSuchSessionError(f"{failure}: there is no session {one_line(session_id, 40)}.")


def find_closed(base: StoreFiles, session_id: str, failure: str) -> tuple[Session, int]:
    """A session as it was put away last, and the number of its record.

    Raises:
        NoSuchSessionError, DamageError, KeyMissingError, RecordError, OSError: as `find`.
    """
    line = _retried(lambda: base.find(session_id))
    if line is not None and is_session(fields := base.codec.unpack(line)):
        return session_of(fields), line.number
    raise NoSuchSessionError(f"{failure}: there is no session {one_line(session_id, 40)}.")


def summaries(base: StoreFiles, ours: Collection[str]) -> Iterator[SessionSummary]:
    """Every session once: the open ones, then the others, the one closed last first.

    Args:
        base: the store.
        ours: the ids of those that are open here.

    Raises:
        KeyMissingError, OSError: when they cannot be read.
    """
    seen: set[str] = set()
    for path in base.place.journals():
        try:
            session = read_journal(path, base.codec).session
        except (DamageError, FileNotFoundError):
            continue
        seen.add(session.id)
        running = session.id in ours or is_running(path)
        yield summary_of_session(session, running=running)
    for text in base.history.texts():
        try:
            summary = summary_of(base.codec, read_line(text))
        except UnsealedError:
            yield _stranger(base, text)
            continue
        except DamageError:
            summary = damaged(text)
        if summary is not None and summary.id not in seen:
            seen.add(summary.id)
            yield summary


def _stranger(base: StoreFiles, text: bytes) -> SessionSummary:
    """A record in clear in a sealed store; it hides no session that it pretends to be."""
    session_id = str(fields_of_damaged(text).get("id", ""))
    with contextlib.suppress(DamageError):
        if base.find(session_id) is not None:
            session_id = ""
    return summarised({"id": session_id}, "a record in clear is no part of an encrypted store")


def closed_sessions(base: StoreFiles, after: int) -> Iterator[tuple[SessionSummary, Record]]:
    """Every sound session put away after a record, with its own, the one closed last first.

    Raises:
        KeyMissingError, OSError: when they cannot be read.
    """
    seen: set[str] = set()
    for text in base.history.texts():
        try:
            line = read_line(text)
            if line.number <= after:
                return
            summary = summary_of(base.codec, line)
        except DamageError:
            continue
        if summary is not None and not summary.fault and summary.id not in seen:
            seen.add(summary.id)
            yield summary, line


def numbered(base: StoreFiles) -> Iterator[tuple[int, Session]]:
    """Every session that can be read, by its first record, as it was put away last.

    Raises:
        OSError: when they cannot be read.
    """
    first: dict[str, int] = {}
    last: dict[str, Session] = {}
    for text in base.history.texts_forward():
        with contextlib.suppress(DamageError, RecordError):
            line = read_line(text)
            if is_session(fields := base.codec.unpack(line)):
                session = session_of(fields)
                first.setdefault(session.id, line.number)
                last[session.id] = session
    for session_id, number in first.items():
        yield number, last[session_id]


def head(base: StoreFiles) -> Head:
    """The head of the main file's hash chain.

    Raises:
        DamageError, OSError: when it cannot be read.
    """
    return _retried(lambda: base.history.tail().head)


def _retried(read: Callable[[], _T]) -> _T:
    """Read again if another program was writing at that moment."""
    for _ in range(TRIES):
        with contextlib.suppress(DamageError):
            return read()
        time.sleep(PAUSE)
    return read()


@contextlib.contextmanager
def as_damage(failure: str, path: Path) -> Iterator[None]:
    """Say which part of a record cannot be read.

    Raises:
        DamagedStoreError: naming every fault.
    """
    try:
        yield
    except RecordError as error:
        raise DamagedStoreError(
            f"{failure}: a session in {path} cannot be understood. It was left as it is."
            f" {'; '.join(map(str, error.faults))}."
        ) from error
