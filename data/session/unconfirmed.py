"""Unlikely numbers and old values that nobody confirmed: nothing permissive rests on them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from data.input.doubts import Doubt, doubt, doubts
from data.input.kinds import usable
from data.session.events import Event, EventKind
from data.session.session import Session
from data.session.value_age import outdated
from data.text.dates import day_text
from engine.advice.unconfirmed import reliable
from engine.diagram.compiler import Compiled
from engine.model.answers import Answers
from engine.model.pathway import Pathway


def unconfirmed(
    pathway: Pathway, session: Session, answers: Answers, now: datetime | None = None
) -> tuple[Doubt, ...]:
    """The doubts about a session's answers that nobody has dispelled.

    A question asks again before it takes an unlikely number. So one that was unlikely when it was
    answered is confirmed; one that was taken over, or became unlikely by later answers, is not.
    A value that is too old is in doubt until it is given anew. A finished session ages no more.

    Args:
        pathway: the content with its plausible ranges and the ages of values.
        session: whose events say how each number was given.
        answers: those that count, by finding key.
        now: when an open session is read; None for the moment of its last answer.
    """
    by = None if session.finished else now
    found = [item for item in doubts(pathway, answers) if item.implausible]
    given = session.state.given if found else {}
    return (
        *(item for item in found if not _confirmed(pathway, session, given[item.key])),
        *(
            Doubt(pathway.findings[key], f"of {day_text(day)}; enter it anew.")
            for key, day in outdated(pathway, session, answers, by).items()
        ),
    )


def reliable_answers(compiled: Compiled, answers: Answers, found: Collection[Doubt]) -> Answers:
    """The answers on which the advice may rest while some are in doubt."""
    return reliable(compiled, answers, {item.key for item in found}) if found else answers


def _confirmed(pathway: Pathway, session: Session, event: Event) -> bool:
    """Return whether a question was put about a number before it was stored."""
    if event.kind is not EventKind.ANSWERED or not isinstance(event.value, int | float):
        return False
    before = session.first(session.events.index(event)).answers
    finding = pathway.findings[event.finding or ""]
    return doubt(finding, event.value, usable(pathway, before)) is not None
