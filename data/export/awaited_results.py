"""The results that a session awaits, as exports say them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from data.content.follow_up import AwaitableResult
from data.session.awaited_results import AwaitedResult, awaited, still_awaited
from data.session.session import Session
from data.text.dates import day_text, moment_text
from engine.diagram.compiler import Compiled
from engine.model.pathway import Pathway


@dataclass(frozen=True, slots=True)
class AwaitedItem:
    """An awaited result as an export says it.

    Attributes:
        title: what it is.
        codes: the recommendations that ask for it.
        requested: whether it is requested already.
        until: until when it is waited for; None where no limit is stated.
        by_the_hour: whether that is a time of day, too short a limit for a day.
        due: that day or time in words; empty where no limit is stated.
        limit: the words of that limit.
    """

    title: str
    codes: frozenset[str]
    requested: bool
    until: datetime | None
    by_the_hour: bool
    due: str
    limit: str


def visits_of(pathway: Pathway, sessions: Iterable[Session | str | None]) -> list[Session]:
    """The sessions that can be read and are of the pathway."""
    return [s for s in sessions if isinstance(s, Session) and s.pathway_id == pathway.id]


def awaited_items(
    compiled: Compiled, results: Sequence[AwaitableResult], visits: Sequence[Session]
) -> tuple[AwaitedItem, ...]:
    """The results that the last of the sessions of a patient awaits, with their earliest dates.

    Args:
        compiled: the pathway that reads all of them.
        results: what can be waited for.
        visits: the visits of one patient, the first one first.
    """
    codes = {result.title: frozenset(result.codes) for result in results}
    waiting = awaited(compiled, results, visits[0])
    for session in visits[1:]:
        waiting = still_awaited(awaited(compiled, results, session), waiting)
    return tuple(
        AwaitedItem(
            title=item.title,
            codes=codes[item.title],
            requested=item.requested,
            until=item.due,
            by_the_hour=item.by_the_hour,
            due=_due(item),
            limit=item.limit,
        )
        for item in waiting
    )


def _due(item: AwaitedResult) -> str:
    """The day of a limit; with the time of day where it is counted in hours; empty without one."""
    if item.due is None:
        return ""
    return moment_text(item.due) if item.by_the_hour else day_text(item.due)
