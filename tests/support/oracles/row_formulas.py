"""The rows of the tables as formulas, compared with the diagram at every point.

A formula is simplified under one value of one finding after the other, along with the walk through
the diagram, until both have come down to true or false. Where a pair of a node and a formula was
compared before, it is not compared again: so all points are covered without listing them. Nothing
here joins diagrams; a cell is read by asking whether a value of each position matches it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from engine.diagram.compiler import Compiled
from engine.diagram.domains import Domain
from engine.model.answers import UNKNOWN, Value
from engine.model.conditions import Clause, Row, Table, UnaryTest
from engine.model.pathway import Concept

Shape: TypeAlias = tuple[str, tuple[int, ...]]
FALSE, TRUE = 0, 1


def samples(domain: Domain) -> dict[int, Value]:
    """A value at each position of a domain, found by trial."""
    found: dict[int, Value] = {0: UNKNOWN}
    if domain.choices:
        return found | {1 + n: choice for n, choice in enumerate(domain.choices)}
    edges = sorted({cut.value for cut in domain.cuts})
    tried = [-1e9, 1e9, *edges, *(e - 1e-6 for e in edges), *(e + 1e-6 for e in edges)]
    return found | {domain.position(number): number for number in tried}


class Formulas:
    """Formulas over the findings of a pathway; equal ones have one number.

    Attributes:
        compared: how many pairs of a node and a formula were compared.
    """

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        self._pathway = compiled.pathway
        self._samples = [samples(domain) for domain in compiled.domains]
        self._shapes: list[Shape] = [("false", ()), ("true", ())]
        self._supports: list[int] = [0, 0]
        self._numbers: dict[Shape, int] = {}
        self._conditions: dict[str, int] = {}
        self._assigned: dict[tuple[int, int, int], int] = {}
        self._agreed: set[tuple[int, int]] = set()

    @property
    def compared(self) -> int:
        return len(self._agreed)

    def condition(self, key: str) -> int:
        if key not in self._conditions:
            concept: Concept = self._pathway.concepts.get(key) or self._pathway.contradictions[key]
            self._conditions[key] = self.holds(concept.when, concept.unless)
        return self._conditions[key]

    def gate(self, section: str) -> int:
        parts: list[int] = []
        for key, item in self._pathway.sections.items():
            gate = self.table(item.gate) if item.gate else TRUE
            if key == section:
                return self._every([*parts, gate])
            if item.stops:
                parts.append(self._no(gate))
        raise KeyError(section)

    def recommendation(self, code: str) -> int:
        rules = (rule for rule in self._pathway.rules.values() if rule.gives == code)
        return self._some(
            self._every((self.gate(rule.section), self.holds(rule.when, rule.unless)))
            for rule in rules
        )

    def rule(self, key: str) -> int:
        rule = self._pathway.rules[key]
        return self.holds(rule.when, rule.unless)

    def remark(self, key: str) -> int:
        remark = self._pathway.remarks[key]
        return self._every((self.gate(remark.section), self.holds(remark.when, remark.unless)))

    def asked_when(self, finding: str) -> int:
        table = self._pathway.findings[finding].asked_when
        return self.table(table) if table else TRUE

    def holds(self, when: Table, unless: Table) -> int:
        return self._every((self.table(when), self._no(self.table(unless))))

    def table(self, table: Table) -> int:
        return self._some(map(self._row, table))

    def agree(self, node: int, formula: int) -> bool:
        """Return whether a node of the diagram and a formula are equal at every point."""
        if formula <= TRUE and node <= TRUE:
            return node == formula
        if (node, formula) in self._agreed:
            return True
        diagram = self._compiled.diagram
        support = self._supports[formula]
        top = (support & -support).bit_length() - 1 if support else len(diagram.sizes)
        variable = min(top, diagram.variables[node])
        below = diagram.children[node] if diagram.variables[node] == variable else None
        if not all(
            self.agree(below[p] if below else node, self._assign(formula, variable, p))
            for p in range(diagram.sizes[variable])
        ):
            return False
        self._agreed.add((node, formula))
        return True

    def _row(self, row: Row) -> int:
        return self._every(map(self._clause, row))

    def _clause(self, clause: Clause) -> int:
        if isinstance(clause.test, UnaryTest):
            variable = self._compiled.variables[clause.name]
            matching = [p for p, v in self._samples[variable].items() if clause.test.matches(v)]
            return self._number("is", (variable, *sorted(matching)), 1 << variable)
        holds = self.condition(clause.name)
        return holds if clause.test else self._no(holds)

    def _every(self, parts: Iterable[int]) -> int:
        return self._join("every", parts, winner=FALSE)

    def _some(self, parts: Iterable[int]) -> int:
        return self._join("some", parts, winner=TRUE)

    def _join(self, kind: str, parts: Iterable[int], winner: int) -> int:
        kept = {part for part in parts if part != 1 - winner}
        if winner in kept:
            return winner
        if len(kept) < 2:
            return kept.pop() if kept else 1 - winner
        support = 0
        for part in kept:
            support |= self._supports[part]
        return self._number(kind, tuple(sorted(kept)), support)

    def _no(self, formula: int) -> int:
        if formula <= TRUE:
            return 1 - formula
        return self._number("no", (formula,), self._supports[formula])

    def _number(self, kind: str, parts: tuple[int, ...], support: int) -> int:
        shape = (kind, parts)
        if shape not in self._numbers:
            self._numbers[shape] = len(self._shapes)
            self._shapes.append(shape)
            self._supports.append(support)
        return self._numbers[shape]

    def _assign(self, formula: int, variable: int, position: int) -> int:
        """A formula with one value put in for a variable."""
        if not self._supports[formula] >> variable & 1:
            return formula
        key = (formula, variable, position)
        if key not in self._assigned:
            kind, parts = self._shapes[formula]
            if kind == "is":
                return TRUE if position in parts[1:] else FALSE
            joined: Mapping[str, Callable[[Iterable[int]], int]] = {
                "every": self._every,
                "some": self._some,
                "no": lambda found: self._no(*found),
            }
            self._assigned[key] = joined[kind](self._assign(p, variable, position) for p in parts)
        return self._assigned[key]
