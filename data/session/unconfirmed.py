"""Unlikely numbers of a session that nobody confirmed: nothing permissive rests on them."""

from __future__ import annotations

from data.input.doubts import Doubt, doubt, doubts
from data.input.legal_values import usable
from data.session.events import Event, EventKind
from data.session.session import Session, replay
from engine.advice.unconfirmed import reliable
from engine.diagram.compiler import Compiled
from engine.model.answers import Answers
from engine.model.pathway import Pathway


def unconfirmed(pathway: Pathway, session: Session, answers: Answers) -> tuple[Doubt, ...]:
    """The doubts about a session's answers that nobody has dispelled.

    A question asks again before it takes an unlikely number. So one that was unlikely when it was
    answered is confirmed; one that was taken over, or became unlikely by later answers, is not.

    Args:
        pathway: the content with its plausible ranges.
        session: whose events say how each number was given.
        answers: those that count, by finding key.
    """
    found = [item for item in doubts(pathway, answers) if item.implausible]
    given = session.state.given if found else {}
    return tuple(item for item in found if not _confirmed(pathway, session, given[item.key]))


def reliable_answers(compiled: Compiled, session: Session, answers: Answers) -> Answers:
    """The answers on which the advice may rest."""
    found = unconfirmed(compiled.pathway, session, answers)
    return reliable(compiled, answers, {item.key for item in found}) if found else answers


def _confirmed(pathway: Pathway, session: Session, event: Event) -> bool:
    """Return whether a question was put about a number before it was stored."""
    if event.kind is not EventKind.ANSWERED or not isinstance(event.value, int | float):
        return False
    before = replay(session.events[: session.events.index(event)]).answers
    finding = pathway.findings[event.finding or ""]
    return doubt(finding, event.value, usable(pathway, before)) is not None
