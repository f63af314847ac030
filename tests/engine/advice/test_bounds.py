"""A bound such as `<5` decides what its whole range decides, and permits nothing else."""

from __future__ import annotations

from itertools import islice

import pytest

from engine.advice.bounds import settled
from engine.advice.decide import decide
from engine.diagram.compiler import Compiled
from engine.model.answers import Answers, Bound
from tests.support.effort import examples
from tests.support.random_patients import Patients

PATIENT: Answers = {"age_years": 72, "sex": "female", "back_pain": "present", "pain_nrs": 5}


def below(limit: float) -> Bound:
    return Bound(limit - 0.01, limit, below=True)


def above(limit: float) -> Bound:
    return Bound(limit + 0.01, limit, below=False)


def permitted(compiled: Compiled, answers: Answers) -> set[str]:
    items = decide(compiled, answers).recommended
    return {item.recommendation.code for item in items if item.recommendation.permissive}


@pytest.mark.parametrize(
    ("key", "bound", "counts"),
    [
        ("crp", below(5), True),
        ("crp", below(10), True),
        ("crp", above(8), False),
        ("egfr", above(60), True),
        ("vitamin_d_nmol_l", below(30), True),
        ("calcium_corrected_mmol_l", above(2.3), False),
        ("calcium_corrected_mmol_l", below(2), True),
    ],
)
def test_a_bound_counts_where_its_whole_range_says_the_same(
    compiled: Compiled, key: str, bound: Bound, counts: bool
) -> None:
    assert (key in settled(compiled, {**PATIENT, key: bound})) is counts


def test_what_the_whole_range_says_is_said_and_no_more(compiled: Compiled) -> None:
    low = decide(compiled, settled(compiled, {**PATIENT, "calcium_corrected_mmol_l": below(2)}))
    assert "correct_hypocalcaemia" in low.codes
    assert "emergency_hypocalcaemia" not in low.codes


def test_a_bound_permits_nothing_that_a_number_of_its_range_does_not(compiled: Compiled) -> None:
    tried: dict[str, tuple[Bound, tuple[float, ...]]] = {
        "egfr": (above(30), (31, 35, 45, 60, 150)),
        "crp": (below(40), (0, 5, 12, 31, 39)),
        "calcium_corrected_mmol_l": (above(2.0), (2.1, 2.2, 2.5, 2.61, 3.6)),
    }
    for answers in islice(Patients(compiled.pathway, seed=12), examples(20)):
        for key, (bound, numbers) in tried.items():
            found = permitted(compiled, settled(compiled, {**answers, key: bound}))
            for number in numbers:
                assert found <= permitted(compiled, {**answers, key: number}), (key, number)
