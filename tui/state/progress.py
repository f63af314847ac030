"""Progress of a questionnaire: answers, those not known, open questions."""

from __future__ import annotations

from engine.advice.interview import Interview, Question
from engine.model.answers import UNKNOWN


def is_answered(interview_state: Interview, question: Question) -> bool:
    """Return whether every part of a question has an answer; *not known* is one."""
    return all(key in interview_state.active for key in question.findings)


def unasked(interview_state: Interview) -> set[str]:
    """The findings that the questionnaire still asks and has not asked yet."""
    asked = {key for question in interview_state.open for key in question.findings}
    return asked - interview_state.active.keys()


def progress(interview_state: Interview, *, brief: bool = False) -> str:
    """The progress in words; it counts answers as the list of sessions does, by finding."""
    active, still = interview_state.active, len(interview_state.open)
    count = len(active) + len(interview_state.set_aside)
    unknown = sum(value == UNKNOWN for value in active.values())
    answers = f"{count} answer{'s' * (count != 1)}"
    if brief:
        return f"{answers}, {still} left"
    answers += f" ({unknown} not known)" if unknown else ""
    others = len(interview_state.left_out)
    left = f"{answers}, {still} question{'s' * (still != 1)} left"
    return left + (f", {others} not asked" if others else "")
