"""The values that one key stores for a whole form: its rest, or its carried values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.model.answers import UNKNOWN, Value
from engine.model.form import Form
from tui.state.interview_session import InterviewSession

NOT_KNOWN_YET: Final = "not known for all that is open here"


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
    """One value for all that is open in the form at hand."""
    order, state = interview_session.order, interview_session.interview_state
    asked = order.waiting(state, interview_session.question)
    given = interview_session.answers
    return {key: value for q in asked for key in q.findings if key not in given}


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


def stored_values(
    before: Mapping[str, Value], interview_session: InterviewSession, given: Mapping[str, Value]
) -> Mapping[str, Value]:
    """The values that were given, and those that were stored with them as they settle more."""
    now = interview_session.answers
    return {**given, **{key: value for key, value in now.items() if before.get(key) != value}}
