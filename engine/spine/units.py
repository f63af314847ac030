"""Units: conversion of what laboratories report, guards against slips, and small calculators.

Source of factors, guards and formulas: clinical dossier 3.0, unless a docstring names another.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from engine.model.answers import Answers, LevelReading

SIGNIFICANT_DIGITS: Final = 6
"""Kept of a computed value: enough for any laboratory, few enough that 100.4 F is 38 C."""

UMOL_PER_MG: Final = 88.4
"""Creatinine: umol/L in one mg/dL."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in which a value may be typed.

    Attributes:
        name: as reports print it, in ASCII.
        factor: canonical units in one of this unit.
        zero: where this unit's scale stands at the canonical zero.
    """

    name: str
    factor: float = 1.0
    zero: float = 0.0

    def canonical(self, value: float) -> float:
        """A value of this unit in the canonical unit, rounded."""
        return _rounded((value - self.zero) * self.factor)


_WEEKS: Final = (Unit("weeks"), Unit("days", 1 / 7), Unit("months", 365.25 / 12 / 7))
_MONTHS: Final = (Unit("months"), Unit("years", 12), Unit("weeks", 12 * 7 / 365.25))
_INCH: Final = (Unit("cm"), Unit("in", 2.54))
_CALCIUM: Final = (Unit("mmol/L"), Unit("mg/dL", 0.2495))

UNITS: Final[Mapping[str, tuple[Unit, ...]]] = MappingProxyType(
    {
        "calcium_corrected_mmol_l": _CALCIUM,
        "calcium_total_mmol_l": _CALCIUM,
        "albumin_g_l": (Unit("g/L"), Unit("g/dL", 10)),
        "creatinine_umol_l": (Unit("umol/L"), Unit("mg/dL", UMOL_PER_MG)),
        "vitamin_d_nmol_l": (Unit("nmol/L"), Unit("ng/mL", 2.496)),
        "pth_pmol_l": (Unit("pmol/L"), Unit("pg/mL", 0.106)),
        "testosterone_nmol_l": (Unit("nmol/L"), Unit("ng/dL", 0.0347)),
        "haemoglobin_g_l": (Unit("g/L"), Unit("g/dL", 10)),
        "crp": (Unit("mg/L"), Unit("mg/dL", 10)),
        "weight_kg": (Unit("kg"), Unit("lb", 0.4536)),
        "height_cm": _INCH,
        "height_loss_cm": _INCH,
        "fall_height_m": (Unit("m"), Unit("ft", 0.3048)),
        "temperature_c": (Unit("C"), Unit("F", 1 / 1.8, 32)),
        "alcohol_units_day": (Unit("units/day"), Unit("units/week", 1 / 7)),
        "weeks_since_onset": _WEEKS,
        "conservative_weeks": _WEEKS,
        "prior_imaging_months": _MONTHS,
        "months_since_last_vertebral_fracture": _MONTHS,
        "osteoporosis_drug_months": _MONTHS,
        "months_since_last_denosumab": _MONTHS,
        "months_since_anabolic_ended": _MONTHS,
        "months_since_bisphosphonate_ended": _MONTHS,
        "infection_opinion_days": (Unit("days"), Unit("weeks", 7)),
    }
)
"""The canonical unit, then the others in use, by key: findings, and inputs of the calculators here.

A month is a twelfth of 365.25 days.
"""

_ASKED_IN: Final = {"alcohol_units_day": "units/week"}
"""The unit in which wards record a value, where that is not the canonical one."""

_SPELLINGS: Final = {
    "lbs": "lb",
    "inch": "in",
    "inches": "in",
    "foot": "ft",
    "feet": "ft",
    "celsius": "c",
    "fahrenheit": "f",
    "mcmol/l": "umol/l",
    "day": "days",
    "week": "weeks",
    "month": "months",
    "year": "years",
    "unit/day": "units/day",
    "unit/week": "units/week",
}


def units_of(key: str) -> tuple[str, ...]:
    """The units in which a finding may be typed, the canonical one first.

    Empty where no other unit than the finding's own is known.
    """
    return tuple(unit.name for unit in UNITS.get(key, ()))


def asked_in(key: str) -> str | None:
    """The unit in which a question begins; None where it is the finding's own."""
    return _ASKED_IN.get(key)


