"""Sessions: replay of events, undo, and the way to JSON and back."""

from __future__ import annotations

import json
import math
import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.session.events import DECISIONS, MOVES, Edition, Event, EventKind, answer, one_step
from data.session.session import LABEL_LENGTH, Decision, Session, is_session_id, replay
from data.session.session_json import RecordError, from_document, to_document
from data.text.outside_text import one_line
from engine.model.answers import UNKNOWN, Bound, Value

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

words = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=12)
choices = words.filter(lambda word: word != UNKNOWN)
numbers = st.integers(-(10**15), 10**15) | st.floats(-1e15, 1e15, allow_nan=False)
readings = st.lists(
    st.dictionaries(words, words | numbers, max_size=4).map(lambda reading: reading), max_size=3
).map(tuple)
limits = st.floats(-1e15, 1e15, allow_nan=False)
bounds = st.builds(lambda limit, below: Bound(limit, limit, below=below), limits, st.booleans())
values = choices | numbers | bounds | st.frozensets(words, max_size=4) | readings
times = st.datetimes(timezones=st.just(UTC))
findings = st.sampled_from(["pain_nrs", "back_pain", "egfr", "xray_levels"])
free_text = st.text(max_size=80)


UNSAID = {EventKind.SET_ASIDE, EventKind.RESTORED, EventKind.DRAFTED, EventKind.REFUSED}


@st.composite
def event_strategy(draw: st.DrawFn) -> Event:
    """Any event that can be made."""
    kind = draw(st.sampled_from(EventKind))
    parts: dict[str, Any] = {"asked": draw(free_text), "detail": draw(free_text)}
    parts["question"] = draw(st.none() | words)
    parts["joined"] = draw(st.booleans())
    if kind in (
        EventKind.ANSWERED,
        EventKind.PREFILLED,
        EventKind.CONFIRMED,
        EventKind.DRAFTED,
    ):
        parts["value"] = draw(values)
    if kind in MOVES or kind in UNSAID:
        parts["finding"] = draw(findings)
    if kind is EventKind.DROPPED:
        parts["result"] = draw(words)
    if kind in (
        EventKind.NOTED,
        EventKind.CONTINUED,
        EventKind.FOCUSED,
        EventKind.TYPED,
        EventKind.DROPPED,
    ):
        parts["detail"] = draw(words)
    if kind is EventKind.TYPED:
        parts["question"] = draw(words)
    if kind in DECISIONS:
        parts |= {"recommendation": draw(words), "detail": draw(words)}
    if kind is EventKind.ADVISED:
        parts["codes"] = tuple(draw(st.lists(words, max_size=4)))
    if kind in (EventKind.REOPENED, EventKind.ADVISED):
        parts["edition"] = Edition(draw(words), draw(words), draw(words), draw(words))
    return Event(kind, draw(times), **parts)


events_strategy = st.lists(event_strategy(), max_size=12).map(tuple)


def session(*events: Event, label: str = "") -> Session:
    """A session with fixed particulars."""
    return Session("abcd2345", label, NOW, "vcf", "1.0", "d" * 64, "0.1", events)


def said(finding: str, value: Value, minutes: int = 0, **more: Any) -> Event:
    """An answer some minutes after the start."""
    return answer(finding, value, NOW + timedelta(minutes=minutes), **more)


@given(events_strategy, free_text)
def test_a_session_comes_back_from_json_as_it_was(events: tuple[Event, ...], label: str) -> None:
    kept = session(*events, label=label)
    text = json.dumps(to_document(kept), allow_nan=False)
    back = from_document(json.loads(text))
    assert back == kept
    for before, after in zip(kept.events, back.events, strict=True):
        assert type(before.value) is type(after.value)


@given(events_strategy)
def test_replay_is_a_pure_function_of_the_events(events: tuple[Event, ...]) -> None:
    assert replay(events) == replay(list(events))
    assert UNKNOWN not in replay(events).proposals.values()


