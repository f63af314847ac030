"""The reach of the worklist: how many of the newest sessions it lists, and which older ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from tui.state.awaited_cache import AwaitedCache
from tui.state.worklist_row import WorklistRow, row_of, with_follow_ups

if TYPE_CHECKING:
    from datetime import datetime

    from data.session.session import Session
    from data.store import SessionStore, SessionSummary

NEWEST: Final = 500
"""The number of the newest sessions that are read; as many more when the cursor gets to the end."""


class WorklistReach:
    """The sessions older than the newest that wait for a result, or that a search has found."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        """Know no older session yet."""
        self._clock = clock
        self._reach = NEWEST
        self._rows: dict[str, WorklistRow] = {}
        self._looked: set[str] = set()
        self._found: set[str] = set()

    def newest(self, store: SessionStore) -> tuple[SessionSummary, ...]:
        """The sessions that are listed whether they wait for something or not.

        Raises:
            StoreError: when they cannot be read.
        """
        return store.sessions(self._reach)

    def clock_doubt(self, changed: Sequence[datetime]) -> str:
        """The sentence when the clock is behind the newest sessions; empty when it is not."""
        if not changed:
            return ""
        from data.session.clock import clock_doubt  # late: the start does without

        return clock_doubt(self._clock(), changed)

    def is_full(self, listed: Sequence[WorklistRow]) -> bool:
        """Return whether there may be sessions that are older than those in the list."""
        return len(listed) >= self._reach

    def widen(self) -> None:
        """List as many sessions more the next time."""
        self._reach += NEWEST

    @property
    def rows(self) -> list[WorklistRow]:
        """The older sessions that are known."""
        return list(self._rows.values())

    def forget(self, session_id: str | None = None) -> None:
        """Forget one older session, or all of them."""
        if session_id is None:
            self._rows = {}
        else:
            self._rows.pop(session_id, None)

    def awaiting(
        self,
        listed: Sequence[WorklistRow],
        store: SessionStore,
        results: AwaitedCache,
        wanted: Callable[[], bool],
    ) -> bool:
        """Look at the older sessions that may await something; false if nobody waits for it.

        Args:
            listed: the newest sessions.
            store: the store of all sessions.
            results: what the newest await, with the index of the others.
            wanted: whether anybody still waits for it; asked before each session is read.
        """
        self._looked |= {kept.id for kept in listed}
        present, index = set(), results.index
        for item, read in store.history(index.head.number if index else 0):
            if not wanted():
                return False
            present.add(item.id)
            if item.id not in self._looked:
                kept = results.of(WorklistRow.of(item), partial(tried, read))
                if kept.awaited or kept.fault or kept.emergency or kept.continues:
                    self._rows[kept.id] = kept
            self._looked.add(item.id)
        if index is None:
            self._rows = {key: kept for key, kept in self._rows.items() if key in present}
        else:
            rows = map(row_of, index.rows.values())
            self._rows.update((kept.id, kept) for kept in rows if kept.id not in self._looked)
        return True

    def search(
        self,
        typed: str,
        listed: Sequence[WorklistRow],
        store: SessionStore,
        wanted: Callable[[], bool],
    ) -> None:
        """Find older sessions that have every word that is typed, as many as a list has at most."""
        newest = {kept.id for kept in listed}
        for item, _ in store.history():
            if not wanted() or len(self._found) == NEWEST:
                break
            kept = self._rows.get(item.id) or WorklistRow.of(item)
            if item.id not in newest and kept.has(typed):
                self._rows[kept.id] = kept
                self._found.add(kept.id)

    def shown(self, sessions: Sequence[WorklistRow]) -> tuple[list[WorklistRow], list[WorklistRow]]:
        """The newest sessions with their follow-ups, and the older ones to show with them."""
        newest = {kept.id for kept in sessions}
        older = [kept for kept in self._rows.values() if kept.id not in newest]
        rows = list(with_follow_ups([*sessions, *older]))
        return rows[: len(sessions)], [
            kept
            for kept in rows[len(sessions) :]
            if kept.awaited or kept.fault or kept.id in self._found
        ]


def tried(read: Callable[[], Session]) -> Session | str:
    """A session, or why it cannot be read."""
    from data.store import StoreError  # late: the start does without

    try:
        return read()
    except StoreError as error:
        return str(error)
