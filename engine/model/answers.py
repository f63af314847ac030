"""Values that an answer may have, and a patient's answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

UNKNOWN: Final = "unknown"
"""The value of every finding that was not asked, or was asked and is not known."""


LEVELS: Final = tuple(f"T{n}" for n in range(1, 13)) + tuple(f"L{n}" for n in range(1, 6))
"""The thoracic and lumbar vertebrae, from the head down."""


LevelReading: TypeAlias = Mapping[str, str | float]
"""What a report says of one vertebra: `{"level": "T12", "genant": "1", "height_loss_pct": 22}`."""


Value: TypeAlias = str | int | float | frozenset[str] | tuple[LevelReading, ...]
"""A choice, a number in the finding's unit, several choices, or readings level by level."""


Answers: TypeAlias = Mapping[str, Value]
"""Values by finding key. A key that is missing stands at `UNKNOWN`."""


def in_level_order(readings: Iterable[LevelReading]) -> tuple[LevelReading, ...]:
    """The readings in the order of the levels."""
    return tuple(sorted(readings, key=lambda reading: LEVELS.index(str(reading["level"]))))
