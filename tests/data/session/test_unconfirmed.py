"""Sessions rest nothing permissive on an unlikely number that nobody confirmed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from data.content.loader import Content
from data.export.summarise import summarise
from data.session.assessment import assess
from data.session.events import Event, EventKind, answer
from data.session.session import Session, begin
from data.session.unconfirmed import unconfirmed
from engine.diagram.compiler import Compiled
from tests.support.cases import CASES, answers_of

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
