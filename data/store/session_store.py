"""The interface of a store of sessions, and the one place that says which database it is in.

Another database is a file beside this one: a class with these methods, and the functions at the end
of this file for its sessions. Each imports what it needs when it is called, as the first frame asks
no more than `needs_passphrase`. The faults have their names in `data/store/errors.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from data.store.errors import SealedStoreError, StoreError

if TYPE_CHECKING:
    from data.session.events import Event
    from data.session.session import Session
    from data.store.files.awaited_index import AwaitedIndex
    from data.store.files.file_store import Store
    from data.store.files.format.hash_chain import Head
    from data.store.files.format.records import SessionSummary
    from data.store.files.health import Finding


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

    def load(self, session_id: str) -> Session:
        """The session with an id, as it is now, be it open elsewhere."""

    def sessions(self, newest: int | None = None) -> tuple[SessionSummary, ...]:
        """The sessions, or so many of them; the one changed last comes first."""

    def history(self, after: int = 0) -> Iterator[tuple[SessionSummary, Callable[[], Session]]]:
        """The sessions put away after a record, the last first, each with what reads it."""

    def head(self) -> Head:
        """The head of the record: what an export can be checked by."""

    def awaited_index(self, edition: str) -> AwaitedIndex | None:
        """The sessions that await something under a content; None where that is not known."""

    def keep_awaited_index(self, index: AwaitedIndex) -> None:
        """Keep what is known of the sessions that await something."""

    def put(self, session: Session, before: Session | None) -> int:
        """Add the state of a session that is not open, unless it is not what it was before."""

    def delete(self, session_id: str) -> None:
        """Erase one session."""

    def erase(self, session_ids: Sequence[str]) -> None:
        """Erase sessions, all or none of them."""

    def close(self) -> None:
        """Put away every session that is open here."""

    @property
    def encrypted(self) -> bool:
        """Return whether a passphrase is needed to read it."""

    @property
    def encryption_explained(self) -> str:
        """The sentences on what encryption means, for whoever turns it on."""

    def encrypt(self, passphrase: str) -> None:
        """Encrypt everything with a passphrase, or nothing."""

    def change_passphrase(self, passphrase: str) -> None:
        """Encrypt everything with another passphrase, or nothing."""

    def decrypt(self) -> None:
        """Write everything openly again, or nothing."""


def needs_passphrase(directory: Path) -> bool:
    """Return whether the sessions in a directory are encrypted; nearly nothing is imported."""
    from data.store.files.encryption.detection import is_sealed

    return is_sealed(directory)


def may_open(directory: Path, passphrase: str) -> bool:
    """Return whether a passphrase fits the sessions; any other fault is told by `open_store`."""
    from data.store.files.file_store import Store

    try:
        Store.look(directory, lambda: passphrase)
    except SealedStoreError:
        return False
    except StoreError:
        pass
    return True


def open_store(
    directory: Path, passphrase: Callable[[], str] | None = None, *, accept: str = ""
) -> SessionStore:
    """The sessions in a directory.

    Args:
        directory: where they are; it is made when it is missing.
        passphrase: asked once when they are encrypted.
        accept: why what stands here is right, though the record of it or what this computer knows
            of it says otherwise, as when a backup was put back.

    Raises:
        UnsafeStoreError: when others could read them.
        DamagedStoreError: when what is there is no store.
        NewerStoreError: when a later program wrote it.
        SealedStoreError: when they are encrypted and the passphrase is missing or wrong.
        StoreError: when they cannot be read or made.
    """
    from data.store.files.file_store import Store

    return Store.open(directory, passphrase, accept=accept)


def add(store: SessionStore, session: Session) -> None:
    """Add a session that came from outside, by the table that is open to any script.

    Raises:
        SessionExistsError: when its id is taken.
        StoreError: when it is not saved.
    """
    from data.session.session_json import to_document
    from data.store.files.tinydb_storage import SessionDatabase

    opened = cast("Store", store)  # by `open_store`
    SessionDatabase.of(opened).insert(to_document(session))


def examine(directory: Path, records: list[str], ask: Callable[[], str]) -> Iterator[Finding]:
    """Every finding of a check of the sessions in a directory; nothing is changed.

    Args:
        directory: where they are.
        records: words of the line "Record" of exports, to be found in them.
        ask: for the passphrase, where they are encrypted; what it raises passes through.
    """
    from data.store.files import health

    return health.examine(directory, records, ask)


def repaired(directory: Path, ask: Callable[[], str]) -> list[str]:
    """Mend what can be mended; the sentences for the user, with what cannot be and why.

    Raises:
        StoreError: when nothing is mended.
    """
    from data.store.files import health

    return health.repaired(directory, ask)


def acknowledged(directory: Path, reason: str, ask: Callable[[], str]) -> int:
    """Note with a reason that everything wrong is known; the number of faults.

    Raises:
        StoreError: when it cannot be noted.
    """
    from data.store.files import health

    return health.acknowledged(directory, reason, ask)