@given(events_strategy, st.lists(event_strategy(), min_size=1, max_size=4))
def test_undo_restores_the_answers_before_the_last_step(
    events: tuple[Event, ...], step: list[Event]
) -> None:
    before = session(*events)
    given_answers = [event for event in step if event.kind is EventKind.ANSWERED]
    if not given_answers:
        return
    after = before.after(given_answers)
    undone = after.after([Event(EventKind.UNDONE, NOW)])
    assert undone.answers == before.answers
    assert undone.state.proposals == before.state.proposals
    assert len(undone.events) == len(after.events) + 1
    assert undone.cursor == after.cursor


@given(st.lists(st.tuples(findings, choices | st.none()), max_size=20))
def test_the_last_word_on_a_finding_counts(told: list[tuple[str, str | None]]) -> None:
    expected: dict[str, Value] = {}
    events = []
    for finding, value in told:
        if value is None:
            expected.pop(finding, None)
            events.append(Event(EventKind.CLEARED, NOW, finding))
        else:
            expected[finding] = value
            events.append(said(finding, value))
    assert session(*events).answers == expected


def test_unknown_is_an_answer() -> None:
    kept = session(said("egfr", UNKNOWN))
    assert kept.events[0].kind is EventKind.SET_UNKNOWN
    assert kept.answers == {"egfr": UNKNOWN}


def test_undo_takes_back_a_whole_checklist_and_then_the_step_before() -> None:
    checklist = [said(key, "no", question="emergency") for key in ("gait", "bowel", "bladder")]
    kept = session().after([said("pain_nrs", 7)]).after(checklist)
    assert kept.cursor == "emergency"
    assert [event.finding for event in kept.state.undoable] == ["gait", "bowel", "bladder"]
    kept = kept.after([Event(EventKind.UNDONE, NOW)])
    assert kept.answers == {"pain_nrs": 7}
    assert kept.cursor == "emergency"
    kept = kept.after([Event(EventKind.UNDONE, NOW)])
    assert kept.answers == {}
    assert kept.cursor == "pain_nrs"
    assert kept.state.undoable == ()
    assert kept.after([Event(EventKind.UNDONE, NOW)]).answers == {}


def test_a_proposal_is_no_answer_until_confirmed() -> None:
    proposed = Event(EventKind.PREFILLED, NOW, "pain_nrs", 7, detail="pain 7/10")
    kept = session(proposed)
    assert kept.answers == {}
    assert kept.state.proposals == {"pain_nrs": 7}
    kept = kept.after([Event(EventKind.CONFIRMED, NOW, "pain_nrs", 7)])
    assert kept.answers == {"pain_nrs": 7}
    assert kept.state.proposals == {}


def test_a_proposal_never_replaces_what_the_user_said() -> None:
    kept = session(said("pain_nrs", 3), Event(EventKind.PREFILLED, NOW, "pain_nrs", 7))
    assert kept.answers == {"pain_nrs": 3}


def test_setting_aside_keeps_the_answer_and_the_place() -> None:
    kept = session(said("back_pain", "none"), Event(EventKind.SET_ASIDE, NOW, "pain_nrs"))
    assert kept.answers == {"back_pain": "none"}
    assert kept.cursor == "back_pain"


def test_finishing_reopening_and_the_edition() -> None:
    kept = session(Event(EventKind.FINISHED, NOW))
    assert kept.finished
    assert kept.edition == Edition("vcf", "1.0", "d" * 64, "0.1")
    later = Edition("vcf", "1.1", "e" * 64, "0.2")
    kept = kept.after([Event(EventKind.REOPENED, NOW, edition=later)])
    assert not kept.finished
    assert kept.edition == later


@pytest.mark.parametrize("kind", sorted(DECISIONS))
def test_a_decision_carries_its_reason_and_can_be_undone(kind: EventKind) -> None:
    kept = session().after([Event(kind, NOW, recommendation="mri", detail="no scanner here")])
    assert kept.state.decisions == {"mri": Decision(kind, "no scanner here", NOW)}
    assert kept.after([Event(EventKind.UNDONE, NOW)]).state.decisions == {}


