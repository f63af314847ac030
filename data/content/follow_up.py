"""Follow-up of a session: results awaited, their time limits, units of time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from engine.model.conditions import Table

DURATIONS: Final[Mapping[str, timedelta]] = {
    "weeks": timedelta(weeks=1),
    "months": timedelta(days=365.2425 / 12),
    "years": timedelta(days=365.2425),
}
"""The units of findings that grow with time."""


def word_of(title: str) -> str:
    """The title of a result as one word: `blood-tests`."""
    return "-".join(title.lower().split())


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit: the recommendation or rule that states it, its words and longest time."""

    code: str
    says: str
    after: timedelta


@dataclass(frozen=True, slots=True)
class AwaitableResult:
    """A result that can be waited for after a session, as the content lists it.

    Attributes:
        codes: the recommendations that ask for it.
        requested: rows under which it is requested already.
        arrived: rows under which it is there.
        limits: the time limits that recommendations state for it.
        visit: whether a later session is the result.
    """

    title: str
    codes: tuple[str, ...]
    requested: Table
    arrived: Table
    limits: tuple[Limit, ...]
    visit: bool = False

    @property
    def key(self) -> str:
        """The word by which it is dropped; once it has another title it is awaited again."""
        return word_of(self.title)
