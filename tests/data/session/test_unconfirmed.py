"""Sessions rest nothing permissive on an unlikely number that nobody confirmed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from data.content.loader import Content
from data.export.summarise import summarise
from data.session.assessment import assess
from data.session.events import Event, EventKind, answer
from data.session.recheck import recheck
from data.session.session import Session, begin
from data.session.unconfirmed import unconfirmed
from engine.diagram.compiler import Compiled
from tests.support.cases import CASES, answers_of
from tui.state.autosave import SavesNothing
from tui.state.interview_session import InterviewSession
from tui.state.loaded_content import LoadedContent
from tui.state.workspace import Workspace

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def stored(compiled: Compiled, kind: EventKind) -> Session:
    """V07, for whom cement is discussed, with platelets that are hardly true, as somehow given."""
    answers = dict(answers_of(compiled, CASES["V07"]))
    del answers["platelets"]
    session = begin(compiled.pathway, program="1", now=NOON)
    session = session.after([answer(key, value, NOON) for key, value in answers.items()])
    return session.after([Event(kind, NOON, "platelets", 1900)])


def test_a_number_that_was_taken_over_unseen_permits_nothing(
    compiled: Compiled, content: Content
) -> None:
    session = stored(compiled, EventKind.CONFIRMED)
    advice = assess(compiled, session).advice
    assert "augmentation_consider" not in advice.codes
    assert "augmentation_not_yet" in advice.codes
    said = [item.says for item in summarise(compiled, content, session, NOON).contradictions]
    assert said == ["Not confirmed: Platelets: Unusual value: 1900 10^9/L."]


def test_a_number_that_was_asked_about_twice_counts(compiled: Compiled) -> None:
    session = stored(compiled, EventKind.ANSWERED)
    assert unconfirmed(compiled.pathway, session, session.answers) == ()
    assert "augmentation_consider" in assess(compiled, session).advice.codes


@pytest.mark.parametrize(("days", "old"), [(0, False), (7, False), (8, True)])
def test_nothing_permissive_rests_on_an_old_value_in_a_session_that_goes_on(
    compiled: Compiled, days: int, old: bool
) -> None:
    answers = dict(answers_of(compiled, CASES["V07"]))
    session = begin(compiled.pathway, program="1", now=NOON)
    session = session.after([answer(key, value, NOON) for key, value in answers.items()])
    later = NOON + timedelta(days=days)
    assert "augmentation_consider" in assess(compiled, session).advice.codes
    session = session.after([answer("pain_nrs", answers["pain_nrs"], later)])
    found = assess(compiled, session)
    assert ("platelets" in {doubt.key for doubt in found.doubts}) is old
    assert ("augmentation_consider" not in found.advice.codes) is old
    for key in {doubt.key for doubt in found.doubts}:
        session = session.after([answer(key, answers[key], later)])
    assert "augmentation_consider" in assess(compiled, session).advice.codes
    exported = session.after([Event(EventKind.EXPORTED, later + timedelta(days=99), detail="text")])
    assert not assess(compiled, exported).doubts


def later_by(session: Session, content: Content, compiled: Compiled, days: int) -> Workspace:
    """A workspace that shows a session some days after its answers."""
    workspace = Workspace(None, lambda: NOON + timedelta(days=days), "1")
    workspace.loaded = LoadedContent(content, compiled)
    shown = InterviewSession(compiled, session, SavesNothing(), workspace.clock, "1")
    workspace.interview_session = shown
    return workspace


def said_on_every_page(workspace: Workspace) -> str:
    """The first lines of a page."""
    return " ".join(workspace.banners_of(()))


def seventh(compiled: Compiled, *more: Event) -> Session:
    """V07, for whom cement is discussed, with further events."""
    session = begin(compiled.pathway, program="1", now=NOON)
    given = answers_of(compiled, CASES["V07"]).items()
    return session.after([answer(key, value, NOON) for key, value in given]).after(more)


@pytest.mark.parametrize(("days", "old"), [(7, False), (8, True)])
def test_an_open_session_that_is_only_read_rests_nothing_permissive_on_an_old_value(
    compiled: Compiled, content: Content, days: int, old: bool
) -> None:
    session, later = seventh(compiled), NOON + timedelta(days=days)
    workspace = later_by(session, content, compiled, days)
    assert workspace.interview_session is not None
    codes = workspace.interview_session.advice.codes
    assert ("augmentation_consider" not in codes) is old
    assert ("OLD BY NOW: " in said_on_every_page(workspace)) is old
    assert {item.code for item in summarise(compiled, content, session, later).advice} == {*codes}
    then = Event(EventKind.ADVISED, later, edition=session.first_edition, codes=codes)
    assert recheck(compiled, session.after([then]), later) is None, "both go by the same"


def test_a_finished_session_keeps_its_advice_and_says_what_is_old(
    compiled: Compiled, content: Content
) -> None:
    session = seventh(compiled, Event(EventKind.FINISHED, NOON))
    workspace = later_by(session, content, compiled, 8)
    assert workspace.interview_session is not None
    assert "augmentation_consider" in workspace.interview_session.advice.codes
    assert "The advice is that of 02-Mar-2026." in said_on_every_page(workspace)
    for days, old in ((0, False), (8, True)):
        told = summarise(compiled, content, session, NOON + timedelta(days=days)).contradictions
        assert any("OLD BY NOW" in item.says for item in told) is old


def test_a_session_left_open_over_night_is_read_anew_when_a_page_opens(
    compiled: Compiled,
) -> None:
    now = [NOON]
    shown = InterviewSession(compiled, seventh(compiled), SavesNothing(), lambda: now[0], "1")
    now[0] += timedelta(days=8)
    assert "augmentation_consider" in shown.advice.codes
    shown.refresh()
    assert "augmentation_consider" not in shown.advice.codes
