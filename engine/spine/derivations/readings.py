"""The readings of the reports level by level: which findings hold them, and their signs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from engine.model.answers import UNKNOWN, LevelReading
from engine.model.facts import Facts
from engine.spine.derivations.inputs import YES, either

FILM: Final = ("xray_levels",)
"""The findings with readings of the shape of the bone, on film or CT."""

MRI: Final = ("mri_levels",)
"""The findings with readings of an MRI."""


def read(facts: Facts, reports: Iterable[str]) -> tuple[LevelReading, ...] | None:
    """The readings of some reports; None where none of them is known."""
    known = [found for report in reports if (found := facts.levels(report)) is not None]
    return tuple(reading for found in known for reading in found) if known else None


def film_levels(facts: Facts) -> tuple[LevelReading, ...] | None:
    """The readings of film or CT; None where they are not known."""
    return read(facts, FILM)


def mri_levels(facts: Facts) -> tuple[LevelReading, ...] | None:
    """The MRI readings, or None unless an MRI was done and read (contradiction X04)."""
    return (read(facts, MRI) or None) if facts.choice("mri_done") == YES else None


def all_levels(facts: Facts) -> tuple[LevelReading, ...]:
    """The readings of all reports."""
    return read(facts, (*FILM, *MRI)) or ()


def levels_of(readings: Iterable[LevelReading]) -> frozenset[str]:
    """The names of the levels that are read."""
    return frozenset(str(reading["level"]) for reading in readings)


def is_region(level: str) -> bool:
    """Return whether a level is named by its region: `TU`, `LU`."""
    return level.endswith("U")


def distinct(levels: frozenset[str]) -> frozenset[str]:
    """The levels that are surely different: a region may be one of its numbered levels."""
    numbered = {level for level in levels if not is_region(level)}
    regions = {level[0] for level in numbered}
    return frozenset(at for at in levels if at in numbered or at[0] not in regions)


def sign(reading: LevelReading, field: str) -> str:
    """The value of one field of a reading; UNKNOWN without one."""
    return str(reading.get(field, UNKNOWN))


def any_sign(readings: Iterable[LevelReading] | None, field: str) -> str:
    """Return whether any level shows a sign; UNKNOWN where no level was read."""
    return UNKNOWN if readings is None else either(*(sign(reading, field) for reading in readings))


def levels_with(readings: Iterable[LevelReading] | None, field: str) -> frozenset[str]:
    """The levels that show a sign."""
    return levels_of(at for at in readings or () if sign(at, field) == YES)