def test_the_latest_decision_counts_and_later_answers_outdate_it() -> None:
    kept = session().after([Event(EventKind.DECLINED, NOW, recommendation="mri", detail="no bed")])
    kept = kept.after([answer("fever", "yes", NOW)])
    assert kept.state.decisions["mri"].outdated
    kept = kept.after([Event(EventKind.ACCEPTED, NOW, recommendation="mri")])
    assert kept.state.decisions == {"mri": Decision(EventKind.ACCEPTED, "", NOW)}
    kept = kept.after([answer("fever", "no", NOW)])
    assert kept.state.decisions["mri"].outdated
    assert not kept.after([Event(EventKind.UNDONE, NOW)]).state.decisions["mri"].outdated


def test_times_are_kept_in_utc() -> None:
    local = datetime(2026, 3, 1, 13, 0, tzinfo=timezone(timedelta(hours=1)))
    assert answer("egfr", 60, local).at.isoformat() == "2026-03-01T12:00:00+00:00"


@pytest.mark.parametrize(
    "parts",
    [
        {"kind": EventKind.ANSWERED, "finding": "egfr"},
        {"kind": EventKind.ANSWERED, "value": 60},
        {"kind": EventKind.ANSWERED, "finding": "egfr", "value": UNKNOWN},
        {"kind": EventKind.CLEARED, "finding": "egfr", "value": 60},
        {"kind": EventKind.SET_UNKNOWN},
        {"kind": EventKind.OVERRIDDEN, "recommendation": "mri"},
        {"kind": EventKind.DECLINED, "recommendation": "mri"},
        {"kind": EventKind.ACCEPTED, "finding": "egfr"},
        {"kind": EventKind.OVERRIDDEN, "recommendation": "mri", "detail": " \n "},
        {"kind": EventKind.REOPENED},
        {"kind": EventKind.DROPPED, "result": "mri"},
        {"kind": EventKind.DROPPED, "detail": "done elsewhere"},
        {"kind": EventKind.NOTED, "result": "mri", "detail": "done elsewhere"},
        {"kind": EventKind.ANSWERED, "finding": "egfr", "value": math.nan},
        {"kind": EventKind.ANSWERED, "finding": "egfr", "value": math.inf},
        {"kind": EventKind.ANSWERED, "finding": "egfr", "value": 10**400},
        {"kind": EventKind.ANSWERED, "finding": "egfr", "value": True},
        {"kind": EventKind.ANSWERED, "finding": "egfr", "value": ""},
        {"kind": EventKind.ANSWERED, "finding": "egfr", "value": "a\ud800b"},
        {"kind": EventKind.ANSWERED, "finding": "egfr", "value": "a\x1b[2Jb"},
        {"kind": EventKind.ANSWERED, "finding": "x", "value": ({"level": math.nan},)},
        {"kind": EventKind.ANSWERED, "finding": "e\ngfr", "value": 1},
        {"kind": EventKind.UNDONE, "at": NOW.replace(tzinfo=None)},
    ],
)
def test_an_event_that_could_not_be_kept_is_refused(parts: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Event(**{"at": NOW} | parts)


@given(st.text())
def test_a_label_is_one_clean_line(text: str) -> None:
    label = session(label=text).label
    assert len(label) <= LABEL_LENGTH
    assert label == one_line(label, LABEL_LENGTH)
    assert not {unicodedata.category(character)[0] for character in label} & {"C"}
    assert {c for c in label if c.isspace()} <= {" "}
    label.encode()


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  Bed 4\n\tmorning ", "Bed 4 morning"),
        ("\x1b]52;c;AAAA\x07", "?]52;c;AAAA?"),
        ("a\u202eb\u200bc\ud800d", "a?b?c?d"),
        ("Zoe\u0308", "Zo\xeb"),
        ("x" + "\u0301" * 9, "x" + "\u0301" * 3),
    ],
)
def test_what_cleaning_does(text: str, clean: str) -> None:
    assert one_line(text, 60) == clean


