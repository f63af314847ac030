"""Reasons why a rule fired or is held back, in terms of findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from engine.advice.facts import point
from engine.diagram.compiler import Compiled
from engine.diagram.rows import Truths
from engine.model.answers import UNKNOWN, Value
from engine.model.conditions import Clause, Row, Table, UnaryTest
from engine.model.pathway import Concept, Pathway


@dataclass(frozen=True, slots=True)
class Known:
    """A finding and the value on which something rests, UNKNOWN included."""

    finding: str
    value: Value


@dataclass(frozen=True, slots=True)
class Excluded:
    """A concept or contradiction whose absence something rests on."""

    condition: str


Reason: TypeAlias = Known | Excluded


@dataclass(frozen=True, slots=True)
class Patient:
    """One patient as the tables see them: facts, their place in the diagram, what holds there."""

    compiled: Compiled
    facts: Mapping[str, Value]
    here: Sequence[int]
    truths: Truths

    @classmethod
    def of(cls, compiled: Compiled, facts: Mapping[str, Value]) -> Patient:
        """The patient of whom some facts are known."""
        here = point(compiled, facts)
        return cls(compiled, facts, here, compiled.rows.at(here))

    def holds(self, condition: str) -> bool:
        """Return whether a concept or contradiction holds."""
        return condition in self.truths.conditions

    def reasons(self, table: Table) -> tuple[Reason, ...]:
        """The reasons of the rows that hold, findings before absences.

        A finding that is not known counts only where it can be asked now; else it decides nothing.
        """
        every = dict.fromkeys(self._table(table))
        found = [reason for reason in every if self._decides(reason)] or every
        return tuple(sorted(found, key=lambda reason: isinstance(reason, Excluded)))

    def _decides(self, reason: Reason) -> bool:
        """Return whether a reader can do something about a reason, or it is a fact."""
        if isinstance(reason, Excluded) or reason.value != UNKNOWN:
            return True
        asked_when = self.compiled.functions.asked_when.get(reason.finding)
        return asked_when is None or self.compiled.diagram.value(asked_when, self.here)

    def satisfies(self, row: Row) -> bool:
        """Return whether every clause of a row holds."""
        return all(map(self._clause_holds, row))

    def _clause_holds(self, clause: Clause) -> bool:
        if isinstance(clause.test, UnaryTest):
            return clause.test.matches(self.facts.get(clause.name, UNKNOWN))
        return self.holds(clause.name) == clause.test

    def _table(self, table: Table) -> Iterator[Reason]:
        """The findings on which every row that holds rests."""
        for row in filter(self.satisfies, table):
            for clause in row:
                yield from self._clause(clause)

    def _clause(self, clause: Clause) -> Iterator[Reason]:
        if isinstance(clause.test, UnaryTest):
            yield Known(clause.name, self.facts.get(clause.name, UNKNOWN))
        elif clause.test:
            yield from self._table(condition(self.compiled.pathway, clause.name).when)
        else:
            yield Excluded(clause.name)


def condition(pathway: Pathway, key: str) -> Concept:
    """The concept or contradiction of a name."""
    return pathway.concepts.get(key) or pathway.contradictions[key]
