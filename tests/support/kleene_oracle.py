"""An interpreter of the tables in strong Kleene logic: the engine's independent oracle.

It walks rows and cells as they are written. It knows no diagram, no cell positions and no cuts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.model.answers import UNKNOWN, Value
from engine.model.conditions import Clause, Row, Table, UnaryTest
from engine.model.pathway import Concept, Pathway, Rule

Truth = bool | None


def negation(truth: Truth) -> Truth:
    return None if truth is None else not truth


def conjunction(parts: list[Truth]) -> Truth:
    if False in parts:
        return False
    return None if None in parts else True


def disjunction(parts: list[Truth]) -> Truth:
    return negation(conjunction([negation(part) for part in parts]))


@dataclass
class Interpreter:
    """Truth values of conditions, where each finding may still have any of several values."""

    pathway: Pathway
    possible: Mapping[str, list[Value]]
    _known: dict[str, Truth] = field(default_factory=dict)

    def recommendation(self, code: str) -> Truth:
        rules = [rule for rule in self.pathway.rules.values() if rule.gives == code]
        return disjunction([self.rule(rule) for rule in rules])

    def rule(self, rule: Rule) -> Truth:
        parts: list[Truth] = []
        for key, section in self.pathway.sections.items():
            gate = self.table(section.gate) if section.gate else True
            if key == rule.section:
                parts.append(gate)
                break
            if section.stops:
                parts.append(negation(gate))
        return conjunction([*parts, self.table(rule.when), negation(self.table(rule.unless))])

    def condition(self, key: str) -> Truth:
        if key not in self._known:
            concept: Concept = self.pathway.concepts.get(key) or self.pathway.contradictions[key]
            self._known[key] = conjunction(
                [self.table(concept.when), negation(self.table(concept.unless))]
            )
        return self._known[key]

    def table(self, table: Table) -> Truth:
        return disjunction([self.row(row) for row in table])

    def row(self, row: Row) -> Truth:
        return conjunction([self.clause(clause) for clause in row])

    def clause(self, clause: Clause) -> Truth:
        if isinstance(clause.test, UnaryTest):
            found = {clause.test.matches(v) for v in self.possible.get(clause.name, [UNKNOWN])}
            return found.pop() if len(found) == 1 else None
        truth = self.condition(clause.name)
        return truth if clause.test else negation(truth)
