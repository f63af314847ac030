"""The store: all sessions in one TinyDB file of their owner.

Every change is made under an exclusive lock on freshly read content and replaces the file in one
step, so several programs may use it at once and a crash leaves the old state or the new one. What
cannot be understood is reported and left untouched, never taken for an empty store.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from platformdirs import user_data_path
from tinydb import TinyDB, where
from tinydb.table import Document as Row
from tinydb.table import Table

from data.events import Event, EventKind, one_step
from data.files import (
    UnsafePathError,
    leftovers,
    private_directory,
    read_private,
    replace_file,
)
from data.lines import one_line
from data.record import RecordError, event_document, from_document, to_document
from data.session import LABEL_LENGTH, Session
from data.wholefile import EMPTY, SESSIONS, BusyError, DamageError, WholeFile, locked, parse, render

FILE: Final = "sessions.json"
LOCK: Final = "sessions.lock"
PATIENCE: Final = 5.0
"""Seconds to wait for another program that is writing."""

_UNHARMED: Final = "What was saved before is unharmed."
_NO_ROOM: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class StoreError(Exception):
    """Something the user has to know; the message says first what happened to the answers."""


class NoSuchSessionError(StoreError):
    """No session has the id."""


class SessionExistsError(StoreError):
    """The id of a new session is taken."""


class StoreBusyError(StoreError):
    """Another program kept the store locked for too long."""


class UnsafeStoreError(StoreError):
    """Other users could read or change the store."""


class DamagedStoreError(StoreError):
    """The file is not, or not wholly, what this program wrote."""


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """One line of the list of sessions.

    Attributes:
        changed: time of the last event, or `created` when there is none.
        events: how many events it has.
        fault: what is wrong with its record, so that the other fields may not be right;
            empty when nothing is.
    """

    id: str
    label: str
    created: datetime
    changed: datetime
    pathway_version: str
    events: int
    finished: bool
    fault: str = ""


def data_directory() -> Path:
    """Where the sessions are kept: $SPINEPATH_DATA, else the user's data directory."""
    if named := os.environ.get("SPINEPATH_DATA"):
        return Path(named).expanduser().absolute()
    return user_data_path("spinepath")


class Store:
    """The sessions of one user. Get one with `Store.open`."""

    def __init__(self, directory: Path) -> None:
        """Name the place; nothing is read or made yet."""
        self._directory = directory

    @property
    def path(self) -> Path:
        """The file that holds the sessions."""
        return self._directory / FILE

    @classmethod
    def open(cls, directory: Path) -> Store:
        """The store in a directory, which is made when it is missing.

        Raises:
            UnsafeStoreError: when others could read it.
            DamagedStoreError: when the file there is not a whole store.
            StoreError: when it cannot be read or made.
        """
        store = cls(directory)
        with _telling("Not opened", store.path):
            private_directory(directory)
        with store._exclusive("Not opened"):
            for leftover in leftovers(store.path):
                leftover.unlink(missing_ok=True)
            if os.path.lexists(store.path):
                parse(read_private(store.path))
            else:
                replace_file(store.path, render(EMPTY))
        return store

    def create(self, session: Session) -> None:
        """Add a session; it is durable when this returns.

        Raises:
            SessionExistsError: when its id is taken.
            StoreError: when it is not saved.
        """
        with self._exclusive("Not saved") as table:
            if table.contains(where("id") == session.id):
                raise SessionExistsError(
                    f"Not saved: there is a session {session.id} already. Start again for a new id."
                )
            table.insert(to_document(session))

    def append(self, session_id: str, events: Sequence[Event]) -> None:
        """Add one step to a session, all its events or none; durable when this returns.

        Raises:
            NoSuchSessionError: when there is no such session.
            StoreError: when the step is not saved.
        """
        with self._exclusive("Not saved") as table:
            row = self._row(table, session_id, "Not saved")
            self._session(row, "Not saved")
            added = [event_document(event) for event in one_step(events)]
            if added:
                table.update({"events": row["events"] + added}, doc_ids=[row.doc_id])

    def load(self, session_id: str) -> Session:
        """The session with an id.

        Raises:
            NoSuchSessionError: when there is none.
            StoreError: when it cannot be read.
        """
        with _telling("Not read", self.path):
            return self._session(self._row(self._table(), session_id, "Not read"), "Not read")

    def sessions(self) -> tuple[SessionSummary, ...]:
        """Every session, the one changed last first; records with a fault are listed too.

        Raises:
            StoreError: when the file cannot be read.
        """
        with _telling("Not read", self.path):
            found = [_summary(row) for row in self._table().all()]
        return tuple(sorted(found, key=lambda item: item.changed, reverse=True))

    def delete(self, session_id: str) -> None:
        """Take a session out of the file for good.

        Raises:
            NoSuchSessionError: when there is none.
            StoreError: when it is not deleted.
        """
        with self._exclusive("Not deleted") as table:
            row = self._row(table, session_id, "Not deleted")
            table.remove(doc_ids=[row.doc_id])

    def _table(self) -> Table:
        # A new TinyDB each time: it keeps the next row number, which another program may have
        # used up meanwhile.
        return TinyDB(self.path, storage=WholeFile).table(SESSIONS)

    @contextmanager
    def _exclusive(self, failure: str) -> Iterator[Table]:
        with _telling(failure, self.path), locked(self._directory / LOCK, PATIENCE):
            yield self._table()

    def _row(self, table: Table, session_id: str, failure: str) -> Row:
        row = table.get(where("id") == session_id)
        if not isinstance(row, Row):
            raise NoSuchSessionError(f"{failure}: there is no session {one_line(session_id, 40)}.")
        return row

    def _session(self, row: Row, failure: str) -> Session:
        try:
            return from_document(row)
        except RecordError as error:
            raise DamagedStoreError(
                f"{failure}: a session in {self.path} cannot be understood. It was left as it is."
                f" {'; '.join(map(str, error.faults))}."
            ) from error


