"""The conditions that hold for one patient after another, by all rows of the tables at once.

The diagram answers for all patients, and a walk through it for one of them reads nodes that lie far
apart. Here each row is one bit, and each finding strikes out the rows that its value refuses.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import count
from operator import and_, getitem
from typing import NamedTuple, TypeAlias

from engine.diagram.domains import Domain
from engine.model.conditions import Row, Table, UnaryTest
from engine.model.pathway import Concept, Pathway, Rule

Bits: TypeAlias = int
"""Rows, one bit for each."""


class _Condition(NamedTuple):
    """The rows of a condition: of some of `when` and none of `unless`, all clauses hold."""

    when: Bits
    unless: Bits


class Truths(NamedTuple):
    """The conditions that hold at a point.

    Attributes:
        conditions: contradictions and concepts, by their keys.
        fired: rules.
        blocked: keys of the rules that only their exceptions keep from firing.
    """

    conditions: frozenset[str]
    fired: tuple[Rule, ...]
    blocked: frozenset[str]


class Rows:
    """The rows of the tables that lead to recommendations."""

    def __init__(self, pathway: Pathway, domains: Sequence[Domain]) -> None:
        """Number the rows, and note which of them each value of a finding refuses.

        Args:
            pathway: whose tables they are.
            domains: of the findings, in the order of the diagram.
        """
        self._numbers = count()
        self._refused = [[0] * domain.size for domain in domains]
        self._domains = {d.key: (d, self._refused[at]) for at, d in enumerate(domains)}
        self._refused_by: dict[str, tuple[Bits, Bits]] = {}
        concepts = {**pathway.contradictions, **pathway.concepts}
        conditions = {key: self._condition(concept) for key, concept in concepts.items()}
        self._sections = [
            (
                self._table(section.gate) if section.gate else None,
                section.stops,
                [(r, *self._condition(r)) for r in pathway.rules.values() if r.section == key],
            )
            for key, section in pathway.sections.items()
        ]
        every = (1 << next(self._numbers)) - 1
        self._left = [[every & ~rows for rows in refused] for refused in self._refused]
        self._conditions = [
            (key, *rows, every & ~without, every & ~with_it)
            for key, rows in conditions.items()
            for without, with_it in [self._refused_by.get(key, (0, 0))]
        ]

    def at(self, here: Sequence[int]) -> Truths:
        """The conditions that hold at a point of the diagram, rules section by section."""
        left = reduce(and_, map(getitem, self._left, here))
        conditions, fired, blocked = [], [], []
        for key, when, unless, without, with_it in self._conditions:
            if left & when and not left & unless:
                left &= with_it
                conditions.append(key)
            else:
                left &= without
        for gate, stops, rules in self._sections:
            if gate is None or left & gate:
                for rule, when, unless in rules:
                    if left & when:
                        if left & unless:
                            blocked.append(rule.key)
                        else:
                            fired.append(rule)
                if stops:
                    break
        return Truths(frozenset(conditions), tuple(fired), frozenset(blocked))

    def _condition(self, condition: Concept | Rule) -> _Condition:
        return _Condition(self._table(condition.when), self._table(condition.unless))

    def _table(self, table: Table) -> Bits:
        return sum(map(self._row, table))

    def _row(self, row: Row) -> Bits:
        """A new row, noted with the values and conditions that refuse it."""
        bit = 1 << next(self._numbers)
        for clause in row:
            if isinstance(clause.test, UnaryTest):
                domain, refused = self._domains[clause.name]
                for position in {*range(domain.size)} - domain.positions(clause.test):
                    refused[position] |= bit
            else:
                without, with_it = self._refused_by.get(clause.name, (0, 0))
                self._refused_by[clause.name] = (
                    (without | bit, with_it) if clause.test else (without, with_it | bit)
                )
        return bit
