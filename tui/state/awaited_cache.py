"""The results that the listed sessions await: remembered, from the index, or worked out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from engine.model.urgency import Urgency
from tui.state.worklist_row import WorklistRow, may_await, row_document, row_of

if TYPE_CHECKING:
    from data.session.session import Session
    from data.store import AwaitedIndex, Head, SessionStore
    from tui.state.loaded_content import LoadedContent


_NEWEST: Final = 60
"""Lines that are kept whether they await something or not, so that a start shows them whole."""


class AwaitedCache:
    """Adds to the lines of the list what their sessions await.

    Attributes:
        index: what is kept of all sessions up to a record; None where every session is read.
    """

    def __init__(self) -> None:
        """Know nothing yet."""
        self.index: AwaitedIndex | None = None
        self._loaded: LoadedContent | None = None
        self._remembered: dict[str, WorklistRow] = {}

    def begin(self, store: Callable[[], SessionStore], loaded: LoadedContent) -> None:
        """Read the index that goes with the sessions and the content as they are now."""
        from data.store import StoreError  # late: the start does without

        self._loaded, self.index = loaded, None
        try:
            self.index = store().awaited_index(loaded.content.pathway.digest)
        except StoreError:
            return  # said by whoever reads the list

    def keep(self, store: SessionStore, head: Head, rows: Sequence[WorklistRow]) -> None:
        """Keep the index of all sessions up to a record, unless it is there."""
        from data.store import AwaitedIndex  # late: the start does without

        if self._loaded is None or (self.index is not None and self.index.head == head):
            return
        edition = self._loaded.content.pathway.digest
        kept = {one.id: row_document(one) for one in (*rows[:_NEWEST], *may_await(rows))}
        store.keep_awaited_index(AwaitedIndex(head, edition, kept))

    def remembered(self, kept: WorklistRow) -> WorklistRow | None:
        """The line of a session as it was worked out; None where it has changed since."""
        seen = self._remembered.get(kept.id)
        if seen is None or (seen.changed, seen.number) != (kept.changed, kept.number):
            return None
        return replace(seen, running=kept.running)

    def of(self, kept: WorklistRow, read: Callable[[], Session | str]) -> WorklistRow:
        """The line of a session with what it awaits.

        Args:
            kept: the line.
            read: gives the session, or why it cannot be read.
        """
        if kept.fault:
            return kept
        known = self.remembered(kept) or self._in_index(kept)
        if known is not None:
            return known
        session = read()
        if isinstance(session, str):
            return replace(kept, fault="damaged")
        if self._loaded is None or session.pathway_id != self._loaded.content.pathway.id:
            return replace(kept, awaited=())
        self._remembered[kept.id] = found = _worked_out(self._loaded, kept, session)
        return found

    def _in_index(self, kept: WorklistRow) -> WorklistRow | None:
        """The line of a session with its awaited results of the index; None if it is not there."""
        if self.index is None or not 0 < kept.number <= self.index.head.number:
            return None
        if (row := self.index.rows.get(kept.id)) is None:
            return replace(kept, awaited=())
        known = row_of(row)
        return known if known.number == kept.number and known.awaited is not None else None


def _worked_out(loaded: LoadedContent, kept: WorklistRow, session: Session) -> WorklistRow:
    from data.session.awaited_results import awaited  # late: the start does without
    from data.session.emergency import emergency  # late: the start does without
    from data.wording.patient_words import patient_words  # late: as above

    try:
        waits = awaited(loaded.compiled, loaded.content.results, session)
        pressing = emergency(loaded.compiled, session)
        content = loaded.content
        known = patient_words(content.pathway, content.summary, session.answers)
        flags = _flags(loaded, session)
    except Exception:  # whatever one session holds, the others stay in the list
        return replace(kept, fault="cannot be read by this content")
    return replace(
        kept,
        answers=len(session.answers),
        continues=session.continues,
        awaited=waits,
        emergency=pressing,
        patient=known,
        flags=flags,
    )


def _flags(loaded: LoadedContent, session: Session) -> tuple[str, ...]:
    """The red flags but for emergencies, and what a finished session left urgent and undecided."""
    from data.input.kinds import usable  # late: the start does without
    from data.session.emergency import undecided_urgent  # late: as above
    from data.wording.red_flags import red_flags  # late: as above
    from engine.advice.facts import derive  # late: as above
    from engine.advice.interview import active_answers  # late: as above

    pathway = loaded.compiled.pathway
    active = active_answers(loaded.compiled, usable(pathway, session.state.answers))
    found = replace(red_flags(pathway, active, derive(pathway, active)), emergency=())
    titles = undecided_urgent(loaded.compiled, session) if session.finished else ()
    left = (f"{Urgency.URGENT.name}, undecided: {'; '.join(titles)}",) if titles else ()
    return (*found.lines, *left)
