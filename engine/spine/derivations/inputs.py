"""What a derivation may read, and the three-valued logic in which it reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from engine.model.answers import UNKNOWN, Answers, LevelReading

YES: Final = "yes"
NO: Final = "no"


@dataclass(frozen=True, slots=True)
class Facts:
    """The answers a derivation may read, with the thresholds the content names."""

    answers: Answers
    thresholds: Mapping[str, float]

    def choice(self, key: str) -> str:
        """The choice made for a finding, or UNKNOWN."""
        value = self.answers.get(key)
        return value if isinstance(value, str) else UNKNOWN

    def number(self, key: str) -> float | None:
        """The number given for a finding, or None where it is unknown."""
        value = self.answers.get(key)
        return float(value) if isinstance(value, int | float) else None

    def several(self, key: str) -> frozenset[str] | None:
        """The choices made for a finding, or None where it is unknown."""
        value = self.answers.get(key)
        return value if isinstance(value, frozenset) else None

    def levels(self, key: str) -> tuple[LevelReading, ...] | None:
        """The readings level by level, or None where nobody entered any."""
        value = self.answers.get(key)
        return value if isinstance(value, tuple) else None

    def mri_levels(self) -> tuple[LevelReading, ...] | None:
        """The MRI readings, or None unless an MRI was done and read (contradiction X04)."""
        return (self.levels("mri_levels") or None) if self.choice("mri_done") == YES else None


def either(*states: str) -> str:
    """Strong Kleene OR; no where there is none at all."""
    if YES in states:
        return YES
    return UNKNOWN if UNKNOWN in states else NO


def both(*states: str) -> str:
    """Strong Kleene AND."""
    return negation(either(*map(negation, states)))


def negation(state: str) -> str:
    """Strong Kleene NOT."""
    return {YES: NO, NO: YES}.get(state, UNKNOWN)


def yes_no(truth: bool) -> str:
    """A truth value as the answer to a yes-no question."""
    return YES if truth else NO
