"""A bound such as `<5` decides what its whole range decides, and permits nothing else."""

from __future__ import annotations

from itertools import islice

import pytest

from engine.advice.bounds import settled
from engine.advice.decide import decide
from engine.advice.facts import derive
from engine.advice.interview import interview
from engine.diagram.compiler import Compiled
from engine.model.answers import UNKNOWN, Answers, Bound
from tests.support.effort import examples
from tests.support.random_patients import Patients

PATIENT: Answers = {
    "age_years": 72,
    "sex": "female",
    "weight_kg": 60,
    "back_pain": "present",
    "pain_nrs": 5,
}


def below(limit: float) -> Bound:
    return Bound(limit - 0.01, limit, below=True)


def above(limit: float) -> Bound:
    return Bound(limit + 0.01, limit, below=False)


def permitted(compiled: Compiled, answers: Answers) -> set[str]:
    items = decide(compiled, answers).recommended
    return {item.code for item in items if item.recommendation.permissive}


@pytest.mark.parametrize(
    ("key", "bound", "counts"),
    [
        ("crp", below(5), True),
        ("crp", below(10), True),
        ("crp", above(8), False),
        ("egfr", above(60), True),
        ("egfr", below(60), False),
        ("esr", below(40), True),
        ("esr", below(50), False),
        ("creatinine_umol_l", below(50), True),
        ("creatinine_umol_l", below(200), False),
        ("vitamin_d_nmol_l", below(30), True),
        ("calcium_corrected_mmol_l", above(2.3), False),
        ("calcium_corrected_mmol_l", below(2), True),
    ],
)
def test_a_bound_counts_where_its_whole_range_says_the_same(
    compiled: Compiled, key: str, bound: Bound, counts: bool
) -> None:
    found = settled(compiled, {**PATIENT, key: bound})
    assert (found.answers[key] != UNKNOWN) is counts
    assert counts or key in found.unsettled


def test_what_the_whole_range_says_is_said_and_no_more(compiled: Compiled) -> None:
    found = settled(compiled, {**PATIENT, "calcium_corrected_mmol_l": below(2)})
    low = decide(compiled, found.answers)
    assert "correct_hypocalcaemia" in low.codes
    assert "emergency_hypocalcaemia" not in low.codes


def test_a_bound_permits_nothing_that_a_number_of_its_range_does_not(compiled: Compiled) -> None:
    tried: dict[str, tuple[Bound, tuple[float, ...]]] = {
        "egfr": (above(30), (31, 35, 45, 60, 150)),
        "crp": (below(40), (0, 5, 12, 31, 39)),
        "calcium_corrected_mmol_l": (above(2.0), (2.1, 2.2, 2.5, 2.61, 3.6)),
        "creatinine_umol_l": (below(200), (60, 100, 130, 150, 199)),
        "esr": (below(60), (0, 21, 30, 40, 59)),
    }
    for answers in islice(Patients(compiled.pathway, seed=12), examples(20)):
        for key, (bound, numbers) in tried.items():
            found = permitted(compiled, settled(compiled, {**answers, key: bound}).answers)
            for number in numbers:
                assert found <= permitted(compiled, {**answers, key: number}), (key, number)


def test_an_interview_counts_a_bound_that_settles_nothing_as_not_known(compiled: Compiled) -> None:
    given = {**PATIENT, "egfr": below(60), "crp": below(5)}
    state = interview(compiled, given)
    assert state.active["egfr"] == UNKNOWN
    assert state.given == given
    assert state.unsettled == {"egfr"}
    assert "egfr" not in {key for question in state.open for key in question.findings}


def test_a_question_applies_where_it_does_for_the_whole_range(compiled: Compiled) -> None:
    """A CRP above 5 may ask for a repeat or not; it is then not known."""
    state = interview(compiled, {**PATIENT, "crp": above(5)})
    known = interview(compiled, {**PATIENT, "crp": UNKNOWN})
    assert {question.key for question in state.questions} == {q.key for q in known.questions}


def test_a_number_computed_from_a_bound_is_a_bound(compiled: Compiled) -> None:
    facts = derive(compiled.pathway, {**PATIENT, "creatinine_umol_l": below(50)})
    found = facts["kidney_function"]
    assert isinstance(found, Bound)
    assert not found.below
    assert found.limit == pytest.approx(85.2, abs=0.1)
    facts = derive(compiled.pathway, {**PATIENT, "egfr": above(60)})
    assert facts["kidney_function"] == Bound(61, 60, below=False)


def test_a_bound_equals_no_number() -> None:
    assert below(5) == Bound(1, 5, below=True)
    assert below(5) != 4.99
    assert below(5) != above(5)
    assert len({below(5), Bound(1, 5, below=True), 4.99}) == 2
