"""The values that one key stores for a whole form: its rest, or its carried values."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from engine.advice.decide import Advice
from engine.model.answers import UNKNOWN, Value
from engine.model.form import Form
from tui.state.interview_session import InterviewSession

NOT_KNOWN_YET: Final = "rest not known"


def rest_keys(form: Form | None) -> Mapping[str, tuple[Value, str]]:
    """The actions that answer all that is still open in a form, each with its value and words.

    Each form can be left with what is open not known; another value has a key of its own, so that
    no key means not known in one form and no in the next.
    """
    if form is None:
        return {}
    known = form.rest not in ("", UNKNOWN)
    words = NOT_KNOWN_YET if known else form.rest_says or NOT_KNOWN_YET
    return {"rest": (UNKNOWN, words), **({"checked": (form.rest, form.rest_says)} if known else {})}


def rest_values(interview_session: InterviewSession, value: Value) -> Mapping[str, Value]:
    """One value for all that is open in the form at hand; what is carried into it stays open."""
    order, state = interview_session.order, interview_session.interview_state
    asked = order.waiting(state, interview_session.question)
    known = interview_session.answers.keys() | interview_session.proposals.keys()
    return {key: value for q in asked for key in q.findings if key not in known}


def carried_values(interview_session: InterviewSession) -> Mapping[str, Value]:
    """The carried values of those questions of the form at hand that are carried whole."""
    order, state = interview_session.order, interview_session.interview_state
    carried, given = interview_session.proposals, interview_session.answers
    whole = [
        question
        for question in order.waiting(state, interview_session.question)
        if all(key in carried and key not in given for key in question.findings)
    ]
    return {key: carried[key] for question in whole for key in question.findings}


@dataclass(frozen=True, slots=True)
class StoredStep:
    """Answers that were stored as one step.

    Attributes:
        values: the values as they are read back.
        before: the advice before it.
        settles: whether all is asked now that the next step needs at first, and was not before.
        set_aside: the findings whose earlier answers no longer count.
    """

    values: Mapping[str, Value]
    before: Advice
    settles: bool
    set_aside: Collection[str]


def store(
    interview_session: InterviewSession,
    given: Mapping[str, Value],
    typed: str = "",
    *,
    form: bool = False,
) -> StoredStep:
    """Store the answer to the current question, or values for all of the form at hand.

    Args:
        interview_session: that asks.
        given: the values by finding.
        typed: what was typed, before its conversion.
        form: whether they are for what is open in the form; else what they settle is read back too.
    """
    known, before = interview_session.answers, interview_session.advice
    ended, aside = _ended(interview_session), interview_session.interview_state.set_aside.keys()
    if form:
        interview_session.answer_form(given)
    else:
        interview_session.answer(given, typed=typed)
    now = {} if form else interview_session.answers
    new = {key: value for key, value in now.items() if known.get(key) != value}
    settles = _ended(interview_session) and not ended
    following = interview_session.interview_state.set_aside
    return StoredStep({**given, **new}, before, settles, [k for k in following if k not in aside])


def _ended(interview_session: InterviewSession) -> bool:
    """Return whether all is asked that the next step needs at first."""
    return interview_session.order.ended(interview_session.interview_state)
