"""The emergency of a session: its name, and until when it is to be dealt with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from data.input.legal_values import usable
from data.session.session import Session, replay
from engine.advice.decide import decide
from engine.advice.facts import derive, point
from engine.advice.interview import active_answers
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
        recommendation = item.recommendation
        if item.urgency is Urgency.EMERGENCY:
            hours, since = (
                recommendation.limit_hours,
                _since(compiled, session, recommendation.code),
            )
            due = None if hours is None else since + timedelta(hours=hours)
            return Emergency(recommendation.title, due, recommendation.within)
    return None


def _since(compiled: Compiled, session: Session, code: str) -> datetime:
    """The time of the answer since which a code has held without a break."""
    root, since = compiled.functions.recommendations[code], session.created
    for length in range(len(session.events), 0, -1):
        given = usable(compiled.pathway, replay(session.events[:length]).answers)
        facts = derive(compiled.pathway, active_answers(compiled, given))
        if not compiled.diagram.value(root, point(compiled, facts)):
            break
        since = session.events[length - 1].at
    return since
