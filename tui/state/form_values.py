"""The values that one key stores for a whole form: its rest, or what is carried into it."""

from __future__ import annotations

from collections.abc import Mapping

from engine.model.answers import Value
from tui.state.interview_session import InterviewSession


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
