"""Formulas of laboratory medicine that derivations and screens use."""

from __future__ import annotations

import math
from typing import Final

from engine.model.units import rounded

UMOL_PER_MG: Final = 88.4
"""Creatinine: umol/L in one mg/dL."""


def creatinine_clearance(
    age_years: float, weight_kg: float, creatinine_umol_l: float, female: bool
) -> float:
    """Creatinine clearance of an adult, mL/min. Source: Cockcroft and Gault, Nephron 1976.

    Args:
        age_years: age, 0 to 120 years.
        weight_kg: actual body weight, kg.
        creatinine_umol_l: serum creatinine, umol/L.
        female: whether the factor for women, 0.85, applies.

    Raises:
        ValueError: when the age is out of range, or another number is not positive.
    """
    _require_age(age_years)
    _require_positive(weight_kg, "weight")
    _require_positive(creatinine_umol_l, "creatinine")
    creatinine_mg_dl = creatinine_umol_l / UMOL_PER_MG
    clearance = (140 - age_years) * weight_kg / (72 * creatinine_mg_dl)
    return rounded(clearance * 0.85 if female else clearance)


def corrected_calcium(total_mmol_l: float, albumin_g_l: float) -> float:
    """Calcium corrected for albumin, mmol/L, from serum calcium (mmol/L) and albumin (g/L).

    Total + 0.02 x (40 - albumin). Source: Payne et al., BMJ 1973.

    Raises:
        ValueError: when a number is not positive.
    """
    _require_positive(total_mmol_l, "calcium")
    _require_positive(albumin_g_l, "albumin")
    return rounded(total_mmol_l + 0.02 * (40 - albumin_g_l))


def esr_limit(age_years: float, sex: str) -> float:
    """The upper limit of the ESR, mm/h: age / 2 in men, else (age + 10) / 2 (Miller, BMJ 1983).

    Under 40 years it is never below 20, a convention of this program.

    Raises:
        ValueError: when the age is not 0 to 120 years or the sex is none of the three.
    """
    _require_age(age_years)
    _require(sex in ("female", "male", "other"), f"{sex!r}: legal: female, male, other")
    limit = age_years / 2 if sex == "male" else (age_years + 10) / 2
    return max(limit, 20) if age_years < 40 else limit


def _require_age(years: float) -> None:
    _require(0 <= years <= 120, f"age {years} is not between 0 and 120 years")


def _require_positive(value: float, name: str) -> None:
    _require(0 < value < math.inf, f"{name} {value} is not a positive number")


def _require(holds: bool, says: str) -> None:
    if not holds:
        raise ValueError(says)
