"""Progress of a questionnaire: answered, not known, open."""

from __future__ import annotations

from engine.advice.interview import Interview, Question
from engine.model.answers import UNKNOWN


def is_answered(interview_state: Interview, question: Question) -> bool:
    """Return whether every part of a question has an answer; *not known* is one."""
    return all(key in interview_state.active for key in question.findings)


def known(interview_state: Interview) -> int:
    """The number of enabled questions of which every part is known."""
    active = interview_state.active
    return sum(
        all(active.get(key, UNKNOWN) != UNKNOWN for key in question.findings)
        for question in interview_state.questions
    )


def not_known(interview_state: Interview) -> int:
    """The number of enabled questions that were asked and are not known in some part."""
    asked = sum(is_answered(interview_state, question) for question in interview_state.questions)
    return asked - known(interview_state)


def progress(interview_state: Interview, *, brief: bool = False) -> str:
    """The progress in words."""
    answered, unknown, still = (
        known(interview_state),
        not_known(interview_state),
        len(interview_state.open),
    )
    if brief:
        return f"{answered} known, {unknown} not, {still} open"
    asked = f"{answered} answered" + (f", {unknown} not known" if unknown else "")
    others = len(interview_state.left_out)
    return f"{asked}, {still} can still matter" + (f", {others} not asked" if others else "")
