"""Units: conversions, slips of typing, and the calculators with their worked values."""

from __future__ import annotations

import math
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.content.loader import Content
from engine.model.answers import UNKNOWN, Answers
from engine.model.facts import Facts
from engine.spine.calculators import (
    corrected_calcium,
    creatinine_clearance,
    esr_limit,
)
from engine.spine.derivations import FUNCTIONS
from engine.spine.units import UNITS, asked_in, in_unit, slip, to_canonical, units_of

INPUTS_OF_CALCULATORS = {"albumin_g_l", "creatinine_umol_l", "calcium_total_mmol_l"}


@pytest.mark.parametrize(
    ("key", "value", "unit", "canonical"),
    [
        ("calcium_corrected_mmol_l", 10, "mg/dL", 2.495),
        ("calcium_total_mmol_l", 8.4, "mg/dL", 2.0958),
        ("albumin_g_l", 4.1, "g/dL", 41),
        ("creatinine_umol_l", 1.4, "mg/dL", 123.76),
        ("vitamin_d_nmol_l", 20, "ng/mL", 49.92),
        ("pth_pmol_l", 65, "pg/mL", 6.89),
        ("testosterone_nmol_l", 300, "ng/dL", 10.41),
        ("haemoglobin_g_l", 12.1, "g/dL", 121),
        ("crp", 1.1, "mg/dL", 11),
        ("weight_kg", 150, "lb", 68.04),
        ("height_cm", 65, "in", 165.1),
        ("height_loss_cm", 1.5, "in", 3.81),
        ("fall_height_m", 10, "ft", 3.048),
        ("temperature_c", 98.6, "F", 37),
        ("temperature_c", 100.4, "F", 38),
        ("temperature_c", 100.3, "F", 37.9444),
    ],
)
def test_conversion(key: str, value: float, unit: str, canonical: float) -> None:
    assert to_canonical(key, value, unit) == canonical


@pytest.mark.parametrize(
    ("key", "spelling"),
    [
        ("creatinine_umol_l", "umol/L"),
        ("creatinine_umol_l", "\N{MICRO SIGN}mol/L"),
        ("creatinine_umol_l", "\N{GREEK SMALL LETTER MU}mol/l"),
        ("creatinine_umol_l", "UMOL/L"),
        ("creatinine_umol_l", " umol / L "),
        ("temperature_c", "c"),
        ("temperature_c", "\N{DEGREE SIGN}C"),
        ("temperature_c", "Celsius"),
    ],
)
def test_spellings_of_the_canonical_unit(key: str, spelling: str) -> None:
    assert to_canonical(key, 36.61234567, spelling) == 36.61234567


@pytest.mark.parametrize(
    ("key", "spelling"),
    [
        ("temperature_c", "f"),
        ("temperature_c", "\N{DEGREE SIGN}F"),
        ("weight_kg", "lbs"),
        ("height_cm", "Inches"),
        ("fall_height_m", "feet"),
        ("crp", "MG/DL"),
    ],
)
def test_spellings_of_the_other_unit(key: str, spelling: str) -> None:
    assert to_canonical(key, 50, spelling) == to_canonical(key, 50, units_of(key)[1])


def test_units_agree_with_the_content(content: Content) -> None:
    findings = content.pathway.findings
    assert UNITS.keys() - findings.keys() <= INPUTS_OF_CALCULATORS
    for key in UNITS.keys() & findings.keys():
        assert units_of(key)[0] == findings[key].unit


def test_a_finding_without_another_unit() -> None:
    assert units_of("inr") == ()
    with pytest.raises(ValueError, match="inr has no other unit"):
        to_canonical("inr", 1, "ratio")


def test_an_illegal_unit_names_the_legal_ones() -> None:
    with pytest.raises(ValueError, match="'g/dL' is no unit of crp; legal: mg/L, mg/dL"):
        to_canonical("crp", 1, "g/dL")


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 1e308])
def test_what_is_not_a_finite_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        to_canonical("creatinine_umol_l", value, "mg/dL")


@given(st.sampled_from(sorted(UNITS)), st.floats(0.001, 10_000), st.floats(0.001, 10_000))
def test_conversion_keeps_the_order_and_undoes(key: str, low: float, high: float) -> None:
    low, high = sorted((low, high))
    for other in UNITS[key][1:]:
        converted = to_canonical(key, low, other.name)
        assert converted <= to_canonical(key, high, other.name)
        assert in_unit(key, converted, other.name) == pytest.approx(low, rel=1e-5, abs=1e-3)


