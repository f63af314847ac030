"""The shelf: the sessions kept on this computer, as the first screen lists them.

The store is opened after the first frame, by a worker: reading records needs pydantic.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from data.session import Session
    from data.store import SessionSummary, Store

_COUNTED: Final = 40
"""For how many of the newest sessions the answers are counted; each is read whole for it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One line of the list; `answers` is None where they were not counted."""

    id: str
    label: str
    created: datetime
    finished: bool
    fault: str
    answers: int | None


class Shelf:
    """What is kept, and what can be done with it; faults come back as sentences.

    Attributes:
        sessions: the newest first; None before they are read.
        fault: why they could not be read the last time; empty when they could.
    """

    def __init__(self, directory: Path | None) -> None:
        """Name the place, None for the user's own."""
        self._directory = directory
        self._store: Store | None = None
        self.sessions: list[Kept] | None = None
        self.fault = ""

    @property
    def store(self) -> Store:
        """The open store.

        Raises:
            StoreError: when it cannot be opened.
        """
        from data.store import Store, data_directory

        if self._store is None:
            self._store = Store.open(self._directory or data_directory())
        return self._store

    def read(self) -> str:
        """Read the list; why that failed, or nothing."""
        from data.store import StoreError

        try:
            found = self.store.sessions()
            self.sessions = [self._kept(item, n < _COUNTED) for n, item in enumerate(found)]
        except StoreError as error:
            self.sessions = self.sessions or []
            self.fault = str(error)
        else:
            self.fault = ""
        return self.fault

    def load(self, session_id: str) -> Session | str:
        """A session, or why it cannot be read."""
        from data.store import StoreError

        try:
            return self.store.load(session_id)
        except StoreError as error:
            return str(error)

    def delete(self, session_id: str) -> str:
        """Delete a session; why that failed, or nothing."""
        from data.store import StoreError

        try:
            self.store.delete(session_id)
        except StoreError as error:
            return str(error)
        return self.read()

    def _kept(self, item: SessionSummary, counted: bool) -> Kept:
        from data.store import StoreError

        answers = None
        if counted and not item.fault:
            try:
                answers = len(self.store.load(item.id).answers)
            except StoreError:
                return Kept(item.id, item.label, item.created, item.finished, "damaged", None)
        return Kept(item.id, item.label, item.created, item.finished, item.fault, answers)
