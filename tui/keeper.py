"""The keeper of a session: every step into the store at once, and again later if that fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from data.events import Event
from data.session import Session
from data.store import StoreError


class Sessions(Protocol):
    """What the keeper needs of a store."""

    def create(self, session: Session) -> None:
        """Add a session."""
        ...

    def append(self, session_id: str, events: Sequence[Event]) -> None:
        """Add one step to it."""
        ...


class Keeps(Protocol):
    """What a sitting needs of whoever keeps its steps.

    Attributes:
        fault: why the latest steps are not kept; empty when everything is.
    """

    fault: str

    def keep(self, step: Sequence[Event]) -> None:
        """Take one step."""
        ...


class Scratch:
    """Keeps nothing: for trying out what other answers would give."""

    fault = ""

    def keep(self, step: Sequence[Event]) -> None:
        """Let the step go."""


class Keeper:
    """Writes the steps of one session in order; what could not be written waits.

    Attributes:
        fault: why the latest steps are not saved; empty when everything is.
    """

    def __init__(self, store: Callable[[], Sessions], session: Session, *, new: bool) -> None:
        """Keep a session, which is added to the store when it is new.

        Args:
            store: opens the store, or gives the open one; may raise StoreError.
            session: as it is when it begins or is taken up.
            new: whether the store does not have it yet.
        """
        self._store = store
        self._session = session
        self._new = new
        self._waiting: list[Sequence[Event]] = []
        self.fault = ""
        self._write()

    def keep(self, step: Sequence[Event]) -> None:
        """Write a step, durable when this returns unless there is a fault."""
        self._waiting.append(step)
        self._write()

    def _write(self) -> None:
        try:
            if self._new:
                self._store().create(self._session)
                self._new = False
            while self._waiting:
                self._store().append(self._session.id, self._waiting[0])
                del self._waiting[0]
        except StoreError as error:
            self.fault = str(error)
        else:
            self.fault = ""
