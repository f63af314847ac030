"""The shelf: the sessions kept on this computer, as the first screen lists them.

The store is opened after the first frame, by a worker: reading records needs pydantic.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from data.session import Session
    from data.store import SessionSummary, Store

_AT_ONCE: Final = 200
"""How many of the newest sessions are read; more when the cursor gets to the end of them."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One line of the list.

    Attributes:
        state: open, finished, in use by another program, or damaged.
        answers: how many findings have one; None where the record cannot be read.
    """

    id: str
    label: str
    created: datetime
    state: str
    answers: int | None


class Shelf:
    """What is kept, and what can be done with it; faults come back as sentences.

    Attributes:
        sessions: the newest first; None before they are read.
        fault: why they could not be read the last time; empty when they could.
        passphrase: asked when the store is encrypted; None where nobody can be asked.
    """

    def __init__(self, directory: Path | None) -> None:
        """Name the place, None for the user's own."""
        self._directory = directory
        self._store: Store | None = None
        self._wanted = _AT_ONCE
        self._notices: list[str] = []
        self.sessions: list[Kept] | None = None
        self.fault = ""
        self.passphrase: Callable[[], str] | None = None

    @property
    def store(self) -> Store:
        """The open store.

        Raises:
            StoreError: when it cannot be opened.
        """
        from data.store import Store, data_directory

        if self._store is None:
            self._store = Store.open(self._directory or data_directory(), self.passphrase)
            self._notices = list(self._store.notices)
        return self._store

    def read(self) -> str:
        """Read the list; why that failed, else what was found when the store was opened."""
        from data.store import StoreError

        try:
            self.sessions = [_kept(item) for item in self.store.sessions(self._wanted)]
        except StoreError as error:
            self.sessions = self.sessions or []
            self.fault = str(error)
        else:
            self.fault = ""
        notices, self._notices = self._notices, []
        return self.fault or " ".join(notices)

    def more(self, picked: str | None) -> bool:
        """Read older sessions when the last one is picked; whether there were any."""
        found = self.sessions or []
        if not found or picked != found[-1].id or len(found) < self._wanted:
            return False
        self._wanted += _AT_ONCE
        self.read()
        return len(self.sessions or []) > len(found)

    def load(self, session_id: str) -> Session | str:
        """A session, or why it cannot be read."""
        from data.store import StoreError

        try:
            return self.store.load(session_id)
        except StoreError as error:
            return str(error)

    def record(self) -> str:
        """The head of the store's chain, for exports; empty when it cannot be read."""
        from data.store import StoreError

        try:
            return str(self.store.head())
        except StoreError:
            return ""

    def delete(self, session_id: str) -> str:
        """Delete a session; why that failed, or nothing."""
        from data.store import StoreError

        try:
            self.store.delete(session_id)
        except StoreError as error:
            return str(error)
        return self.read()


def _kept(item: SessionSummary) -> Kept:
    state = "finished" if item.finished else "open"
    state = "in use" if item.running else state
    state = "damaged" if item.fault else state
    answers = None if item.fault else item.answers
    return Kept(item.id, item.label, item.created, state, answers)