def test_wards_record_alcohol_by_the_week_and_pain_by_the_day() -> None:
    assert asked_in("alcohol_units_day") == "units/week"
    assert to_canonical("alcohol_units_day", 21, "units/week") == 3
    assert to_canonical("weeks_since_onset", 42, "days") == 6
    assert to_canonical("weeks_since_onset", 3, "Months") == pytest.approx(13.04, abs=0.01)


FILM: Answers = {"xray_levels": ({"level": "T12", "genant": "1"},)}


@pytest.mark.parametrize(
    ("key", "value", "answers", "unit", "suggested"),
    [
        ("calcium_corrected_mmol_l", 5, {}, "mg/dL", 1.2475),
        ("calcium_corrected_mmol_l", 9.2, {}, "mg/dL", 2.2954),
        ("calcium_corrected_mmol_l", 16, {}, "mg/dL", 3.992),
        ("calcium_total_mmol_l", 5, {}, "mg/dL", 1.2475),
        ("calcium_total_mmol_l", 16, {}, "mg/dL", 3.992),
        ("vitamin_d_nmol_l", 0.5, {}, "ng/mL", 1.248),
        ("vitamin_d_nmol_l", 4.9, {}, "ng/mL", 12.2304),
        ("vitamin_d_nmol_l", 251, {}, None, None),
        ("haemoglobin_g_l", 5, {}, "g/dL", 50),
        ("haemoglobin_g_l", 12.1, {}, "g/dL", 121),
        ("haemoglobin_g_l", 20, {}, "g/dL", 200),
        ("temperature_c", 90, {}, "F", 32.2222),
        ("temperature_c", 98.6, {}, "F", 37),
        ("temperature_c", 113, {}, "F", 45),
        ("t_score_total_hip", 2.4, FILM, "SD", -2.4),
        ("t_score_total_hip", 2, {"xray_levels": ({"level": "L1", "genant": "2"},)}, "SD", -2),
        ("t_score_total_hip", 2, {"xray_levels": ({"level": "L1", "genant": "3"},)}, "SD", -2),
        ("t_score_radius", 1.1, {"vertebral_fracture_count": 1}, "SD", -1.1),
        ("t_score_femoral_neck", 3, {"prior_fragility_fracture_other": "yes"}, "SD", -3),
        ("t_score_total_hip", 2, {"xray_levels": ({"height_loss_pct": 20},)}, "SD", -2),
        ("t_score_total_hip", 2, {"mri_levels": ({"fracture_line": "yes"},)}, "SD", -2),
    ],
)
def test_a_slip_is_asked_about(
    key: str, value: float, answers: Answers, unit: str | None, suggested: float | None
) -> None:
    found = slip(key, value, answers)
    assert found is not None
    assert (found.key, found.unit, found.value) == (key, unit, suggested)
    assert found.asks.endswith("?")
    assert f"{value:g}" in found.asks


@pytest.mark.parametrize(
    ("key", "value", "answers"),
    [
        ("calcium_corrected_mmol_l", 4.99, {}),
        ("calcium_corrected_mmol_l", 16.1, {}),
        ("calcium_total_mmol_l", 4.99, {}),
        ("calcium_total_mmol_l", 16.1, {}),
        ("temperature_c", 89.9, {}),
        ("temperature_c", 113.1, {}),
        ("vitamin_d_nmol_l", 0, {}),
        ("vitamin_d_nmol_l", 5, {}),
        ("vitamin_d_nmol_l", 250, {}),
        ("haemoglobin_g_l", 4.9, {}),
        ("haemoglobin_g_l", 20.1, {}),
        ("t_score_total_hip", 1, FILM),
        ("t_score_total_hip", -2.4, FILM),
        ("t_score_total_hip", 2.4, {}),
        ("t_score_total_hip", 2.4, {"vertebral_fracture_count": UNKNOWN, "xray_levels": UNKNOWN}),
        ("t_score_total_hip", 2.4, {"vertebral_fracture_count": 0}),
        ("t_score_total_hip", 2.4, {"xray_levels": ({"level": "T12", "genant": "0.5"},)}),
        ("pain_nrs", 7, {}),
    ],
)
def test_no_slip(key: str, value: float, answers: Any) -> None:
    assert slip(key, value, answers) is None


