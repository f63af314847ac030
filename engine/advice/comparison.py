"""Differences between two pieces of advice."""

from __future__ import annotations

from dataclasses import dataclass

from engine.advice.decide import Advice
from engine.advice.recommended import Recommended


@dataclass(frozen=True, slots=True)
class Reclassified:
    """A recommendation that holds in both, with another urgency or standing."""

    before: Recommended
    after: Recommended


@dataclass(frozen=True, slots=True)
class Comparison:
    """Differences between two pieces of advice; each list with the most urgent first.

    Attributes:
        gained, lost: what only the later or only the earlier one recommends.
        moved: what is more or less urgent, or settled or open, in the later one.
        kept: how many recommendations are the same in both.
    """

    gained: tuple[Recommended, ...]
    lost: tuple[Recommended, ...]
    moved: tuple[Reclassified, ...]
    kept: int

    @property
    def same(self) -> bool:
        """Return whether nothing differs."""
        return not (self.gained or self.lost or self.moved)


def compare(before: Advice, after: Advice) -> Comparison:
    """The differences of a later advice from an earlier one."""
    earlier = {item.code: item for item in before.recommended}
    later = {item.code: item for item in after.recommended}
    both = [(earlier[code], item) for code, item in later.items() if code in earlier]
    moved = [
        Reclassified(old, new)
        for old, new in both
        if (old.urgency, old.settled) != (new.urgency, new.settled)
    ]
    return Comparison(
        gained=tuple(item for code, item in later.items() if code not in earlier),
        lost=tuple(item for code, item in earlier.items() if code not in later),
        moved=tuple(moved),
        kept=len(both) - len(moved),
    )
