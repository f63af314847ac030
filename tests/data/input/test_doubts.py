"""Numbers that were probably meant otherwise, and the readings of a typed quantity."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.input.doubts import doubts, implausible
from data.input.quantities import QuantityError, read_quantity
from engine.diagram.compiler import Compiled
from engine.model.answers import Answers


@pytest.mark.parametrize(
    ("answers", "asks"),
    [
        ({"creatinine_umol_l": 10.5}, "Was 10.5 mg/dL meant, that is 928.2 umol/L?"),
        ({"creatinine_umol_l": 40.0}, ""),
        ({"creatinine_umol_l": 1500.0}, ""),
        ({"creatinine_umol_l": 1501.0}, "Unusual value: 1501 umol/L."),
        ({"frax_major_pct": 0.35}, "0.35 % is unlikely. Was 35 % meant?"),
        ({"frax_hip_pct": 0.06}, "Was 6 % meant?"),
        ({"pth_pmol_l": 65.0}, "Was 65 pg/mL meant, that is 6.89 pmol/L?"),
        ({"age_years": 120}, "Unusual value: 120 years."),
        ({"age_years": 36}, "Unusual value: 36 years."),
        ({"age_years": 40}, ""),
        ({"t_score_total_hip": 2.0, "vertebral_fracture_count": 1}, "Was -2 meant?"),
        ({"fever": "yes"}, ""),
    ],
)
def test_a_doubt_asks_what_was_meant(compiled: Compiled, answers: Answers, asks: str) -> None:
    found = [doubt.asks for doubt in doubts(compiled.pathway, answers)]
    assert len(found) == bool(asks)
    assert all(text.endswith(asks) for text in found)
    assert doubts(compiled.pathway, answers, answers.keys()) == ()


def test_an_unusual_number_is_plausible(compiled: Compiled) -> None:
    assert implausible(compiled.pathway, {"age_years": 36, "crp": 600.0}) == {"crp"}


@pytest.mark.parametrize(
    ("key", "text", "number"),
    [
        ("temperature_c", "37.2\N{DEGREE SIGN}C", 37.2),
        ("temperature_c", "37,2", 37.2),
        ("temperature_c", "98,6 fahrenheit", 37.0),
        ("creatinine_umol_l", "88 \N{GREEK SMALL LETTER MU}mol/l", 88.0),
        ("creatinine_umol_l", "1.4 mg/dl", 123.76),
        ("egfr", "60 ml/min", 60.0),
        ("egfr", "60 mL/min/1.73m2", 60.0),
        ("t_score_total_hip", "\N{MINUS SIGN}2,4 SD", -2.4),
        ("age_years", " 72 years ", 72.0),
        ("weeks_since_onset", "1 week", 1.0),
        ("frax_major_pct", "35%", 35.0),
        ("alp_u_l", "1250", 1250.0),
        ("alp_u_l", "1250,5", 1250.5),
        ("inr", ".9", 0.9),
    ],
)
def test_a_quantity_is_read(compiled: Compiled, key: str, text: str, number: float) -> None:
    assert read_quantity(compiled.pathway.findings[key], text) == number


@pytest.mark.parametrize(
    ("key", "text", "says", "asks"),
    [
        ("free_light_chain_ratio", "1,250", "two ways", "1.25 or 1250? "),
        ("alp_u_l", "-1,250 U/L", "two ways", "-1.25 or -1250? "),
        ("alp_u_l", "1,250,000", "not a number", "not a number"),
        ("alp_u_l", "1,250.5", "not a number", "not a number"),
        ("alp_u_l", "<5", "not a number", "not a number"),
        ("alp_u_l", "5 6", "not a number", "not a number"),
        ("alp_u_l", "", "not a number", "not a number"),
        ("alp_u_l", "\N{FULLWIDTH DIGIT SEVEN}", "not a number", "not a number"),
        ("alp_u_l", "nan", "not a number", "not a number"),
        ("alp_u_l", "5 mg", "legal: U/L", "no unit of alp_u_l"),
        ("pain_nrs", "7 cm", "legal: a number without a unit", "no unit"),
        ("creatinine_umol_l", "5 g/L", "legal: umol/L, mg/dL", "no unit"),
    ],
)
def test_what_is_no_quantity_says_what_is(
    compiled: Compiled, key: str, text: str, says: str, asks: str
) -> None:
    with pytest.raises(QuantityError) as caught:
        read_quantity(compiled.pathway.findings[key], text)
    assert says in caught.value.says
    assert asks in caught.value.asks


@given(st.text(max_size=12))
def test_any_text_gives_a_number_or_says_why_not(compiled: Compiled, text: str) -> None:
    for key in ("alp_u_l", "temperature_c"):
        try:
            number = read_quantity(compiled.pathway.findings[key], text)
        except QuantityError as error:
            assert error.says
        else:
            assert number == number


@given(st.integers(0, 999), st.integers(0, 999))
def test_a_comma_before_three_figures_is_never_guessed(
    compiled: Compiled, before: int, after: int
) -> None:
    with pytest.raises(QuantityError, match="two ways"):
        read_quantity(compiled.pathway.findings["alp_u_l"], f"{before},{after:03}")