def test_the_question_about_a_slip() -> None:
    calcium = slip("calcium_corrected_mmol_l", 9.2, {})
    hip = slip("t_score_total_hip", 2.4, FILM)
    assert calcium is not None
    assert hip is not None
    assert calcium.asks == "9.2 mmol/L is unlikely. Was 9.2 mg/dL meant, that is 2.295 mmol/L?"
    assert hip.asks == "A T-score of +2.4 is unusual with a fracture. Was -2.4 meant?"


@pytest.mark.parametrize(
    ("age", "weight", "creatinine_mg_dl", "female", "clearance"),
    [(72, 60, 1.0, True, 48.2), (80, 75, 1.4, False, 44.6)],
)
def test_creatinine_clearance(
    age: float, weight: float, creatinine_mg_dl: float, female: bool, clearance: float
) -> None:
    creatinine = to_canonical("creatinine_umol_l", creatinine_mg_dl, "mg/dL")
    assert round(creatinine_clearance(age, weight, creatinine, female), 1) == clearance


@given(st.floats(18, 120), st.floats(25, 300), st.floats(20, 1500), st.booleans())
def test_clearance_falls_with_age_and_creatinine(
    age: float, weight: float, creatinine: float, female: bool
) -> None:
    here = creatinine_clearance(age, weight, creatinine, female)
    assert here > 0
    assert here >= creatinine_clearance(min(age + 1, 120), weight, creatinine, female)
    assert here >= creatinine_clearance(age, weight, creatinine + 1, female)
    assert here <= creatinine_clearance(age, weight + 1, creatinine, female)


@pytest.mark.parametrize(
    ("age", "weight", "creatinine", "says"),
    [
        (-1, 60, 88, "age -1 is not between 0 and 120 years"),
        (121, 60, 88, "age 121 is not between 0 and 120 years"),
        (math.nan, 60, 88, "age nan is not between 0 and 120 years"),
        (72, 0, 88, "weight 0 is not a positive number"),
        (72, 60, 0, "creatinine 0 is not a positive number"),
        (72, 60, -1, "creatinine -1 is not a positive number"),
    ],
)
def test_clearance_refuses_the_impossible(
    age: float, weight: float, creatinine: float, says: str
) -> None:
    with pytest.raises(ValueError, match=f"^{says}$"):
        creatinine_clearance(age, weight, creatinine, female=True)


def test_clearance_takes_every_legal_age() -> None:
    assert creatinine_clearance(0, 72, 88.4, female=False) == 140
    assert creatinine_clearance(120, 72, 88.4, female=False) == 20


@pytest.mark.parametrize(
    ("total", "albumin", "corrected"),
    [(2.10, 30, 2.30), (2.4, 40, 2.4), (2.4, 45, 2.3), (0.5, 40, 0.5)],
)
def test_corrected_calcium(total: float, albumin: float, corrected: float) -> None:
    assert corrected_calcium(total, albumin) == corrected


@pytest.mark.parametrize(
    ("total", "albumin", "says"),
    [
        (0, 40, "calcium 0 is not a positive number"),
        (math.nan, 40, "calcium nan is not a positive number"),
        (2.4, 0, "albumin 0 is not a positive number"),
        (2.4, math.inf, "albumin inf is not a positive number"),
    ],
)
def test_corrected_calcium_refuses_the_impossible(total: float, albumin: float, says: str) -> None:
    with pytest.raises(ValueError, match=f"^{says}$"):
        corrected_calcium(total, albumin)


@pytest.mark.parametrize(
    ("age", "sex", "limit"), [(70, "male", 35), (70, "female", 40), (70, "other", 40)]
)
def test_esr_limit(age: float, sex: Literal["female", "male", "other"], limit: float) -> None:
    assert esr_limit(age, sex) == limit


@given(st.integers(0, 120), st.sampled_from(["female", "male", "other"]), st.floats(0, 160))
def test_esr_limit_agrees_with_the_engine(age: int, sex: Any, esr: float) -> None:
    raised = FUNCTIONS["esr_raised"](Facts({"age_years": age, "sex": sex, "esr": esr}, {}))
    assert raised == ("yes" if esr > esr_limit(age, sex) else "no")


def test_esr_limit_needs_the_sex() -> None:
    unknown: Any = UNKNOWN
    with pytest.raises(ValueError, match="legal: female, male, other"):
        esr_limit(70, unknown)