def _summary(row: Mapping[str, Any]) -> SessionSummary:
    never = datetime.min.replace(tzinfo=UTC)
    try:
        events = row["events"]
        created = datetime.fromisoformat(row["created"]).astimezone(UTC)
        changed = datetime.fromisoformat(events[-1]["at"]).astimezone(UTC) if events else created
        finished = _finished([event["kind"] for event in events])
        fault = ""
    except (LookupError, TypeError, ValueError, OverflowError):
        events, created, changed, finished = (), never, never, False
        fault = "the record of this session is damaged"
    return SessionSummary(
        id=one_line(str(row.get("id", "")), 8),
        label=one_line(str(row.get("label", "")), LABEL_LENGTH),
        created=created,
        changed=changed,
        pathway_version=one_line(str(row.get("pathway_version", "")), LABEL_LENGTH),
        events=len(events),
        finished=finished,
        fault=fault,
    )


def _finished(kinds: Sequence[str]) -> bool:
    ends = [kind for kind in kinds if kind in (EventKind.FINISHED, EventKind.REOPENED)]
    return bool(ends) and ends[-1] == EventKind.FINISHED


@contextmanager
def _telling(failure: str, path: Path) -> Iterator[None]:
    """Turn what goes wrong into a sentence that begins with what it means for the answers."""
    try:
        yield
    except UnsafePathError as error:
        raise UnsafeStoreError(f"{failure}: {error}") from error
    except DamageError as error:
        raise DamagedStoreError(
            f"{failure}: {path} {error}. It was left as it is. Put a backup in its place, or move"
            " it away to begin with an empty store."
        ) from error
    except BusyError as error:
        raise StoreBusyError(
            f"{failure}: {error}. {_UNHARMED} Close it, then try again."
        ) from error
    except FileNotFoundError as error:
        raise DamagedStoreError(
            f"{failure}: {path} is gone. Put it back or start the program again."
        ) from error
    except OSError as error:
        reason = "the disk is full" if error.errno in _NO_ROOM else (error.strerror or str(error))
        advice = " Make room, then try again." if error.errno in _NO_ROOM else ""
        raise StoreError(f"{failure}: {reason} ({path}). {_UNHARMED}{advice}") from error
