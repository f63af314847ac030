"""A session read by one content: which answers count, which questions apply, what is advised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data.input.doubts import Doubt
from data.input.kinds import usable
from data.session.session import Session
from data.session.unconfirmed import reliable_answers, unconfirmed
from engine.advice.checked import checked_advice
from engine.advice.decide import Advice
from engine.advice.interview import Interview, interview
from engine.diagram.compiler import Compiled
from engine.model.answers import Answers
from engine.model.pathway import Pathway


class OtherPathwayError(ValueError):
    """A session of another pathway, on which there is no advice; the message is a sentence."""


def require_own(pathway: Pathway, session: Session) -> None:
    """Refuse a session that was begun under another pathway; any version of this one will do.

    Raises:
        OtherPathwayError: naming both pathways.
    """
    if session.pathway_id != pathway.id:
        raise OtherPathwayError(
            f"Session {session.id} is of another pathway ({session.pathway_id}); this program runs"
            f" {pathway.id} and advises nothing on it."
        )


@dataclass(frozen=True, slots=True)
class Assessment:
    """A session read by one content, whichever content its answers were given under.

    Attributes:
        doubts: the answers that are to be confirmed or given anew.
    """

    session: Session
    interview_state: Interview
    advice: Advice
    doubts: tuple[Doubt, ...]


def assess(compiled: Compiled, session: Session, now: datetime | None = None) -> Assessment:
    """Read a session; answers that this content cannot take are left out.

    Args:
        compiled: the pathway that reads it.
        session: any one of this pathway.
        now: when it is read, which ages the values of an open one; None for its last answer.

    Raises:
        OtherPathwayError: when the session is of another pathway.
    """
    interview_state, found, answers = relied_on(compiled, session, now)
    advice = checked_advice(compiled, answers, interview_state.closed)
    return Assessment(session, interview_state, advice, found)


def relied_on(
    compiled: Compiled, session: Session, now: datetime | None = None
) -> tuple[Interview, tuple[Doubt, ...], Answers]:
    """The state of a session's interview, its doubts, and the answers on which advice may rest.

    Raises:
        OtherPathwayError: when the session is of another pathway.
    """
    require_own(compiled.pathway, session)
    interview_state = interview(compiled, usable(compiled.pathway, session.state.answers))
    found = unconfirmed(compiled.pathway, session, interview_state.active, now)
    return interview_state, found, reliable_answers(compiled, interview_state.active, found)
