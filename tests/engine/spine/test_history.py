"""Derivations from numbers and history, case by case."""

from __future__ import annotations

import pytest

from engine.model.answers import UNKNOWN, Value
from engine.model.facts import Facts
from engine.spine.derivations import FUNCTIONS

LIMITS = {
    "fertile_age_from": 12.0,
    "fertile_age_to": 55.0,
    "renal_oral_limit": 30.0,
    "renal_alendronate_limit": 35.0,
}
MEASURED: dict[str, Value] = {"age_years": 80, "weight_kg": 72.0, "creatinine_umol_l": 88.4}
"""A clearance of 60 mL/min in a man, of 51 in a woman."""


def derived(function: str, **answers: Value) -> Value:
    return FUNCTIONS[function](Facts(answers, LIMITS))


@pytest.mark.parametrize(
    ("answers", "function", "basis", "disagreement"),
    [
        ({}, UNKNOWN, UNKNOWN, UNKNOWN),
        ({"egfr": 50}, 50, "egfr", UNKNOWN),
        ({"creatinine_clearance_ml_min": 44.0}, 44, "stated", UNKNOWN),
        ({**MEASURED, "sex": "male"}, 60, "computed", UNKNOWN),
        ({**MEASURED, "sex": "female"}, 51, "computed", UNKNOWN),
        ({**MEASURED, "sex": "male", "creatinine_clearance_ml_min": 44.0}, 44, "stated", UNKNOWN),
        ({**MEASURED, "sex": "other"}, UNKNOWN, UNKNOWN, UNKNOWN),
        (MEASURED, UNKNOWN, UNKNOWN, UNKNOWN),
        ({**MEASURED, "sex": "male", "age_years": UNKNOWN}, UNKNOWN, UNKNOWN, UNKNOWN),
        ({**MEASURED, "sex": "male", "weight_kg": UNKNOWN}, UNKNOWN, UNKNOWN, UNKNOWN),
        ({**MEASURED, "sex": "male", "creatinine_umol_l": UNKNOWN}, UNKNOWN, UNKNOWN, UNKNOWN),
        ({**MEASURED, "sex": "other", "egfr": 41}, 41, "egfr", UNKNOWN),
        # Of two figures the clearance counts, but the lower one across a drug limit.
        ({"creatinine_clearance_ml_min": 50.0, "egfr": 36}, 50, "stated", "no"),
        ({"creatinine_clearance_ml_min": 36.0, "egfr": 50}, 36, "stated", "no"),
        ({"creatinine_clearance_ml_min": 50.0, "egfr": 35}, 50, "stated", "no"),
        ({"creatinine_clearance_ml_min": 50.0, "egfr": 34}, 34, "stated", "yes"),
        ({"creatinine_clearance_ml_min": 34.9, "egfr": 50}, 34.9, "stated", "yes"),
        ({"creatinine_clearance_ml_min": 35.0, "egfr": 34}, 34, "stated", "yes"),
        ({"creatinine_clearance_ml_min": 34.0, "egfr": 30}, 34, "stated", "no"),
        ({"creatinine_clearance_ml_min": 34.0, "egfr": 29}, 29, "stated", "yes"),
        ({"creatinine_clearance_ml_min": 29.0, "egfr": 20}, 29, "stated", "no"),
        ({**MEASURED, "sex": "male", "egfr": 34}, 34, "computed", "yes"),
    ],
)
def test_kidney(answers: dict[str, Value], function: Value, basis: str, disagreement: str) -> None:
    assert derived("kidney_function", **answers) == function
    assert derived("kidney_basis", **answers) == basis
    assert derived("kidney_disagreement", **answers) == disagreement


