"""The readings of the reports level by level: which findings hold them, and their signs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from engine.model.answers import UNKNOWN, LevelReading
from engine.model.facts import Facts
from engine.spine.derivations.inputs import YES, either

FILM: Final = "xray_levels"
MRI: Final = "mri_levels"
REPORTS: Final = (FILM, MRI)
"""The findings with readings level by level."""


def film_levels(facts: Facts) -> tuple[LevelReading, ...] | None:
    """The readings of film or CT; None where they are not known."""
    return facts.levels(FILM)


def mri_levels(facts: Facts) -> tuple[LevelReading, ...] | None:
    """The MRI readings, or None unless an MRI was done and read (contradiction X04)."""
    return (facts.levels(MRI) or None) if facts.choice("mri_done") == YES else None


def all_levels(facts: Facts) -> Iterator[LevelReading]:
    """The readings of all reports."""
    for report in REPORTS:
        yield from facts.levels(report) or ()


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
