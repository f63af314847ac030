"""Why a rule fired, or what holds it back, in terms of findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.compile import Compiled
from engine.findings import UNKNOWN, Value
from engine.tables import Clause, Row, Rule, Table
from engine.unary import UnaryTest


@dataclass(frozen=True, slots=True)
class Reason:
    """A finding and the value on which something rests, UNKNOWN included."""

    finding: str
    value: Value


@dataclass(frozen=True, slots=True)
class Situation:
    """One patient as the tables see them: facts, and their place in the diagram."""

    compiled: Compiled
    facts: Mapping[str, Value]
    here: Sequence[int]

    def holds(self, condition: str) -> bool:
        """Whether a concept or contradiction holds."""
        root = self.compiled.functions.conditions[condition]
        return self.compiled.diagram.value(root, self.here)

    def fires(self, rule: Rule) -> bool:
        """Whether a rule fires, its section's gate included."""
        functions = self.compiled.functions
        return all(
            self.compiled.diagram.value(root, self.here)
            for root in (functions.gates[rule.section], functions.rules[rule.key])
        )

    def blocked(self, rule: Rule) -> bool:
        """Whether only the rule's own exceptions keep it from firing."""
        gate = self.compiled.functions.gates[rule.section]
        return (
            self.compiled.diagram.value(gate, self.here)
            and any(map(self.satisfies, rule.when))
            and any(map(self.satisfies, rule.unless))
        )

    def reasons(self, table: Table) -> tuple[Reason, ...]:
        """The findings on which the rows of a table rest that hold, in the order of its cells."""
        return tuple(dict.fromkeys(self._table(table)))

    def satisfies(self, row: Row) -> bool:
        """Whether every clause of a row holds."""
        return all(map(self._clause_holds, row))

    def _clause_holds(self, clause: Clause) -> bool:
        if isinstance(clause.test, UnaryTest):
            return clause.test.matches(self.facts.get(clause.name, UNKNOWN))
        return self.holds(clause.name) == clause.test

    def _table(self, table: Table) -> Iterator[Reason]:
        """The findings behind every row that holds."""
        for row in filter(self.satisfies, table):
            for clause in row:
                yield from self._clause(clause)

    def _clause(self, clause: Clause) -> Iterator[Reason]:
        if isinstance(clause.test, UnaryTest):
            yield Reason(clause.name, self.facts.get(clause.name, UNKNOWN))
            return
        pathway = self.compiled.pathway
        concept = pathway.concepts.get(clause.name) or pathway.contradictions[clause.name]
        if clause.test:
            yield from self._table(concept.when)
        else:
            yield from self._absent(concept.when)

    def _absent(self, table: Table) -> Iterator[Reason]:
        """For rows none of which holds: in each, the first clause that fails."""
        for row in table:
            failing = next((clause for clause in row if not self._clause_holds(clause)), None)
            if failing is None:
                continue
            if isinstance(failing.test, UnaryTest):
                yield Reason(failing.name, self.facts.get(failing.name, UNKNOWN))
