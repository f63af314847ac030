"""Results that are waited for, and what each of them would settle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.model.answers import Value
from engine.model.conditions import Table


@dataclass(frozen=True, slots=True)
class Outcome:
    """One possible result.

    Attributes:
        says: the result in a few words: `no infection`.
        facts: the findings that it settles, asked or derived, with their values; together they
            are what some patient can have. Unknown is what nobody says on that day: an answer
            that counts on outweighs it.
        renews: the answers that count no longer once the result is there.
    """

    key: str
    says: str
    facts: Mapping[str, Value]
    renews: frozenset[str]
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AwaitedOutcomes:
    """Something whose result is waited for, with the results that it can have.

    Attributes:
        title: what it is: `blood cultures`.
        codes: it is awaited while one of these recommendations holds,
        when: or while a row of this holds.
    """

    key: str
    title: str
    codes: tuple[str, ...]
    when: Table
    outcomes: tuple[Outcome, ...]
