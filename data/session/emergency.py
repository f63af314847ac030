"""The emergency of a session: its name, and until when it is to be dealt with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from data.input.kinds import usable
from data.session.session import Session
from engine.advice.decide import decide
from engine.advice.facts import derive, point
from engine.advice.interview import active_answers
from engine.advice.recommended import Recommended
from engine.diagram.compiler import Compiled
from engine.model.urgency import Urgency


@dataclass(frozen=True, slots=True)
class Emergency:
    """The most urgent recommendation of a session, where that is an emergency.

    Attributes:
        title: of the recommendation.
        due: when its limit ends, counted from the first answer since which it holds; None where
            no limit is stated.
        within: the limit in words; empty where none is stated.
    """

    title: str
    due: datetime | None
    within: str


def emergency(compiled: Compiled, session: Session) -> Emergency | None:
    """The emergency of a session; None without one."""
    answers = active_answers(compiled, usable(compiled.pathway, session.state.answers))
    for item in decide(compiled, answers).recommended:
        if item.urgency is Urgency.EMERGENCY:
            due = None
            if item.limit_hours is not None:
                due = _since(compiled, session, item) + timedelta(hours=item.limit_hours)
            return Emergency(item.recommendation.title, due, item.within)
    return None


def undecided_urgent(compiled: Compiled, session: Session) -> tuple[str, ...]:
    """The titles of what is urgent in a session, and nobody has decided on."""
    answers = active_answers(compiled, usable(compiled.pathway, session.state.answers))
    decided = session.state.decisions
    return tuple(
        item.title
        for item in decide(compiled, answers).recommended
        if item.urgency is Urgency.URGENT and item.code not in decided
    )


def _since(compiled: Compiled, session: Session, item: Recommended) -> datetime:
    """The time of the answer since which a code has been an emergency without a break."""
    since, value = session.created, compiled.diagram.value
    roots = list(_roots(compiled, item))
    for length in range(len(session.events), 0, -1):
        given = usable(compiled.pathway, session.first(length).answers)
        here = point(compiled, derive(compiled.pathway, active_answers(compiled, given)))
        if not any(value(gate, here) and value(rule, here) for gate, rule in roots):
            break
        since = session.events[length - 1].at
    return since


def _roots(compiled: Compiled, item: Recommended) -> Iterator[tuple[int, int]]:
    """The gate and the rows of each rule by which a code is an emergency."""
    functions, usual = compiled.functions, item.recommendation.urgency
    for rule in compiled.pathway.rules.values():
        urgency = usual if rule.urgency is None else rule.urgency
        if rule.gives == item.code and urgency is Urgency.EMERGENCY:
            yield functions.gates[rule.section], functions.rules[rule.key]
