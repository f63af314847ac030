"""The autosave of a session: each step is stored at once, and tried again if that fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from data.session.events import ANSWERS, Event, EventKind
from data.session.session import Session
from data.store import OpenElsewhereError, StepStore, StoreError
from tui.state.saved_state import Saves, Unsaved


class SavesSteps(Saves, Protocol):
    """The part of an autosave that an interview session needs.

    Attributes:
        fault: why the latest steps are not kept; empty when everything is.
        read_only: whether no step is taken.
    """

    fault: str
    read_only: bool

    @property
    def is_empty(self) -> bool:
        """Return whether it is new and nothing was entered, so that nothing of it is kept."""

    def keep(self, step: Sequence[Event]) -> None:
        """Take one step."""

    def close(self) -> None:
        """Take no more steps."""


class SavesNothing:
    """Stores nothing: for trials of other answers."""

    fault = ""
    read_only = False
    is_empty = False
    unsaved = Unsaved()

    def keep(self, step: Sequence[Event]) -> None:
        """Ignore the step."""

    def retry(self) -> None:
        """Do nothing: nothing waits."""

    def close(self) -> None:
        """Do nothing: no session is open."""


class Autosave:
    """Writes the steps of one session in order; what could not be written waits.

    Attributes:
        fault: why the latest steps are not saved, or can not be taken; empty when all is well.
        read_only: whether another program has the session open, so that this one only shows it.
    """

    def __init__(
        self, store: Callable[[], StepStore], session: Session, *, new: bool, held: bool = True
    ) -> None:
        """Save a session, which is added to the store if it is new.

        Args:
            store: opens the store, or gives the open one; may raise StoreError.
            session: as it is when it begins or is opened.
            new: whether the store does not have it yet.
            held: whether to keep other programs from it; if not, it is only looked at.
        """
        self._store = store
        self._session = session
        self._new = new
        self._held = self._stored = False
        self._waiting: list[Sequence[Event]] = []
        self._entered = bool(session.label) or any(
            event.kind is not EventKind.PRACTISED for event in session.events
        )
        self.fault = ""
        self.read_only = not held
        if held:
            self._write()

    @property
    def unsaved(self) -> Unsaved:
        """The steps that wait, and the session itself where the store does not have it."""
        answers = sum(any(event.kind in ANSWERS for event in step) for step in self._waiting)
        missing = self._new and not self._stored
        return Unsaved(answers, len(self._waiting) - answers + missing, self.fault)

    @property
    def is_empty(self) -> bool:
        """Return whether it is new and nothing was entered, so that nothing of it is kept."""
        return self._new and not self._entered

    def keep(self, step: Sequence[Event]) -> None:
        """Write a step, durable when this returns unless there is a fault."""
        self._entered = True
        self._waiting.append(step)
        self._write()

    def retry(self) -> None:
        """Write what waits, if that is possible now."""
        if self.unsaved:
            self._write()

    def close(self) -> None:
        """Release the session and take no more steps; `unsaved` says what is lost."""
        if self._held:
            leave = self._store().discard if self.is_empty else self._store().close_session
            leave(self._session.id)
            self._held = False
        self.read_only = True

    def _write(self) -> None:
        try:
            if not self._held:
                self._hold()
            while self._waiting:
                self._store().append(self._session.id, self._waiting[0])
                del self._waiting[0]
        except StoreError as error:
            self.fault = str(error)
        else:
            self.fault = ""

    def _hold(self) -> None:
        if self._new:
            self._store().create(self._session)
        else:
            self._open()
        self._held = self._stored = True

    def _open(self) -> None:
        try:
            now = self._store().open_session(self._session.id)
        except OpenElsewhereError:
            self.read_only = not self._waiting
            raise
        if now != self._session:
            self._store().close_session(self._session.id)
            self.read_only = not self._waiting
            raise StoreError("Another program has changed this session meanwhile. Open it again.")
