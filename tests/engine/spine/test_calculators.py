"""Calculators: formulas of laboratory medicine with their worked values."""

from __future__ import annotations

import math
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.model.answers import UNKNOWN
from engine.model.facts import Facts
from engine.spine.calculators import (
    UMOL_PER_MG,
    corrected_calcium,
    creatinine_clearance,
    esr_limit,
)
from engine.spine.derivations import FUNCTIONS


@pytest.mark.parametrize(
    ("age", "weight", "creatinine_mg_dl", "female", "clearance"),
    [(72, 60, 1.0, True, 48.2), (80, 75, 1.4, False, 44.6)],
)
def test_creatinine_clearance(
    age: float, weight: float, creatinine_mg_dl: float, female: bool, clearance: float
) -> None:
    creatinine = creatinine_mg_dl * UMOL_PER_MG
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
