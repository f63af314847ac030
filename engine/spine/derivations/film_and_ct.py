"""Derived findings from film and CT, level by level."""

from __future__ import annotations

from typing import Final

from engine.model.answers import UNKNOWN, LevelReading, Value
from engine.model.facts import Facts
from engine.spine.derivations.inputs import NO, YES, yes_no
from engine.spine.derivations.readings import (
    FILM,
    MRI,
    all_levels,
    any_sign,
    film_levels,
    is_region,
    levels_of,
    levels_with,
    mri_levels,
    read,
    sign,
)

NOT_STATED: Final = "not_stated"
"""The level is deformed and nobody says how much."""

_UPPER: Final = frozenset({"TU", *(f"T{number}" for number in range(1, 7))})
"""The upper half of the thoracic spine, and a thoracic level without a number."""

_KNOWN: Final = ("mild", "moderate", "severe")
_GRADES: Final = ("none", "borderline", NOT_STATED, *_KNOWN)
_GRADE_OF_GENANT: Final = {
    "0": "none",
    "0.5": "borderline",
    "1": "mild",
    "2": "moderate",
    "3": "severe",
}


def film_grade(facts: Facts) -> Value:
    """The worst Genant grade on film or CT, over all levels.

    Grade and height loss are both read and the larger counts (X12). A level that is named without
    either is deformed to a degree that is not stated (A08). Source of the grades: Genant et al.,
    J Bone Miner Res 1993;8:1137.
    """
    readings = film_levels(facts)
    if readings is None:
        return UNKNOWN
    return max((_grade(facts, reading) for reading in readings), key=_GRADES.index, default="none")


def ungraded_levels(facts: Facts) -> Value:
    """The number of levels deformed to a degree that nobody states: none, one, several (A08)."""
    readings = film_levels(facts)
    if readings is None:
        return UNKNOWN
    named = levels_of(at for at in readings if _grade(facts, at) == NOT_STATED)
    return ("none", "one", "several")[min(len(named), 2)]


def genant_mismatch(facts: Facts) -> Value:
    """Return whether some level's Genant grade does not fit its height loss (X12)."""
    readings = film_levels(facts)
    if readings is None:
        return UNKNOWN
    both = (_two_grades(facts, reading) for reading in readings)
    return yes_no(
        any(len({*two} - {UNKNOWN}) == 2 and two != ("borderline", "none") for two in both)
    )


def lumbar_deformity(facts: Facts) -> Value:
    """Return whether a lumbar level is deformed or cemented: its density is misread (SR44)."""
    readings = film_levels(facts)
    if readings is None:
        return UNKNOWN
    spoilt = deformed_levels(facts) | levels_with(readings, "cemented")
    return yes_no(any(level.startswith("L") for level in spoilt))


def film_retropulsion(facts: Facts) -> Value:
    """Return whether bone is pushed back into the canal at any level on film or CT."""
    return any_sign(film_levels(facts), "retropulsion")


def film_destruction(facts: Facts) -> Value:
    """Return whether film or CT show a lytic or destroyed vertebra or a lost pedicle.

    No where the film as a whole, or without that answer every level read, shows neither.
    """
    whole_film = facts.choice("xray_lytic_or_destructive")
    readings = film_levels(facts) or ()
    signs = [sign(reading, name) for reading in readings for name in ("lytic", "pedicle_lost")]
    if YES in (whole_film, *signs):
        return YES
    if whole_film == NO or (signs and set(signs) == {NO}):
        return NO
    return UNKNOWN


def reported_age(facts: Facts) -> Value:
    """The age of the levels by the film report; new as soon as one is new (AM08).

    Unknown where the report leaves the age of a level open.
    """
    readings = film_levels(facts) or ()
    ages = {sign(at, "reported_age") for at in readings}
    if "new" in ages:
        return "new"
    if not ages or not ages <= {"unchanged", "seen_before", "old"}:
        return UNKNOWN
    return "old" if "old" in ages else "seen_before"


def cemented_level(facts: Facts) -> Value:
    """Return whether film or CT show a level that was treated with cement (AM08)."""
    return any_sign(film_levels(facts), "cemented")


def level_not_numbered(facts: Facts) -> Value:
    """Return whether the MRI, or the film without one, names a level by its region only (AM08)."""
    of_mri = facts.choice("mri_done") == YES
    readings = read(facts, MRI if of_mri else FILM)
    return UNKNOWN if readings is None else yes_no(any(map(is_region, levels_of(readings))))


def upper_thoracic_only(facts: Facts) -> Value:
    """Return whether a level is deformed or fractured, and none is known to lie below T6.

    A thoracic level without a number may lie high (AM08). Source: Clin Orthop Relat Res
    1996;(328):190-193; the lower end is the middle of the thoracic spine.
    """
    film, scan = film_levels(facts), mri_levels(facts)
    if film is None and scan is None:
        return UNKNOWN
    broken = deformed_levels(facts) | levels_with(scan, "fracture_line")
    return yes_no(bool(broken) and broken <= _UPPER)


def thoracic_level(facts: Facts) -> Value:
    """Return whether any affected level is thoracic, so that long-tract signs count."""
    named = levels_of(all_levels(facts))
    return yes_no(any(level.startswith("T") for level in named)) if named else UNKNOWN


def _grade(facts: Facts, reading: LevelReading) -> str:
    known = [grade for grade in _two_grades(facts, reading) if grade != UNKNOWN]
    return max(known, key=_GRADES.index, default=NOT_STATED)


def _two_grades(facts: Facts, reading: LevelReading) -> tuple[str, str]:
    """The grade as stated and the grade that the height loss gives."""
    stated = _GRADE_OF_GENANT.get(str(reading.get("genant")), UNKNOWN)
    loss = reading.get("height_loss_pct")
    if not isinstance(loss, int | float):
        return stated, UNKNOWN
    limits = facts.thresholds
    if loss < limits["genant_mild_from"]:
        return stated, "none"
    if loss < limits["genant_moderate_from"]:
        return stated, "mild"
    return stated, "moderate" if loss <= limits["genant_moderate_to"] else "severe"


def deformed_levels(facts: Facts) -> frozenset[str]:
    """The levels that film or CT show deformed, to whatever degree."""
    return _graded(facts, NOT_STATED, *_KNOWN)


def graded_levels(facts: Facts) -> frozenset[str]:
    """The levels that film or CT show deformed to a known degree, Genant 1 or more."""
    return _graded(facts, *_KNOWN)


def _graded(facts: Facts, *grades: str) -> frozenset[str]:
    return levels_of(at for at in film_levels(facts) or () if _grade(facts, at) in grades)
