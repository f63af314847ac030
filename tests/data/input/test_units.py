"""Units of the content's findings: conversions, their inverse, spellings, and slips of typing."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.content.loader import Content
from data.input.doubts import doubt
from engine.model.answers import UNKNOWN, Answers
from engine.model.units import Unit, Units


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
def test_conversion(content: Content, key: str, value: float, unit: str, canonical: float) -> None:
    assert content.pathway.findings[key].units.to_own(value, unit) == canonical


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
def test_spellings_of_the_own_unit(content: Content, key: str, spelling: str) -> None:
    assert content.pathway.findings[key].units.to_own(36.61234567, spelling) == 36.61234567


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
def test_spellings_of_the_other_unit(content: Content, key: str, spelling: str) -> None:
    units = content.pathway.findings[key].units
    assert units.to_own(50, spelling) == units.to_own(50, units.names[1])


def test_an_illegal_unit_names_the_legal_ones(content: Content) -> None:
    findings = content.pathway.findings
    with pytest.raises(ValueError, match="'g/dL' is no unit of it; legal: mg/L, mg/dL"):
        findings["crp"].units.to_own(1, "g/dL")
    with pytest.raises(ValueError, match="'mg' is no unit of it; legal: ratio"):
        findings["inr"].units.to_own(1, "mg")


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 1e308])
def test_no_number_comes_of_what_is_not_finite(content: Content, value: float) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        content.pathway.findings["creatinine_umol_l"].units.to_own(value, "mg/dL")


@given(st.floats(0.001, 100), st.floats(-50, 50), st.floats(0.001, 1e4), st.floats(0.001, 1e4))
def test_conversion_keeps_the_order_and_undoes(
    factor: float, zero: float, low: float, high: float
) -> None:
    units = Units("a", (Unit("b", factor, zero),))
    low, high = sorted((low, high))
    converted = units.to_own(low, "b")
    assert converted <= units.to_own(high, "b")
    assert units.from_own(converted, "b") == pytest.approx(low, rel=1e-4, abs=1e-3)
    assert units.from_own(low, "a") == low


def test_wards_record_alcohol_by_the_week_and_pain_by_the_day(content: Content) -> None:
    findings = content.pathway.findings
    assert findings["alcohol_units_day"].asked_in == "units/week"
    assert findings["alcohol_units_day"].units.to_own(21, "units/week") == 3
    assert findings["weeks_since_onset"].units.to_own(42, "days") == 6
    months = findings["weeks_since_onset"].units.to_own(3, "Months")
    assert months == pytest.approx(13.04, abs=0.01)


FILM: Answers = {"xray_levels": ({"level": "T12", "genant": "1"},)}


@pytest.mark.parametrize(
    ("key", "value", "answers", "asks"),
    [
        ("calcium_corrected_mmol_l", 5, {}, "5 mg/dL meant, that is 1.248 mmol/L?"),
        ("calcium_corrected_mmol_l", 9.2, {}, "9.2 mg/dL meant, that is 2.295 mmol/L?"),
        ("calcium_total_mmol_l", 16, {}, "16 mg/dL meant, that is 3.992 mmol/L?"),
        ("vitamin_d_nmol_l", 4.9, {}, "4.9 ng/mL meant, that is 12.23 nmol/L?"),
        ("vitamin_d_nmol_l", 251, {}, "Unusual value: 251 nmol/L."),
        ("haemoglobin_g_l", 12.1, {}, "12.1 g/dL meant, that is 121 g/L?"),
        ("temperature_c", 98.6, {}, "98.6 F meant, that is 37 C?"),
        ("t_score_total_hip", 2.4, FILM, "+2.4 is unusual here. Was -2.4 meant?"),
        ("t_score_total_hip", 2, {"xray_levels": ({"level": "L1", "genant": "3"},)}, "Was -2"),
        ("t_score_radius", 1.1, {"vertebral_fracture_count": 1}, "Was -1.1"),
        ("t_score_femoral_neck", 3, {"prior_fragility_fracture_other": "yes"}, "Was -3"),
        ("t_score_total_hip", 2, {"xray_levels": ({"height_loss_pct": 20},)}, "Was -2"),
        ("t_score_total_hip", 2, {"mri_levels": ({"fracture_line": "yes"},)}, "Was -2"),
    ],
)
def test_a_slip_is_asked_about(
    content: Content, key: str, value: float, answers: Answers, asks: str
) -> None:
    found = doubt(content.pathway.findings[key], value, answers)
    assert found is not None
    assert found.implausible
    assert asks in found.asks


@pytest.mark.parametrize(
    ("key", "value", "answers"),
    [
        ("vitamin_d_nmol_l", 5, {}),
        ("vitamin_d_nmol_l", 250, {}),
        ("t_score_total_hip", 1, FILM),
        ("t_score_total_hip", -2.4, FILM),
        ("t_score_total_hip", 2.4, {}),
        ("t_score_total_hip", 2.4, {"vertebral_fracture_count": UNKNOWN, "xray_levels": UNKNOWN}),
        ("t_score_total_hip", 2.4, {"vertebral_fracture_count": 0}),
        ("t_score_total_hip", 2.4, {"xray_levels": ({"level": "T12", "genant": "0.5"},)}),
        ("pain_nrs", 7, {}),
    ],
)
def test_no_slip(content: Content, key: str, value: float, answers: Answers) -> None:
    assert doubt(content.pathway.findings[key], value, answers) is None
