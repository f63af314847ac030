"""Faults: everything wrong with an input, named at once, each with its place."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

MOST: Final = 20
"""Faults that are named, the first ones; a hostile input has as many as it has bytes."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong, where it is, and what would be legal."""

    place: str
    says: str

    def __str__(self) -> str:
        return f"{self.place}: {self.says}" if self.place else self.says


class FaultyInputError(ValueError):
    """An input with one fault or more; nothing of it was used."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the first faults in the order in which they were found, and count the others."""
        found = tuple(faults)
        more = len(found) - MOST
        self.faults = (*found[:MOST], Fault("", f"and {more} more")) if more > 0 else found
        super().__init__("\n".join(map(str, self.faults)))


def nearest(word: str, legal: Iterable[str]) -> str:
    """A hint that names the legal words closest to `word`, or all if they are few."""
    known = list(legal)
    close = difflib.get_close_matches(word, known, n=3, cutoff=0.5)
    if close:
        return "did you mean " + " or ".join(close) + "?"
    return "legal: " + ", ".join(known) if len(known) <= 12 else ""