def test_ids_are_short_and_unlike() -> None:
    assert is_session_id("abcd2345")
    for bad in ("", "abcd234", "abcd23456", "abcd234l", "ABCD2345", "../../ab"):
        assert not is_session_id(bad)


def document(**changes: Any) -> dict[str, Any]:
    """A sound document with some fields replaced."""
    return to_document(session(said("pain_nrs", 7), said("egfr", UNKNOWN))) | changes


@pytest.mark.parametrize(
    ("faulty", "place"),
    [
        (None, ""),
        ([], ""),
        ({}, "format"),
        (document(extra=1), "extra"),
        (document(id="../../../e"), ""),
        (document(created="yesterday"), "created"),
        (document(created="2026-03-01T12:00:00"), "created"),
        (document(pathway_version=1), "pathway_version"),
        (document(format=3), "format"),
        (document(format="1"), "format"),
        (document(events={}), "events"),
        (document(events=[{"kind": "answered"}]), "events[0].at"),
        (document(events=[{"kind": "danced", "at": "2026-03-01T12:00:00Z"}]), "events[0].kind"),
        (document(events=[{"kind": "undone", "at": "0001-01-01T00:00:00+14:00"}]), "events[0].at"),
        (document(events=[{"kind": "undone", "at": 5}]), "events[0].at"),
        (document(events=[{"kind": "undone", "at": NOW.isoformat(), "x": 1}]), "events[0].x"),
    ],
)  # fmt: skip
def test_a_faulty_document_is_refused_with_its_place(faulty: object, place: str) -> None:
    with pytest.raises(RecordError) as caught:
        from_document(faulty)
    assert caught.value.faults[0].place == place


@pytest.mark.parametrize(
    "value",
    [
        True,
        [],
        {},
        {"several": ["a", 1]},
        {"several": ["a", "a"]},
        {"several": "ab"},
        {"several": [], "levels": []},
        {"below": 5, "above": 6},
        {"below": 5, "levels": []},
        {"below": None},
        {"above": "60"},
        {"above": 10**16},
        {"levels": ["T12"]},
        {"levels": [{"level": None}]},
        {"levels": [{"level": {}}]},
        {"levels": [{"level": True}]},
        math.nan,
        10**400,
    ],
)
def test_a_value_of_no_known_form_is_refused(value: object) -> None:
    event = {"kind": "answered", "at": "2026-03-01T12:00:00Z", "finding": "egfr", "value": value}
    with pytest.raises(RecordError, match=r"^events\[0\]"):
        from_document(document(events=[event]))


def test_a_fault_repeats_nothing_of_the_record() -> None:
    secret = "Mrs Example, bed 7"
    wrong = {"kind": secret, "at": secret, "value": {"levels": [{"level": [secret]}]}, "codes": [1]}
    with pytest.raises(RecordError) as caught:
        from_document(document(created=secret, id=secret, events=[wrong, secret]))
    assert len(caught.value.faults) >= 5
    assert "Example" not in str(caught.value)


def test_every_faulty_event_is_named() -> None:
    events = [{"kind": "undone", "at": "late"}, {"kind": "danced", "at": "2026-03-01T12:00:00Z"}]
    with pytest.raises(RecordError) as caught:
        from_document(document(events=events))
    assert [fault.place for fault in caught.value.faults] == ["events[0].at", "events[1].kind"]


def test_faults_do_not_repeat_what_was_answered() -> None:
    with pytest.raises(RecordError) as caught:
        from_document(document(label=["Jane Doe"]))
    assert "Jane" not in str(caught.value)


def test_one_step_joins_all_but_the_first() -> None:
    step = one_step([said("a", "b"), said("c", "d"), said("e", "f")])
    assert [event.joined for event in step] == [False, True, True]
    assert one_step(step) == step
