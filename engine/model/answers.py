"""Values that an answer may have, and a patient's answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

UNKNOWN: Final = "unknown"
"""The value of every finding that was not asked, or was asked and is not known."""


LevelReading: TypeAlias = Mapping[str, str | float]
"""The reading of one site: its name as `level`, and the values of fields by their keys."""


Value: TypeAlias = str | int | float | frozenset[str] | tuple[LevelReading, ...]
"""A choice, a number in the finding's unit, several choices, or readings level by level."""


Answers: TypeAlias = Mapping[str, Value]
"""Values by finding key. A key that is missing stands at `UNKNOWN`."""
