"""The ending: the questions left once the next step is found, and whether they can change it."""

from __future__ import annotations

from math import ceil
from typing import Final

from engine.advice.interview import relevant
from engine.model.place import Leads
from tui.state.interview_session import InterviewSession
from tui.views import page_texts

_SECONDS: Final = 8
"""Seconds that a question takes, for the time that is announced."""


def ending(interview_session: InterviewSession, goes_on: str) -> str:
    """The words beside the answer once the first forms are done; empty before that.

    Args:
        interview_session: whose next step is found.
        goes_on: the key or word that goes on with the questions.
    """
    state, order = interview_session.interview_state, interview_session.order
    if not order.ended(state):
        return ""
    compiled = interview_session.compiled
    known = compiled.pathway.recommendations
    leading = [code for code, one in known.items() if one.leads is not Leads.NO]
    matter = relevant(compiled, state.active, state.closed, leading)
    change = any(not matter.isdisjoint(one.findings) for one in state.open)
    count = len(state.open)
    minutes = ceil(count * _SECONDS / 60)
    return (
        f"The answer so far. {goes_on} continues: {count}"
        f" question{'s' * (count != 1)}, {minutes} min;"
        f" {'they' if change else 'none'} can change it."
    )


def all_asked(interview_session: InterviewSession, widens: str) -> str:
    """The words when no question is left, with the questions that a focus left out.

    Args:
        interview_session: whose questions.
        widens: the key or word that asks what was left out.
    """
    left, focus = interview_session.interview_state.left_out, interview_session.order.focus
    if not left or focus is None:
        return page_texts.ALL_ASKED
    forms = (interview_session.order.form_of(question) for question in left)
    titles = ", ".join(dict.fromkeys(form.title for form in forms if form is not None))
    said = f"Asked about {focus.title} only. Not asked: {len(left)} questions ({titles})."
    return f"{said} {widens} asks them."
