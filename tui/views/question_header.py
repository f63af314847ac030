"""The place of a question in the questionnaire, and the section that ended the rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.advice.facts import point
from engine.advice.interview import Question
from engine.model.pathway import Section
from tui.rows.row import TextRow, rule
from tui.state.interview_session import InterviewSession

_STOPS_FIRST: Final = "{}: the rest of the pathway waits. What is still asked refines this page."
_STOPS: Final = (
    "{}: the later parts of the pathway are silent. What is still asked can change this page; an"
    " emergency would come before it."
)


def place_rows(interview_session: InterviewSession, question: Question) -> Iterator[TextRow]:
    """The part that a question belongs to, and what silences the parts after it."""
    pathway, order = interview_session.compiled.pathway, interview_session.order
    if (form := order.form_of(question)) is not None:
        yield rule(f"{form.title} (form {order.place(form)} of {order.count})", pinned=True)
    elif question.chapter in pathway.chapters:
        part = list(pathway.chapters).index(question.chapter) + 1
        title = pathway.chapters[question.chapter]
        yield rule(f"{title} (part {part} of {len(pathway.chapters)})", pinned=True)
    if (stopped := stopped_by(interview_session)) is not None:
        first = next(section.key for section in pathway.sections.values() if section.stops)
        words = _STOPS_FIRST if stopped.key == first else _STOPS
        yield TextRow(words.format(stopped.title), pinned=True)


def stopped_by(interview_session: InterviewSession) -> Section | None:
    """The part of the pathway that silences all later ones; None where none does."""
    compiled = interview_session.compiled
    here = point(compiled, interview_session.advice.facts)
    for key, section in compiled.pathway.sections.items():
        if section.stops and compiled.diagram.value(compiled.functions.gates[key], here):
            return section
    return None
