"""Red flags in words, and what differs between two pieces of advice."""

from __future__ import annotations

from itertools import pairwise

import pytest

from data.wording.changes_since import since
from data.wording.red_flags import RedFlags, red_flags
from engine.advice.checked import checked_advice
from engine.diagram.compiler import Compiled
from engine.model.answers import UNKNOWN, Answers, Value
from tests.support.effort import some_and_all


def flags(compiled: Compiled, **answers: Value) -> RedFlags:
    """The red flags of some answers."""
    return red_flags(compiled.pathway, answers, checked_advice(compiled, answers).facts)


@pytest.mark.parametrize(
    ("finding", "value", "words"),
    [
        ("saddle_anaesthesia", "yes", "Saddle numbness"),
        ("motor_deficit", "new", "Weakness: New or worse"),
        ("cord_signal_change", "yes", "Cord signal change"),
    ],
)
def test_an_emergency_sign_is_named(
    compiled: Compiled, finding: str, value: str, words: str
) -> None:
    found = flags(compiled, **{finding: value})
    assert found.emergency == (words,)
    assert found.lines[0] == f"EMERGENCY SIGN: {words}"


def test_root_pain_is_an_emergency_sign_with_cancer_only(compiled: Compiled) -> None:
    words = ("Radicular pain: One leg, or one side of the trunk",)
    assert flags(compiled, radicular_pain="unilateral").emergency == ()
    assert flags(compiled, radicular_pain="unilateral", cancer_history="past").emergency == words
    cleared: dict[str, Value] = {
        "cancer_history": "past",
        "oncology_opinion": "cleared",
        "oncology_opinion_days": 3,
    }
    assert flags(compiled, radicular_pain="unilateral", **cleared).emergency == ()


@pytest.mark.parametrize(
    ("finding", "value"),
    [
        ("cancer_history", "past"),
        ("steroid_use", "lt3mo"),
        ("ankylosed_spine", "yes"),
        ("mechanism", "high_energy"),
        ("fall_height_m", 4),
        ("temperature_c", 38.6),
        ("crp", 300),
        ("spep", "paraprotein"),
    ],
)
def test_a_red_flag_is_named(compiled: Compiled, finding: str, value: Value) -> None:
    found = flags(compiled, **{finding: value})
    assert [words.split(":")[0] for words in found.others] == [
        compiled.pathway.findings[finding].short
    ]
    assert not found.emergency


@pytest.mark.parametrize(
    ("finding", "value"),
    [
        ("motor_deficit", "old_stable"),
        ("bladder_change", "chronic_unchanged"),
        ("cancer_history", "none"),
        ("fever", "no"),
        ("temperature_c", 37.0),
        ("fever", UNKNOWN),
    ],
)
def test_what_is_no_red_flag_is_not_pinned(compiled: Compiled, finding: str, value: Value) -> None:
    assert flags(compiled, **{finding: value}).lines == ()


def test_an_emergency_sign_not_known_is_not_excluded(compiled: Compiled) -> None:
    found = flags(compiled, saddle_anaesthesia=UNKNOWN)
    assert found.not_excluded == ("Saddle numbness",)
    assert found.lines == ("EMERGENCY NOT EXCLUDED, not known: Saddle numbness",)


def test_a_carried_red_flag_is_pinned_until_it_is_answered(compiled: Compiled) -> None:
    carried: Answers = {"cancer_history": "active", "sex": "female", "iv_drug_use": "no"}
    found = red_flags(compiled.pathway, {}, {}, carried)
    assert found.lines == ("RED FLAG LAST TIME, not confirmed: Cancer history: Active cancer",)
    answered: Answers = {"cancer_history": "none"}
    assert red_flags(compiled.pathway, answered, answered, carried).lines == ()


@pytest.mark.parametrize("step", some_and_all(5))
def test_every_case_with_an_emergency_pins_it(
    compiled: Compiled, typical: list[Answers], step: int
) -> None:
    for answers in typical[::step]:
        advice = checked_advice(compiled, answers)
        found = red_flags(compiled.pathway, answers, advice.facts)
        assert bool(found.emergency) == ("emergency_spine_pathway" in advice.codes)


@pytest.mark.parametrize("step", some_and_all(5))
def test_a_comparison_adds_up(compiled: Compiled, typical: list[Answers], step: int) -> None:
    for given, now in pairwise(typical[::step]):
        before, after = checked_advice(compiled, given), checked_advice(compiled, now)
        found = since(compiled.pathway, before, after, given, now)
        gained = {item.code for item in found.gained}
        lost = {item.code for item in (*found.lost, *found.pending)}
        assert not {item.code for item in found.lost} & set(after.still_possible)
        assert set(before.codes) - lost | gained == set(after.codes)
        assert all(pair.before.urgency is not pair.after.urgency for pair in found.moved)
        assert len(found.answers) == sum(given.get(key) != value for key, value in now.items())
        assert len(found.missing) == len(given.keys() - now.keys())
    same = checked_advice(compiled, typical[0])
    nothing = since(compiled.pathway, same, same, typical[0], typical[0])
    assert nothing.same
    assert (nothing.answers, nothing.missing) == ((), ())
