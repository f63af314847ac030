"""The results that a session awaits, since when, and until when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Final

from data.content.follow_up import AwaitableResult, word_of
from data.input.kinds import usable
from data.session.events import WORDS_LENGTH, Event, EventKind
from data.session.session import Session
from data.text.dates import local_after, local_day
from data.text.outside_text import one_line
from engine.advice.facts import derive, point
from engine.advice.interview import active_answers
from engine.diagram.compiler import Compiled
from engine.model.answers import Value
from engine.model.conditions import holds
from engine.model.urgency import Urgency

_BY_THE_HOUR: Final = timedelta(days=4)


@dataclass(frozen=True, slots=True)
class AwaitedResult:
    """A result that a session awaits and that is not there.

    Attributes:
        title: what it is.
        since: when the session that asks for it was first finished with it open, or begun.
        requested: whether the answers say that it is requested already.
        urgency: of the most urgent recommendation that asks for it; None if only requested.
        due: when the shortest limit that is stated ends; None where none is stated.
        limit: the words of that limit.
        visit: whether a later session is what is waited for.
        finished: whether the session that asks for it was finished.
    """

    title: str
    since: datetime
    requested: bool
    urgency: Urgency | None
    due: datetime | None
    limit: str
    visit: bool = False
    finished: bool = False

    @property
    def key(self) -> str:
        """The word by which it is dropped."""
        return word_of(self.title)

    @property
    def by_the_hour(self) -> bool:
        """Return whether the limit is too short to be counted in days."""
        return self.due is not None and self.due - self.since < _BY_THE_HOUR

    def overdue(self, now: datetime) -> bool:
        """Return whether it should be there: from the day after the last one of its limit."""
        if self.due is None:
            return False
        if self.by_the_hour:
            return now > self.due
        return local_day(now) > local_day(self.due)


def awaited(
    compiled: Compiled, results: Sequence[AwaitableResult], session: Session
) -> tuple[AwaitedResult, ...]:
    """The results that a session awaits, the first due first.

    A result counts from the earliest of those ends of the session since which it has been open
    without a break: reopening a session does not put a date off. Results that a recommendation
    overridden by the user asks for are not waited for on its account, and none that was dropped.
    Before the first answer only a follow-up awaits something: what the session before it did.
    """
    if not session.state.answers and not session.continues:
        return ()
    moments, dropped = list(_moments(session)), session.state.dropped
    opened = cache(partial(_open, compiled, results, session))
    all_open = opened(len(session.events))
    now = {result: codes for result, codes in all_open.items() if result.key not in dropped}
    since = dict.fromkeys(now, moments[-1][1])
    held = set(now)
    for length, at in reversed(moments):
        held &= opened(length).keys()
        since.update(dict.fromkeys(held, at))
    finished = any(event.kind is EventKind.FINISHED for event in session.events)
    waiting = [
        replace(_awaited(compiled, result, codes, since[result]), finished=finished)
        for result, codes in now.items()
    ]
    return tuple(sorted(waiting, key=lambda item: (item.due is None, item.due or item.since)))


def dropping(
    waits: Sequence[AwaitedResult], session: Session, key: str, reason: str, now: datetime
) -> Event:
    """The event that a result is not waited for any more.

    Args:
        waits: what the session awaits.
        session: the session that awaits it.
        key: the key of the result; one that is not awaited is refused.
        reason: why it is not waited for any more.
        now: the time of day.

    Raises:
        ValueError: saying what is legal.
    """
    titles = {item.key: item.title for item in waits}
    if key not in titles:
        legal = ", ".join(f"{name} ({title})" for name, title in titles.items())
        raise ValueError(f"Session {session.id} awaits: {legal or 'nothing'}.")
    if not one_line(reason, WORDS_LENGTH):
        raise ValueError(f"Type the reason why {titles[key]} is not awaited any more.")
    if len(reason) > WORDS_LENGTH:
        raise ValueError(f"A reason has {WORDS_LENGTH} characters at most.")
    return Event(EventKind.DROPPED, now, result=key, detail=reason)


def still_awaited(
    own: Sequence[AwaitedResult], before: Sequence[AwaitedResult]
) -> tuple[AwaitedResult, ...]:
    """The results that a follow-up awaits, with their dates in the earlier sessions.

    A new session puts no date off: what is still not there keeps the day since which it is
    awaited, and the earlier of the two dates until which. A finished session that asks for it
    less urgently has a date of its own: the limit of an emergency ends with the emergency.
    """
    earlier = {item.title: item for item in before if not item.visit}
    return tuple(
        _earliest(item, earlier[item.title]) if item.title in earlier else item for item in own
    )


def _earliest(item: AwaitedResult, before: AwaitedResult) -> AwaitedResult:
    now, then = item.urgency, before.urgency
    if item.finished and now is not None and then is not None and now > then:
        return item
    first = min((item, before), key=lambda one: (one.due is None, one.due or one.since))
    since = min(item.since, before.since)
    return replace(item, since=since, due=first.due, limit=first.limit)


def _moments(session: Session) -> Iterator[tuple[int, datetime]]:
    """The number of events at each end of the session, or at its latest step, with times."""
    ends = [n for n, event in enumerate(session.events) if event.kind is EventKind.FINISHED]
    for number in ends:
        yield number + 1, session.events[number].at
    if not ends:
        yield len(session.events), session.created


def _open(
    compiled: Compiled, results: Sequence[AwaitableResult], session: Session, length: int
) -> Mapping[AwaitableResult, frozenset[str] | None]:
    """The results open after so many events, with the codes that ask; None if requested."""
    state = session.first(length).state
    answers = active_answers(compiled, usable(compiled.pathway, state.answers))
    facts = derive(compiled.pathway, answers)
    turned_down = {
        code
        for code, decision in state.decisions.items()
        if decision.kind is not EventKind.ACCEPTED
    }
    fired = compiled.rows.at(point(compiled, facts)).fired
    codes = {rule.gives for rule in fired} - turned_down
    limits = {limit.code for result in results for limit in result.limits}
    timed = {rule.key for rule in fired if rule.key in limits and rule.gives in codes}
    return dict(_still_open(results, codes | timed, facts))


def _still_open(
    results: Sequence[AwaitableResult], codes: Iterable[str], facts: Mapping[str, Value]
) -> Iterator[tuple[AwaitableResult, frozenset[str] | None]]:
    asking = frozenset(codes)
    for result in results:
        if holds(result.requested, facts):
            yield result, None
        elif not asking.isdisjoint(result.codes) and not holds(result.arrived, facts):
            yield result, asking


def _awaited(
    compiled: Compiled, result: AwaitableResult, codes: frozenset[str] | None, since: datetime
) -> AwaitedResult:
    asking = codes or frozenset()
    limits = [limit for limit in result.limits if limit.code in asking]
    first = min(limits, key=lambda limit: limit.after, default=None)
    known = compiled.pathway.recommendations
    return AwaitedResult(
        title=result.title,
        since=since,
        requested=codes is None,
        urgency=min((known[code].urgency for code in asking & {*result.codes}), default=None),
        due=local_after(since, first.after) if first else None,
        limit=first.says if first else "",
        visit=result.visit,
    )
