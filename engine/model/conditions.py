"""Conditions of decision tables: cells, rows, and tables over findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

from engine.model.answers import UNKNOWN, Value


@dataclass(frozen=True, slots=True, order=True)
class Cut:
    """A place between two neighbouring numbers: just below `value`, or just above it."""

    value: float
    above: bool

    def precedes(self, number: float) -> bool:
        """Return whether the cut lies to the left of `number`."""
        return number > self.value if self.above else number >= self.value


@dataclass(frozen=True, slots=True)
class UnaryTest:
    """One cell: which values of a finding satisfy it.

    Attributes:
        text: the cell as its author wrote it.
        choices: the choices that satisfy it.
        low, high: for numbers, the cuts between which they satisfy it; None is open.
        number: whether a known number can satisfy it.
        unknown: whether unknown satisfies it.
        thresholds: the named thresholds it refers to.
    """

    text: str
    choices: frozenset[str] = frozenset()
    low: Cut | None = None
    high: Cut | None = None
    number: bool = False
    unknown: bool = False
    thresholds: tuple[str, ...] = ()

    @property
    def cuts(self) -> Iterable[Cut]:
        """The places where this test tells neighbouring numbers apart."""
        return (cut for cut in (self.low, self.high) if cut is not None)

    def matches(self, value: Value) -> bool:
        """Return whether `value` satisfies the cell."""
        if value == UNKNOWN:
            return self.unknown
        if isinstance(value, str):
            return value in self.choices
        if isinstance(value, int | float):
            return (
                self.number
                and (self.low is None or self.low.precedes(value))
                and (self.high is None or not self.high.precedes(value))
            )
        return False


@dataclass(frozen=True, slots=True)
class Clause:
    """One box of a table: a finding that satisfies a test, or a concept that holds or not."""

    name: str
    test: UnaryTest | bool


Row: TypeAlias = tuple[Clause, ...]
"""Clauses that hold together (AND)."""


Table: TypeAlias = tuple[Row, ...]
"""Rows any of which may hold (OR)."""


def clauses(*tables: Table) -> Iterator[Clause]:
    """The clauses of all rows of some tables."""
    return chain.from_iterable(row for table in tables for row in table)


def holds(table: Table, values: Mapping[str, Value]) -> bool:
    """Return whether a table over findings holds; a clause over a concept never does here."""
    return any(
        all(
            isinstance(clause.test, UnaryTest)
            and clause.test.matches(values.get(clause.name, UNKNOWN))
            for clause in row
        )
        for row in table
    )
