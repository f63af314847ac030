"""The place of a question in the questionnaire, and the section that ended the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from enum import Enum
from typing import Final

from engine.advice.facts import point
from engine.advice.interview import Question
from engine.model.pathway import Section
from tui.rows.row import BLANK, TextRow, TextStyle, rule
from tui.state.interview_session import InterviewSession

_STRIP: Final = 64
"""Columns from which on a strip of the parts stands before the title of the current one."""

_STOPS_FIRST: Final = "{}: act now. What is still asked can wait; it refines this page."
_STOPS: Final = (
    "{}: the rest of the advice does not apply. Later answers can change this page; an"
    " emergency would come before it."
)


class Standing(Enum):
    """Standings of a part of the questionnaire, each with its mark."""

    DONE = "●"
    HERE = "▸"
    WAITING = "○"
    SILENT = "·"


def way(interview_session: InterviewSession, at: Question) -> list[tuple[str, Standing]]:
    """The title of each part in the order in which they are asked, and how it stands."""
    pathway, state = interview_session.compiled.pathway, interview_session.interview_state
    here = interview_session.order.form_of(at)
    asked: dict[str, tuple[str, Collection[Question]]] = (
        {
            key: (form.title, [*interview_session.order.shown(state, form)])
            for key, form in pathway.forms.items()
        }
        if here
        else {
            key: (title, [one for one in state.questions if one.chapter == key])
            for key, title in pathway.chapters.items()
        }
    )
    current = here.key if here else at.chapter
    return [
        (title, _standing(questions, state.open, here=key == current))
        for key, (title, questions) in asked.items()
    ]


def _standing(
    questions: Collection[Question], waiting: Collection[Question], *, here: bool
) -> Standing:
    if here:
        return Standing.HERE
    if any(one in waiting for one in questions):
        return Standing.WAITING
    return Standing.DONE if questions else Standing.SILENT


def way_rows(interview_session: InterviewSession, at: Question) -> Iterator[TextRow]:
    """The parts one below the other, with a legend of their marks."""
    for title, standing in way(interview_session, at):
        look = TextStyle.STRONG if standing is Standing.HERE else TextStyle.PLAIN
        yield TextRow(f"{standing.value} {title}", look, continuation_indent=2)
    yield BLANK
    done, waiting, silent = Standing.DONE.value, Standing.WAITING.value, Standing.SILENT.value
    yield TextRow(f"{done} done  {waiting} to ask  {silent} none")


def place_rows(interview_session: InterviewSession, question: Question) -> Iterator[TextRow]:
    """The part that a question belongs to, and what silences the parts after it.

    Where there is room a strip of all parts stands before its title.
    """
    parts = way(interview_session, question)
    standings = [standing for _, standing in parts]
    if Standing.HERE in standings:
        at = standings.index(Standing.HERE)
        title = f"{parts[at][0]} ({at + 1} of {len(parts)})"
        strip = "".join(standing.value for standing in standings)
        yield replace(rule(f"{strip} {title}", pinned=True), spoken=title, least=_STRIP)
        yield replace(rule(title, pinned=True), most=_STRIP - 1, drawn=True)
    if (stopped := stopped_by(interview_session)) is not None:
        sections = interview_session.compiled.pathway.sections
        first = next(section.key for section in sections.values() if section.stops)
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
