"""Results that sessions await, and those that a later session of the patient takes over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from data.content.loader import Content
from data.session.awaited_results import AwaitedResult, awaited, still_awaited
from data.session.events import Event, EventKind, answer
from data.session.follow_up import follow_up
from data.session.session import Session, begin
from data.session.session_json import from_document, to_document
from engine.advice.interview import active_answers
from engine.diagram.compiler import Compiled
from engine.model.answers import UNKNOWN, Bound, Value
from tests.support.seed_patient import NOW, PAIN, seen


def waiting(compiled: Compiled, content: Content, session: Session) -> dict[str, str]:
    """The awaited results and the limit that is shown for each."""
    return {item.title: item.limit for item in awaited(compiled, content.results, session)}


def test_an_mri_is_due_when_its_recommendation_says(compiled: Compiled, content: Content) -> None:
    (mri, *_) = awaited(compiled, content.results, seen(content, PAIN))
    assert (mri.title, mri.limit) == ("MRI", "about 2 weeks")
    assert mri.since == NOW + timedelta(hours=1)
    assert mri.due == mri.since + timedelta(weeks=2)


def test_a_session_without_an_answer_awaits_nothing(compiled: Compiled, content: Content) -> None:
    empty = begin(content.pathway, program="0.1", now=NOW)
    assert awaited(compiled, content.results, empty) == ()
    before = seen(content, PAIN)
    after = next_one(compiled, content, before, timedelta(days=20))
    own = awaited(compiled, content.results, after)
    assert "MRI" in {item.title for item in still_awaited(own, before=())}, "of a follow-up"


def test_nothing_is_due_where_no_limit_is_stated(compiled: Compiled, content: Content) -> None:
    found = {i.title: i for i in awaited(compiled, content.results, seen(content, PAIN))}
    assert found["DXA"].due is None
    assert found["Blood tests"].due is None


@pytest.mark.parametrize(
    ("changes", "gone"),
    [
        ({"mri_done": "yes", "mri_stir_included": "yes"}, "MRI"),
        ({"dxa_status": "done"}, "DXA"),
    ],
)
def test_a_result_that_is_there_is_not_awaited(
    compiled: Compiled, content: Content, changes: dict[str, Value], gone: str
) -> None:
    assert gone in waiting(compiled, content, seen(content, PAIN))
    assert gone not in waiting(compiled, content, seen(content, PAIN | changes))


def test_what_is_ordered_is_awaited_and_said_to_be(compiled: Compiled, content: Content) -> None:
    session = seen(content, PAIN | {"dxa_status": "ordered", "blood_cultures": "taken"})
    found = {item.title: item for item in awaited(compiled, content.results, session)}
    assert found["DXA"].requested
    assert found["Blood cultures"].requested
    assert found["Blood cultures"].urgency is None


def test_suspected_malignancy_shortens_the_limit(compiled: Compiled, content: Content) -> None:
    session = seen(content, PAIN | {"xray_lytic_or_destructive": "yes"})
    assert waiting(compiled, content, session)["MRI"] == "1 week"


def test_reopening_puts_no_date_off(compiled: Compiled, content: Content) -> None:
    later = NOW + timedelta(days=5)
    session = seen(
        content,
        PAIN,
        answer("pain_nrs", 6, later),
        Event(EventKind.FINISHED, later),
    )
    (mri, *_) = awaited(compiled, content.results, session)
    assert mri.since == NOW + timedelta(hours=1)


def test_a_result_counts_from_the_end_that_asked_for_it(
    compiled: Compiled, content: Content
) -> None:
    later = NOW + timedelta(days=5)
    session = seen(
        content,
        PAIN | {"dxa_status": "done"},
        answer("dxa_status", "ordered", later),
        Event(EventKind.FINISHED, later),
    )
    found = {item.title: item for item in awaited(compiled, content.results, session)}
    assert found["DXA"].since == later


def test_an_overridden_recommendation_is_not_waited_for(
    compiled: Compiled, content: Content
) -> None:
    reason = Event(
        EventKind.OVERRIDDEN, NOW, recommendation="dxa_order", detail="had one last month"
    )
    assert "DXA" not in waiting(compiled, content, seen(content, PAIN, reason))


def next_one(compiled: Compiled, content: Content, before: Session, after: timedelta) -> Session:
    """The follow-up some time later."""
    active = active_answers(compiled, before.answers)
    return follow_up(content.pathway, before, active, program="0.1", now=NOW + after)


def test_a_follow_up_proposes_what_is_stable_and_nothing_else(
    compiled: Compiled, content: Content
) -> None:
    before = seen(content, PAIN | {"iv_drug_use": UNKNOWN})
    after = next_one(compiled, content, before, timedelta(weeks=2))
    assert not after.answers
    assert after.continues == before.id
    proposed = after.state.proposals
    assert proposed["sex"] == "female"
    assert proposed["xray_levels"] == PAIN["xray_levels"]
    for asked_anew in ("motor_deficit", "pain_nrs", "visit_type", "iv_drug_use", "mri_done"):
        assert asked_anew not in proposed
    assert from_document(to_document(after)) == after


def test_a_bound_is_carried_as_one_unless_it_grows(compiled: Compiled, content: Content) -> None:
    height, weeks = Bound(180, 150, below=False), Bound(5, 6, below=True)
    before = seen(content, PAIN | {"height_cm": height, "weeks_since_onset": weeks})
    after = next_one(compiled, content, before, timedelta(weeks=2))
    assert after.state.proposals["height_cm"] == height
    assert "weeks_since_onset" not in after.state.proposals
    assert from_document(to_document(after)) == after


@pytest.mark.parametrize(("days", "kept"), [(729, True), (731, False)])
def test_an_old_value_is_asked_anew(
    compiled: Compiled, content: Content, days: int, kept: bool
) -> None:
    before = seen(content, PAIN | {"dxa_status": "done", "t_score_total_hip": -2.6})
    after = next_one(compiled, content, before, timedelta(days=days))
    assert ("t_score_total_hip" in after.state.proposals) is kept
    assert "sex" in after.state.proposals


def test_a_confirmed_value_keeps_the_day_on_which_it_was_given(
    compiled: Compiled, content: Content
) -> None:
    score = {"t_score_total_hip": -2.6}
    first = seen(content, PAIN | {"dxa_status": "done", **score})
    second = next_one(compiled, content, first, timedelta(days=400))
    proposed = next(e for e in second.events if e.finding == "t_score_total_hip")
    at = NOW + timedelta(days=400)
    second = second.after([replace(proposed, kind=EventKind.CONFIRMED, at=at)])
    second = second.after([answer("dxa_status", "done", at)])
    again = follow_up(content.pathway, second, second.answers, program="0.1", now=at)
    said = next(e.detail for e in again.events if e.finding == "t_score_total_hip")
    assert said == f"session {first.id} of 02-Mar-2026"
    late = at + timedelta(days=400)
    again = follow_up(content.pathway, second, second.answers, program="0.1", now=late)
    assert "t_score_total_hip" not in again.state.proposals


def test_durations_are_counted_on(compiled: Compiled, content: Content) -> None:
    before = seen(
        content, PAIN | {"prior_imaging": "available_was_normal", "prior_imaging_months": 2}
    )
    after = next_one(compiled, content, before, timedelta(weeks=6))
    assert after.state.proposals["weeks_since_onset"] == 9
    assert after.state.proposals["prior_imaging_months"] == 3.4
    assert "counted on" in next(
        event.detail for event in after.events if event.finding == "weeks_since_onset"
    )


@pytest.mark.parametrize(("days", "age"), [(0, 72), (360, 72), (547, 73), (740, 74)])
def test_the_age_of_today_is_proposed_in_completed_years(
    compiled: Compiled, content: Content, days: int, age: int
) -> None:
    after = next_one(compiled, content, seen(content, PAIN), timedelta(days=days))
    assert after.state.proposals["age_years"] == age
    said = next(event.detail for event in after.events if event.finding == "age_years")
    assert said.startswith("counted on from session")


def test_an_age_that_is_confirmed_at_each_visit_goes_on(
    compiled: Compiled, content: Content
) -> None:
    session, ages = seen(content, PAIN), []
    for visit in range(1, 5):
        at = NOW + visit * timedelta(days=250)
        session = follow_up(content.pathway, session, session.answers, program="0.1", now=at)
        proposed = next(e for e in session.events if e.finding == "age_years")
        session = session.after([replace(proposed, kind=EventKind.CONFIRMED, at=at)])
        ages.append(session.answers["age_years"])
    assert ages == [72, 73, 74, 74]


def test_a_result_that_was_there_is_carried(compiled: Compiled, content: Content) -> None:
    before = seen(content, PAIN | {"mri_done": "yes", "mri_stir_included": "yes"})
    after = next_one(compiled, content, before, timedelta(weeks=2))
    assert after.state.proposals["mri_done"] == "yes"


def test_a_follow_up_of_practice_is_practice(compiled: Compiled, content: Content) -> None:
    before = seen(content, PAIN)
    practice = replace(before, events=(Event(EventKind.PRACTISED, NOW), *before.events))
    assert next_one(compiled, content, practice, timedelta(0)).training
    assert not next_one(compiled, content, before, timedelta(0)).training


def test_a_follow_up_puts_no_date_off(compiled: Compiled, content: Content) -> None:
    visit = AwaitedResult(
        "Review visit", NOW, False, None, NOW + timedelta(weeks=4), "4 weeks", True
    )
    before = (*awaited(compiled, content.results, seen(content, PAIN)), visit)
    later = seen(content, PAIN, at=NOW + timedelta(weeks=3))
    again = replace(visit, due=NOW + timedelta(weeks=7))
    own = (*awaited(compiled, content.results, later), again)
    found = {item.title: item for item in still_awaited(own, before)}
    assert found["MRI"] == next(item for item in before if item.title == "MRI")
    assert found["DXA"].since == NOW + timedelta(hours=1)
    assert found["Review visit"] == again, "the follow-up was the review; the next counts anew"


def test_the_limit_of_an_emergency_ends_with_it(compiled: Compiled, content: Content) -> None:
    def mri(session: Session) -> AwaitedResult:
        waits = awaited(compiled, content.results, session)
        return next(item for item in waits if item.title == "MRI")

    before = mri(seen(content, PAIN | {"saddle_anaesthesia": "yes"}))
    assert before.limit == "suspected cauda equina: within 4 hours of request"
    own = mri(seen(content, PAIN, at=NOW + timedelta(weeks=3)))
    assert still_awaited([own], [before]) == (own,)
    assert own.due == own.since + timedelta(weeks=2)
    halfway = replace(own, finished=False)
    assert still_awaited([halfway], [before])[0].due == before.due, "no sign is ruled out yet"


def test_limits_are_words_of_the_content(content: Content) -> None:
    pathway = content.pathway
    stated = {key: rule.within for key, rule in pathway.rules.items()}
    stated |= {code: item.within for code, item in pathway.recommendations.items()}
    for result in content.results:
        for limit in result.limits:
            assert limit.says in stated[limit.code]
