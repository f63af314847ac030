"""The interface of a store of sessions, and the one place that says which store is opened.

Another database is one more class with these methods, returned by `open_store`; the faults have
their names in `data/store/errors.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from data.session.events import Event
from data.session.session import Session
from data.store.errors import SealedStoreError, StoreError
from data.store.file_store import Store
from data.store.format.hash_chain import Head
from data.store.format.records import SessionSummary
from data.store.owed_index import Owed


class StepStore(Protocol):
    """The part of a store that a running session needs. Every method may raise StoreError."""

    def create(self, session: Session) -> None:
        """Add a new session; it is durable when this returns."""

    def open_session(self, session_id: str) -> Session:
        """Open a kept session for writing, and lock it until it is closed."""

    def append(self, session_id: str, events: Sequence[Event]) -> None:
        """Add one step, all its events or none; durable when this returns."""

    def close_session(self, session_id: str) -> bool:
        """Let others open it; return whether it is put away now."""

    def discard(self, session_id: str) -> None:
        """Remove a session that was begun here and has no step; close any other."""


class SessionStore(StepStore, Protocol):
    """A store of the sessions of one user. Every method may raise StoreError.

    Attributes:
        notices: sentences on what was found and mended when it was opened.
    """

    notices: list[str]

    @property
    def path(self) -> Path:
        """The place of the sessions, for messages."""

    def load(self, session_id: str) -> Session:
        """The session with an id, as it is now, be it open elsewhere."""

    def sessions(self, newest: int | None = None) -> tuple[SessionSummary, ...]:
        """The sessions, or so many of them; the one changed last comes first."""

    def numbered(self) -> Iterator[tuple[int, Session]]:
        """Every sound session as it was put away last, by its first record."""

    def history(self, after: int = 0) -> Iterator[tuple[SessionSummary, Callable[[], Session]]]:
        """The sessions put away after a record, the last first, each with what reads it."""

    def head(self) -> Head:
        """The head of the record: what an export can be checked by."""

    def owed(self, edition: str) -> Owed | None:
        """The sessions that await something under a content; None where that is not known."""

    def keep_owed(self, owed: Owed) -> None:
        """Keep what is known of the sessions that await something."""

    def put(self, session: Session, before: Session | None) -> int:
        """Add the state of a session that is not open, unless it is not what it was before."""

    def delete(self, session_id: str) -> None:
        """Erase one session."""

    def erase(self, session_ids: Sequence[str]) -> None:
        """Erase sessions, all or none of them."""

    def close(self) -> None:
        """Put away every session that is open here."""


def open_store(
    directory: Path, passphrase: Callable[[], str] | None = None, *, accept: str = ""
) -> SessionStore:
    """The sessions in a directory.

    Args:
        directory: where they are; it is made when it is missing.
        passphrase: asked when they are encrypted.
        accept: why what stands here is right though the record of it says otherwise.

    Raises:
        StoreError: when they cannot be opened.
    """
    return Store.open(directory, passphrase, accept=accept)


def may_open(directory: Path, passphrase: str) -> bool:
    """Return whether a passphrase fits the sessions; any other fault is told by `open_store`."""
    try:
        Store.look(directory, lambda: passphrase)
    except SealedStoreError:
        return False
    except StoreError:
        pass
    return True
