"""The results that a session awaits, as exports say them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from data.content.follow_up import Episode
from data.session.pending_results import awaited, still_awaited
from data.session.session import Session
from data.text.dates import day_text, local_time, moment_text
from engine.diagram.compiler import Compiled


@dataclass(frozen=True, slots=True)
class AwaitedItem:
    """A result that is not there.

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


def awaited_items(
    compiled: Compiled, episode: Episode, sessions: Iterable[Session | str | None]
) -> tuple[AwaitedItem, ...]:
    """The results that the last of the sessions of a patient awaits, with their earliest dates.

    Args:
        compiled: the pathway that reads all of them.
        episode: what can be waited for.
        sessions: of one patient, the first one first; those that cannot be read or are of another
            pathway are left out.
    """
    codes = {result.title: frozenset(result.codes) for result in episode.results}
    own = [s for s in sessions if isinstance(s, Session) and s.pathway_id == compiled.pathway.id]
    waiting = awaited(compiled, episode, own[0])
    for session in own[1:]:
        waiting = still_awaited(awaited(compiled, episode, session), waiting)
    return tuple(
        AwaitedItem(
            title=item.title,
            codes=codes[item.title],
            requested=item.requested,
            until=item.due,
            by_the_hour=item.by_the_hour,
            due=_due(item.due, by_the_hour=item.by_the_hour) if item.due else "",
            limit=item.limit,
        )
        for item in waiting
    )


def _due(moment: datetime, *, by_the_hour: bool) -> str:
    """The day of a limit; with the time of day where it is counted in hours."""
    return moment_text(moment) if by_the_hour else day_text(local_time(moment))