def in_unit(key: str, value: float, unit: str) -> float:
    """A value in the canonical unit of its finding, as one of `units_of` shows it, rounded."""
    shown = next(known for known in UNITS[key] if known.name == unit)
    return value if shown is UNITS[key][0] else _rounded(value / shown.factor + shown.zero)


def to_canonical(key: str, value: float, unit: str) -> float:
    """A value in the canonical unit of its finding.

    A value already in that unit is returned as typed; any other is rounded to SIGNIFICANT_DIGITS.

    Args:
        key: a finding, or an input of a calculator.
        value: as typed, in `unit`.
        unit: its name; case, spaces, the degree sign and either letter mu make no difference.

    Raises:
        ValueError: naming the legal units, or when the value is not a finite number.
    """
    legal = UNITS.get(key)
    if legal is None:
        raise ValueError(f"{key} has no other unit than its own")
    typed = next((u for u in legal if u.name.casefold() == plain_unit(unit)), None)
    if typed is None:
        raise ValueError(f"{unit!r} is no unit of {key}; legal: {', '.join(units_of(key))}")
    converted = value if typed is legal[0] else typed.canonical(value)
    if not math.isfinite(converted):
        raise ValueError(f"{value} is not a number that {key} can have")
    return converted


def plain_unit(unit: str) -> str:
    """A unit as it is compared: without case, spaces, degree sign, and with one letter mu."""
    plain = "".join(unit.casefold().split()).replace("\N{GREEK SMALL LETTER MU}", "u")
    plain = plain.replace("\N{DEGREE SIGN}", "")
    return _SPELLINGS.get(plain, plain)


def _rounded(value: float) -> float:
    return float(f"{value:.{SIGNIFICANT_DIGITS}g}")


@dataclass(frozen=True, slots=True)
class Slip:
    """A number that was probably meant otherwise.

    Attributes:
        key: the finding.
        asks: a sentence that asks what was meant.
        unit: the unit that was probably meant; None where only the question can be put.
        value: what would then be stored, in the canonical unit; None as above.
    """

    key: str
    asks: str
    unit: str | None
    value: float | None


def slip(key: str, value: float, answers: Answers) -> Slip | None:
    """The question to put before a number is taken, or None.

    To be asked before the hard range is applied: most slips lie outside it.

    Args:
        key: a finding.
        value: as typed, taken to be in the canonical unit.
        answers: what is known of the patient; decides whether there are fractures.
    """
    if key.startswith("t_score_"):
        return _sign_slip(key, value) if value > 1 and _has_fracture(answers) else None
    if key == "vitamin_d_nmol_l" and value > 250:
        return Slip(key, f"{value:g} nmol/L is very high for vitamin D. Is this right?", None, None)
    suspicious = {
        "calcium_corrected_mmol_l": 5 <= value <= 16,
        "calcium_total_mmol_l": 5 <= value <= 16,
        "haemoglobin_g_l": 5 <= value <= 20,
        "vitamin_d_nmol_l": 0 < value < 5,
        "temperature_c": 90 <= value <= 113,
    }
    return _unit_slip(key, value) if suspicious.get(key) else None


def _unit_slip(key: str, value: float) -> Slip:
    stored, meant = UNITS[key][:2]
    converted = meant.canonical(value)
    asks = (
        f"{value:g} {stored.name} is unlikely. "
        f"Was {value:g} {meant.name} meant, that is {converted:.4g} {stored.name}?"
    )
    return Slip(key, asks, meant.name, converted)


def _sign_slip(key: str, value: float) -> Slip:
    asks = f"A T-score of +{value:g} is unusual with a fracture. Was -{value:g} meant?"
    return Slip(key, asks, "SD", -value)


def _has_fracture(answers: Answers) -> bool:
    count, films, scans = map(
        answers.get, ("vertebral_fracture_count", "xray_levels", "mri_levels")
    )
    readings = (levels for levels in (films, scans) if isinstance(levels, tuple))
    return (
        (isinstance(count, int | float) and count > 0)
        or answers.get("prior_fragility_fracture_other") == "yes"
        or any(_fractured(reading) for levels in readings for reading in levels)
    )


def _fractured(reading: LevelReading) -> bool:
    loss = reading.get("height_loss_pct")
    return (
        reading.get("genant") in ("1", "2", "3")
        or (isinstance(loss, int | float) and loss >= 20)
        or reading.get("fracture_line") == "yes"
    )
