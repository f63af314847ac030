"""How far a questionnaire is: what is answered, what was asked and is not known, what is open."""

from __future__ import annotations

from engine.advice.interview import Interview, Question
from engine.model.answers import UNKNOWN


def is_answered(standing: Interview, question: Question) -> bool:
    """Whether every part of a question has an answer, be it that it is not known."""
    return all(key in standing.active for key in question.findings)


def known(standing: Interview) -> int:
    """How many of the questions that apply have their answer, every part of it known."""
    active = standing.active
    return sum(
        all(active.get(key, UNKNOWN) != UNKNOWN for key in question.findings)
        for question in standing.questions
    )


def not_known(standing: Interview) -> int:
    """How many of the questions that apply were asked and are, in some part, not known."""
    asked = sum(is_answered(standing, question) for question in standing.questions)
    return asked - known(standing)


def progress(standing: Interview, *, brief: bool = False) -> str:
    """How far it is, in words."""
    answered, unknown, still = known(standing), not_known(standing), len(standing.open)
    if brief:
        return f"{answered} known, {unknown} not, {still} open"
    asked = f"{answered} answered" + (f", {unknown} not known" if unknown else "")
    return f"{asked}, {still} can still matter"