@pytest.mark.parametrize(
    ("answers", "lowest", "any_entered"),
    [
        ({}, UNKNOWN, "no"),
        ({"t_score_femoral_neck": -1.5}, -1.5, "yes"),
        ({"t_score_total_hip": -2.5}, -2.5, "yes"),
        ({"t_score_radius": -3.0}, -3.0, "yes"),
        ({"t_score_femoral_neck": -1.5, "t_score_total_hip": -2.5}, -2.5, "yes"),
        ({"t_score_lumbar_spine": -4.0}, UNKNOWN, "yes"),
        ({"t_score_lumbar_spine": -4.0, "lumbar_spine_t_score_valid": "no"}, UNKNOWN, "yes"),
        ({"t_score_lumbar_spine": -4.0, "lumbar_spine_t_score_valid": "yes"}, -4.0, "yes"),
        (
            {
                "t_score_lumbar_spine": -1.0,
                "lumbar_spine_t_score_valid": "yes",
                "t_score_radius": -2.0,
            },
            -2.0,
            "yes",
        ),
        ({"dxa_status": "not_done", "t_score_total_hip": -2.5}, UNKNOWN, "yes"),
        ({"dxa_status": "done", "t_score_total_hip": -2.5}, -2.5, "yes"),
    ],
)
def test_t_scores(answers: dict[str, Value], lowest: Value, any_entered: str) -> None:
    assert derived("lowest_t_score", **answers) == lowest
    assert derived("any_t_score", **answers) == any_entered


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, UNKNOWN),
        ({"pregnancy": "yes"}, "yes"),
        ({"pregnancy": "no"}, "no"),
        ({"pregnancy": "na"}, "no"),
        ({"pregnancy": "yes", "sex": "male", "age_years": 80}, "yes"),
        ({"sex": "male"}, "no"),
        ({"sex": "female"}, UNKNOWN),
        ({"sex": "other"}, UNKNOWN),
        ({"age_years": 11}, "no"),
        ({"age_years": 12}, UNKNOWN),
        ({"age_years": 55}, UNKNOWN),
        ({"age_years": 56}, "no"),
    ],
)
def test_pregnancy(answers: dict[str, Value], expected: str) -> None:
    assert derived("pregnant", **answers) == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"esr": 35, "sex": "male"}, UNKNOWN),
        ({"age_years": 70, "sex": "male"}, UNKNOWN),
        ({"esr": 35, "age_years": 70, "sex": "male"}, "no"),
        ({"esr": 35.5, "age_years": 70, "sex": "male"}, "yes"),
        ({"esr": 40, "age_years": 70, "sex": "female"}, "no"),
        ({"esr": 40.5, "age_years": 70, "sex": "female"}, "yes"),
        ({"esr": 40.5, "age_years": 70, "sex": "other"}, "yes"),
        ({"esr": 35, "age_years": 70}, "no"),
        ({"esr": 38, "age_years": 70}, UNKNOWN),
        ({"esr": 41, "age_years": 70}, "yes"),
    ],
)
def test_esr(answers: dict[str, Value], expected: str) -> None:
    assert derived("esr_raised", **answers) == expected


@pytest.mark.parametrize(
    ("major", "hip", "expected"),
    [
        (UNKNOWN, 3.0, UNKNOWN),
        (3.0, UNKNOWN, UNKNOWN),
        (5.0, 5.0, "no"),
        (5.0, 20.0, "yes"),
        (20.0, 5.0, "no"),
    ],
)
def test_a_hip_is_one_of_the_major_fractures(major: Value, hip: Value, expected: str) -> None:
    answers = {"frax_major_pct": major, "frax_hip_pct": hip}
    assert derived("frax_hip_above_major", **answers) == expected


@pytest.mark.parametrize(
    ("treated", "ill", "expected"),
    [
        (UNKNOWN, 3.0, UNKNOWN),
        (3.0, UNKNOWN, UNKNOWN),
        (3.0, 3.0, "no"),
        (3.5, 3.0, "yes"),
        (2.0, 3.0, "no"),
    ],
)
def test_treatment_cannot_have_lasted_longer_than_the_illness(
    treated: Value, ill: Value, expected: str
) -> None:
    answers = {"conservative_weeks": treated, "weeks_since_onset": ill}
    assert derived("impossible_duration", **answers) == expected


@pytest.mark.parametrize(
    ("failed", "expected"),
    [
        (UNKNOWN, UNKNOWN),
        (frozenset({"none"}), "no"),
        (frozenset({"paracetamol"}), "no"),
        (frozenset({"nsaid"}), "no"),
        (frozenset({"paracetamol", "nsaid"}), "yes"),
        (frozenset({"paracetamol", "nsaid", "weak_opioid"}), "yes"),
    ],
)
def test_first_line_analgesics(failed: Value, expected: str) -> None:
    assert derived("first_line_failed", failed_analgesics=failed) == expected


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        (UNKNOWN, UNKNOWN),
        (frozenset({"none"}), "no"),
        (frozenset({"ppi_long_term"}), "yes"),
    ],
)
def test_drugs_that_harm_bone(taken: Value, expected: str) -> None:
    assert derived("bone_harming_drug", bone_harming_drugs=taken) == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"height_cm": 200.0, "weight_kg": 74.0}, 18.5),
        ({"height_cm": 160.0}, UNKNOWN),
        ({"weight_kg": 50.0}, UNKNOWN),
    ],
)
def test_body_mass_index(answers: dict[str, Value], expected: Value) -> None:
    assert derived("body_mass_index", **answers) == expected


@pytest.mark.parametrize("by", ["spine_team", "oncology", "infection"])
@pytest.mark.parametrize(
    ("days", "weeks", "expected"),
    [(UNKNOWN, 3.0, UNKNOWN), (3, UNKNOWN, UNKNOWN), (21, 3.0, "no"), (22, 3.0, "yes")],
)
def test_an_opinion_may_be_older_than_the_pain(
    by: str, days: Value, weeks: Value, expected: str
) -> None:
    key = {"spine_team": "spine_opinion_days"}.get(by, f"{by}_opinion_days")
    answers = {key: days, "weeks_since_onset": weeks}
    assert derived(f"{by}_before_pain", **answers) == expected
