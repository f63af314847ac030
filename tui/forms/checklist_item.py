"""One line of a list to tick, and the marks that are no value of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

ITEM_NO: Final = "-"
ITEM_NOT_KNOWN: Final = "?"
"""Marks of an item that was checked and is absent, or is not known; no value is called so."""

ITEM_WHICH: Final = "+"
"""Mark of an item that is present in one of several ways, of which nobody has said which."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line to tick.

    Attributes:
        states: the words for each value that its key steps through, by value; `ITEM_WHICH` comes
            first where the words of the item do not say which of them is meant.
        before: how it was answered earlier, in words, where that was not a tick.
    """

    key: str
    says: str
    states: Mapping[str, str]
    before: str = ""
