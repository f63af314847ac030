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


class Bound(float):
    """A number of which only a limit is known, as laboratories print `<5`.

    As a number it is one of its range. It equals each bound with the same limit on the same side,
    and no number.

    Attributes:
        limit: the number below or above which it lies.
        below: whether it lies below.
    """

    limit: float
    below: bool

    def __new__(cls, number: float, limit: float, *, below: bool) -> Bound:
        """Take a number of the range, and its limit."""
        bound = super().__new__(cls, number)
        bound.limit, bound.below = float(limit), below
        return bound

    @property
    def side(self) -> str:
        """The word for the side on which it lies: `below` or `above`."""
        return "below" if self.below else "above"

    def at(self, number: float) -> Bound:
        """The same bound at another number of its range."""
        return Bound(number, self.limit, below=self.below)

    def holds(self, number: float) -> bool:
        """Return whether a number lies in its range."""
        return number < self.limit if self.below else number > self.limit

    def __str__(self) -> str:
        """The side and the limit: `below 5`."""
        return f"{self.side} {self.limit:.10g}"

    def __eq__(self, other: object) -> bool:
        """Return whether another is a bound with the same limit on the same side."""
        return isinstance(other, Bound) and (self.limit, self.below) == (other.limit, other.below)

    def __ne__(self, other: object) -> bool:
        """Return the opposite of `==`, which `float` would not."""
        return not self == other

    def __hash__(self) -> int:
        """Agree with `==`."""
        return hash((self.limit, self.below))


Answers: TypeAlias = Mapping[str, Value]
"""Values by finding key. A key that is missing stands at `UNKNOWN`."""


def known(answers: Answers) -> dict[str, Value]:
    """The answers without those that are not known."""
    return {key: value for key, value in answers.items() if value != UNKNOWN}
