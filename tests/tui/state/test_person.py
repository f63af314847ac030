"""The person who answers and decides: stored with each event, and named where they are several."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from data.content.loader import Content
from data.export.formats import FORMATS
from data.export.source import Source
from data.session.events import Event, EventKind
from data.session.session import Session, begin
from data.session.session_json import from_document, to_document
from engine.diagram.compiler import Compiled
from engine.model.answers import UNKNOWN
from tests.support.plain_driver import NOON
from tui.state.autosave import SavesNothing
from tui.state.interview_session import InterviewSession
from tui.state.settings import Settings
from tui.state.workspace import Workspace

REGISTRAR = Settings(initials="AB", role="registrar", ward="7B").person
NURSE = Settings(initials="CD", role="nurse").person


def opened(compiled: Compiled, person: Callable[[], str]) -> InterviewSession:
    """A new session that nothing stores."""
    stored = begin(compiled.pathway, program="0", now=NOON, label="")
    return InterviewSession(compiled, stored, SavesNothing(), lambda: NOON, "0", person=person)


def answer(session: InterviewSession) -> None:
    """Answer the current question that it is not known."""
    assert session.question is not None
    session.answer(dict.fromkeys(session.question.findings, UNKNOWN))


def answered(compiled: Compiled, *people: str) -> Session:
    """A session in which each of some people answers a question and decides."""
    current = [""]
    session = opened(compiled, lambda: current[0])
    for person in people:
        current[0] = person
        answer(session)
        session.decide(session.advice.codes[0], EventKind.ACCEPTED, "")
    return session.session


def said(session: Session) -> Iterator[tuple[EventKind, str]]:
    return ((event.kind, event.by) for event in session.events)


def test_an_answer_and_a_decision_name_the_person_of_that_time(compiled: Compiled) -> None:
    session = answered(compiled, REGISTRAR, NURSE)
    for person in ("AB, registrar", "CD, nurse"):
        named = {(EventKind.SET_UNKNOWN, person), (EventKind.ACCEPTED, person)}
        assert named <= set(said(session))
    assert from_document(to_document(session)) == session


def test_a_change_of_the_settings_changes_the_name_from_then_on(workspace: Workspace) -> None:
    workspace.settings = Settings(initials="AB", role="registrar")
    session = workspace.begin("")
    answer(session)
    workspace.settings = Settings(initials="CD")
    answer(session)
    named = [by for kind, by in said(session.session) if kind is EventKind.SET_UNKNOWN]
    assert list(dict.fromkeys(named)) == ["AB, registrar", "CD"]


def test_without_a_name_nothing_is_stored(compiled: Compiled) -> None:
    session = answered(compiled, "")
    assert not any("by" in event for event in to_document(session)["events"])


def test_what_no_person_gives_has_no_name() -> None:
    with pytest.raises(ValueError, match="is by nobody"):
        Event(EventKind.FINISHED, NOON, by="AB")


def test_answers_of_a_trial_have_the_name_of_who_adopts_them(compiled: Compiled) -> None:
    session = opened(compiled, lambda: "AB")
    trial = session.scratch()
    answer(trial)
    session.adopt(trial)
    assert (EventKind.SET_UNKNOWN, "AB") in said(session.session)


@pytest.mark.parametrize("form", ["text", "record", "markdown", "html"])
def test_exports_name_those_who_answered_where_they_are_several(
    compiled: Compiled, content: Content, form: str
) -> None:
    for people, names in (
        ((REGISTRAR, NURSE), "AB, registrar; CD, nurse"),
        (("", NURSE), "name not stated; CD, nurse"),
        ((NURSE, NURSE), ""),
    ):
        session = answered(compiled, *people)
        source = Source(session, lambda _: "", lambda: (compiled, content), NOON)
        text = FORMATS[form].render(source)
        assert ("Answered by" in text) is bool(names)
        assert names in text
