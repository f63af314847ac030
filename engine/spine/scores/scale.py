"""The base of all scores: points by answer, their sum, and its category."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeVar

from engine.model.library import Score

CANNOT: Final = "cannot be calculated"
"""The result of a score that lacks an item."""

_NOTHING: Final[Mapping[str, int]] = MappingProxyType({})

Answer = TypeVar("Answer", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Scale:
    """A score as sums of points.

    Attributes:
        name: of the score.
        version: its publication.
        source: key of the source among the content's sources.
        bands: highest total and name of each result, in rising order; the last is the maximum.
    """

    name: str
    version: str
    source: str
    bands: tuple[tuple[int, str], ...]

    def score(
        self, items: Mapping[str, int | None], unknown: Mapping[str, int] = _NOTHING
    ) -> Score:
        """The score of a patient.

        Args:
            items: points by item; None where the item is unknown.
            unknown: points of an unknown item, where the publication prints them.
        """
        missing = tuple(item for item, points in items.items() if points is None)
        if any(item not in unknown for item in missing):
            return Score(self.name, self.version, None, CANNOT, missing, self.source)
        total = sum(unknown[item] if points is None else points for item, points in items.items())
        result = next(result for highest, result in self.bands if total <= highest)
        return Score(self.name, self.version, total, result, missing, self.source)


def points_of(table: Mapping[Answer, int], answer: Answer | None) -> int | None:
    """The points of an answer, or None when it is unknown.

    Raises:
        ValueError: naming the legal answers.
    """
    if answer is None:
        return None
    if answer not in table:
        raise ValueError(f"{answer!r} is not legal; legal: {', '.join(map(str, table))}")
    return table[answer]


def number(value: float | None, low: float, high: float) -> float | None:
    """A number that lies from `low` to `high`, or None when it is unknown.

    Raises:
        ValueError: when it lies elsewhere.
    """
    if value is not None and not low <= value <= high:
        raise ValueError(f"{value} is not between {low:g} and {high:g}")
    return value
