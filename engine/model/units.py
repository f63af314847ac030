"""Units: the ones in which a number may be typed, and its conversion to the finding's own."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

SIGNIFICANT_DIGITS: Final = 6
"""Kept of a computed value: enough for any laboratory, few enough that 100.4 F is 38 C."""

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


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in use beside a finding's own.

    Attributes:
        name: as reports print it, in ASCII.
        factor: units of the finding's own in one of this.
        zero: where this unit's scale stands at the zero of the finding's own.
    """

    name: str
    factor: float
    zero: float = 0.0


@dataclass(frozen=True, slots=True)
class Units:
    """The units of one finding.

    Attributes:
        own: the unit in which the value is stored; empty for a number without one.
        others: those in which it may be typed as well.
    """

    own: str
    others: tuple[Unit, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The units in which the value may be typed, the finding's own first."""
        return (self.own, *(unit.name for unit in self.others))

    def named(self, text: str) -> str | None:
        """The unit that a text names; None for any other text."""
        plain = plain_unit(text)
        return next((name for name in self.names if plain_unit(name) == plain), None)

    def to_own(self, value: float, unit: str) -> float:
        """A value in the finding's own unit.

        A value already in that unit is returned as typed; any other is rounded to
        SIGNIFICANT_DIGITS.

        Args:
            value: as typed, in `unit`.
            unit: its name; case, spaces, the degree sign and either letter mu make no difference.

        Raises:
            ValueError: naming the legal units, or when the value is not a finite number.
        """
        name = self.named(unit)
        if name is None:
            legal = ", ".join(filter(None, self.names)) or "a number without a unit"
            raise ValueError(f"{unit!r} is no unit of it; legal: {legal}")
        typed = self._other(name)
        own = value if typed is None else rounded((value - typed.zero) * typed.factor)
        if not math.isfinite(own):
            raise ValueError(f"{value} is not a number that it can have")
        return own

    def from_own(self, value: float, unit: str) -> float:
        """A value of the finding's own unit in one of `names`, rounded."""
        shown = self._other(unit)
        return value if shown is None else rounded(value / shown.factor + shown.zero)

    def _other(self, name: str) -> Unit | None:
        return next((unit for unit in self.others if unit.name == name), None)


def plain_unit(unit: str) -> str:
    """A unit as it is compared: without case, spaces, degree sign, and with one letter mu."""
    plain = "".join(unit.casefold().split()).replace("\N{GREEK SMALL LETTER MU}", "u")
    plain = plain.replace("\N{DEGREE SIGN}", "")
    return _SPELLINGS.get(plain, plain)


def rounded(value: float) -> float:
    """A computed value with as many digits as it is worth."""
    return float(f"{value:.{SIGNIFICANT_DIGITS}g}")
