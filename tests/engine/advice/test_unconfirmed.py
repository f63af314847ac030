"""Nothing permissive rests on an implausible number that nobody confirmed."""

from __future__ import annotations

from itertools import islice

import pytest

from data.input.doubts import implausible
from engine.advice.checked import checked_advice
from engine.advice.decide import decide
from engine.advice.unconfirmed import reliable
from engine.diagram.compiler import Compiled
from engine.model.answers import Answers
from engine.model.urgency import Urgency
from tests.support.cases import CASES, answers_of
from tests.support.effort import sample
from tests.support.random_patients import Patients


def permissive(compiled: Compiled, answers: Answers) -> set[str]:
    known = compiled.pathway.recommendations
    return {code for code in decide(compiled, answers).codes if known[code].permissive}


@pytest.mark.parametrize(
    ("creatinine", "stays"),
    [(10.5, False), (928.0, True), (88.4, True)],
)
def test_a_number_that_allows_counts_as_unknown_and_one_that_blocks_stays(
    compiled: Compiled, creatinine: float, stays: bool
) -> None:
    case = answers_of(compiled, CASES["V07"])
    known = {k: v for k, v in case.items() if k not in ("egfr", "creatinine_clearance_ml_min")}
    answers: Answers = {**known, "weight_kg": 60.0, "creatinine_umol_l": creatinine}
    left = reliable(compiled, answers, implausible(compiled.pathway, answers))
    assert ("creatinine_umol_l" in left) is stays
    confirmed = implausible(compiled.pathway, answers, {"creatinine_umol_l"})
    assert reliable(compiled, answers, confirmed) == answers


def doubtful(compiled: Compiled, count: int) -> list[tuple[Answers, frozenset[str]]]:
    """Random patients with implausible numbers."""
    found = []
    for answers in islice(Patients(compiled.pathway, seed=77), count):
        keys = implausible(compiled.pathway, answers)
        found += [(answers, keys)] if keys else []
    return found


@pytest.mark.parametrize("count", [40, pytest.param(sample(3_000, 400), marks=pytest.mark.slow)])
def test_nothing_permissive_rests_on_a_number_in_doubt(compiled: Compiled, count: int) -> None:
    """Permitted advice stays permitted with all of them unknown."""
    patients = doubtful(compiled, count)
    assert patients
    for answers, keys in patients:
        left = reliable(compiled, answers, keys)
        unknown = {key: value for key, value in answers.items() if key not in keys}
        assert permissive(compiled, left) <= permissive(compiled, unknown)
        assert answers.keys() - keys <= left.keys()
        if not checked_advice(compiled, answers).refused:
            assert not checked_advice(compiled, left).refused


def test_a_number_in_doubt_still_warns(compiled: Compiled) -> None:
    """A value that is dangerous and implausible at once keeps its emergency."""
    answers: Answers = {"age_years": 70, "calcium_corrected_mmol_l": 4.8, "fever": "yes"}
    keys = implausible(compiled.pathway, answers)
    assert "calcium_corrected_mmol_l" in keys
    left = reliable(compiled, answers, keys)
    assert left == answers
    top = decide(compiled, left).recommended[0]
    assert top.urgency is Urgency.EMERGENCY
