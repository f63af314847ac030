"""The facts that functions of a pathway may read of a patient."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.model.answers import UNKNOWN, Answers, LevelReading


@dataclass(frozen=True, slots=True)
class Facts:
    """Answers, and derived findings where they are known, with the thresholds of the content."""

    answers: Answers
    thresholds: Mapping[str, float]

    def choice(self, key: str) -> str:
        """The choice made for a finding, or UNKNOWN."""
        value = self.answers.get(key)
        return value if isinstance(value, str) else UNKNOWN

    def number(self, key: str) -> float | None:
        """The number given for a finding, or None where it is unknown."""
        value = self.answers.get(key)
        return float(value) if isinstance(value, (int, float)) else None

    def several(self, key: str) -> frozenset[str] | None:
        """The choices made for a finding, or None where it is unknown."""
        value = self.answers.get(key)
        return value if isinstance(value, frozenset) else None

    def levels(self, key: str) -> tuple[LevelReading, ...] | None:
        """The readings level by level, or None where nobody entered any."""
        value = self.answers.get(key)
        return value if isinstance(value, tuple) else None
