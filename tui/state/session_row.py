"""The stored sessions as rows of a list, with the values that one takes over from another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data.session.emergency import Emergency
    from data.session.pending_results import PendingResult
    from data.store import SessionSummary


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One line of the list.

    Attributes:
        answers: how many findings have one, None where the record cannot be read.
        running: whether a program has it open now.
        continues: id of the session of the same patient that it goes on from.
        awaited: results that it waits for; None where nobody has looked yet.
        emergency: that its answers make; None without one, or where a later session goes on.
    """

    id: str
    label: str
    created: datetime
    finished: bool
    fault: str
    answers: int | None
    changed: datetime
    continues: str = ""
    awaited: tuple[PendingResult, ...] | None = None
    running: bool = False
    emergency: Emergency | None = None

    @classmethod
    def of(cls, item: SessionSummary) -> SessionRow:
        """The line of a session of which the summary is read."""
        return cls(
            item.id,
            item.label,
            item.created,
            item.finished,
            item.fault,
            None if item.fault else item.answers,
            item.changed,
            running=item.running,
        )

    def has(self, typed: str) -> bool:
        """Return whether its id and label have every word that is typed."""
        text = f"{self.id} {self.label}".casefold()
        return all(word in text for word in typed.casefold().split())


def with_follow_ups(sessions: Sequence[SessionRow]) -> Iterator[SessionRow]:
    """The sessions; awaited results stand at the latest session of each patient."""
    from data.session.pending_results import still_awaited  # late: the start does without

    by_id = {kept.id: kept for kept in sessions}
    followed = {kept.continues for kept in sessions}

    def waiting(kept: SessionRow, after: frozenset[str]) -> tuple[PendingResult, ...]:
        before = by_id.get(kept.continues)
        own = kept.awaited or ()
        if before is None or before.id in after:
            return own
        return still_awaited(own, waiting(before, after | {kept.id}))

    for kept in sessions:
        if kept.id in followed:
            yield replace(kept, awaited=(), emergency=None)
        elif kept.awaited is not None:
            yield replace(kept, awaited=waiting(kept, frozenset({kept.id})))
        else:
            yield kept
