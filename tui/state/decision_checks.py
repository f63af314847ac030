"""Checks of a decision: whether it is possible, and whether its reason is sufficient."""

from __future__ import annotations

from data.session.events import WORDS_LENGTH, EventKind
from tui.state.interview_session import InterviewSession


def undecidable(interview_session: InterviewSession, code: str | None, kind: EventKind) -> str:
    """The reason why a decision is not possible on an entry of the plan; empty if it is.

    Args:
        interview_session: whose plan it is.
        code: of the recommendation; None where the piece is about none.
        kind: ACCEPTED, DECLINED or OVERRIDDEN.
    """
    if interview_session.read_only:
        return interview_session.fault
    if code is None:
        return "Only a recommendation can be accepted, declined or overridden."
    if kind is not EventKind.OVERRIDDEN and code not in interview_session.advice.codes:
        return "It is not advised now, so it can only be overridden."
    return ""


def reason_fault(kind: EventKind, reason: str) -> str:
    """The fault in the reason of a decision; empty without one."""
    if not reason and kind is not EventKind.ACCEPTED:
        return "A reason is needed."
    if len(reason) > WORDS_LENGTH:
        return f"A reason has {WORDS_LENGTH} characters at most; this has {len(reason)}."
    return ""
