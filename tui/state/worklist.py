"""The worklist: the sessions on this computer, as the first screen lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.state.awaited_cache import AwaitedCache
from tui.state.worklist_reach import WorklistReach, tried
from tui.state.worklist_row import WorklistRow

if TYPE_CHECKING:
    from datetime import datetime

    from data.session.session import Session
    from data.store import Head, SessionStore, SessionSummary
    from tui.state.loaded_content import LoadedContent

TRAINING: Final = "training"
"""The directory of training mode, inside that of the sessions."""


class Worklist:
    """The stored sessions as the first screen lists them; faults are returned as sentences.

    Attributes:
        sessions: the newest first; None before they are read.
        older: those before them that wait for a result or that a search has found.
        fault: why they could not be read the last time; empty when they could.
        changed: when each of them was changed last.
        passphrase: asked when the store is encrypted; None where nobody can be asked.
    """

    def __init__(
        self, directory: Path | None, clock: Callable[[], datetime], *, training: bool = False
    ) -> None:
        """Name the place.

        Args:
            directory: where the sessions are kept; None for the user's own place.
            clock: the time of day.
            training: whether these are sessions of training mode, which have a file of their own.
        """
        self._directory = directory
        self._training = training
        self._store: SessionStore | None = None
        self._notices: list[str] = []
        self._reach = WorklistReach(clock)
        self._awaited = AwaitedCache()
        self._own: dict[str, WorklistRow] = {}
        self._head: Head | None = None
        self.sessions: list[WorklistRow] | None = None
        self.older: list[WorklistRow] = []
        self.fault = ""
        self.changed: list[datetime] = []
        self.passphrase: Callable[[], str] | None = None

    @property
    def store(self) -> SessionStore:
        """The open store.

        Raises:
            StoreError: when it cannot be opened.
        """
        from data.files.data_directory import data_directory  # late: the start does without
        from data.store import open_store  # late: as above

        if self._store is None:
            place = self._directory or data_directory()
            place = place / TRAINING if self._training else place
            self._store = open_store(place, self.passphrase)
            self._notices = list(self._store.notices)
        return self._store

    @property
    def clock_doubt(self) -> str:
        """The sentence when the clock is behind the newest session; empty when it is not."""
        return self._reach.clock_doubt(self.changed)

    def read(self) -> str:
        """Read the list; return the fault, or else the notices from opening the store."""
        from data.store import StoreError  # late: the start does without

        try:
            head = self.store.head()
            found = self._reach.newest(self.store)
            self.sessions = [self._kept(item) for item in found]
            self._head = head  # last: a list is never older than its head
        except StoreError as error:
            self.sessions = self.sessions or []
            self.fault = str(error)
        else:
            self.fault = ""
            self.changed = [item.changed for item in found if not item.fault]
        notices, self._notices = self._notices, []
        return self.fault or " ".join(notices)

    def more(self) -> bool:
        """Read older sessions as well; whether there were any."""
        if not self.has_more:
            return False
        before = len(self.sessions or ())
        self._reach.widen()
        self.read()
        return len(self.sessions or ()) > before

    @property
    def has_more(self) -> bool:
        """Return whether there may be sessions that are older than those in the list."""
        return self._reach.is_full(self.sessions or ())

    @property
    def _listed(self) -> list[WorklistRow]:
        """The list itself, be it empty, so that `_show` knows it again; empty before it is read."""
        return [] if self.sessions is None else self.sessions

    def find_awaited_results(self, loaded: LoadedContent, wanted: Callable[[], bool]) -> None:
        """Find the results that the newest sessions await; sessions that await none are not read.

        A session that a later one of its patient goes on from waits for nothing any more; what
        was awaited there and is not there yet counts on in the later one.

        Args:
            loaded: the content.
            wanted: whether anybody still waits for it; asked before each session is read.
        """
        listed = self._listed
        self._awaited.begin(lambda: self.store, loaded)
        sessions = []
        for kept in listed:
            if not wanted():
                return
            sessions.append(self._awaited.of(kept, partial(self.load, kept.id)))
        self._own = {kept.id: kept for kept in sessions if not kept.fault}
        self._show(listed, sessions)

    def find_older_sessions(self, wanted: Callable[[], bool]) -> None:
        """Find the older sessions that await a result, however many are newer.

        Those that the index names are read, and those put away since; all where there is no index,
        as after an erasure. Each is looked at once: one that changes is among the newest again.
        A session that another program has erased is shown no more.

        Args:
            wanted: as for `find_awaited_results`, which comes before.

        Raises:
            StoreError: when the sessions cannot be read.
        """
        head, listed = self._head, self._listed
        if not self.has_more:
            self._reach.forget()
            self.older = []
        elif not self._reach.awaiting(listed, self.store, self._awaited, wanted):
            return
        rows = [self._own.get(kept.id, kept) for kept in listed]
        self._show(listed, rows)
        if head is not None:
            self._awaited.keep(self.store, head, [*rows, *self._reach.rows])

    def _show(self, listed: Sequence[WorklistRow], sessions: Sequence[WorklistRow]) -> None:
        """Show the newest sessions with their awaited results, and older ones that await some."""
        if self.sessions is not None and self.sessions is not listed:
            return  # it was read anew meanwhile, and is looked at again
        self.sessions, self.older = self._reach.shown(sessions)

    def search(self, typed: str, wanted: Callable[[], bool]) -> None:
        """Search all stored sessions; `find` yields the matches.

        Args:
            typed: the words looked for.
            wanted: whether anybody still waits for it; asked before each session is read.

        Raises:
            StoreError: when the sessions cannot be read.
        """
        if not self.has_more:
            return
        listed = self._listed
        self._reach.search(typed, listed, self.store, wanted)
        self._show(listed, listed)

    def find(self, typed: str) -> Iterator[WorklistRow]:
        """The sessions that have every word that is typed."""
        newest = {kept.id for kept in self.sessions or ()}
        for kept in self.sessions or ():
            if kept.has(typed):
                yield kept
        for kept in self.older:
            if kept.id not in newest and kept.has(typed):
                yield kept

    def load(self, session_id: str) -> Session | str:
        """A session, or why it cannot be read."""
        return tried(lambda: self.store.load(session_id))

    def record(self) -> str:
        """The head of the store's chain, for exports; empty when it cannot be read."""
        from data.store import StoreError  # late: the start does without

        try:
            return str(self.store.head())
        except StoreError:
            return ""

    def delete(self, session_id: str) -> str:
        """Erase a session; return the fault, or nothing."""
        from data.store import StoreError  # late: the start does without

        try:
            self.store.delete(session_id)
        except StoreError as error:
            return str(error)
        self._reach.forget(session_id)
        self.older = [kept for kept in self.older if kept.id != session_id]
        return self.read()

    def _kept(self, item: SessionSummary) -> WorklistRow:
        kept = WorklistRow.of(item)
        return self._awaited.remembered(kept) or kept
