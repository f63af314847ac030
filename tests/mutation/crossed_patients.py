"""Patients for whom one condition may decide: answers of several patients put together.

A fault shows where its row holds, or misses by one cell, and where the page hangs on it. So a way
is drawn from the row to something that a page shows. For each clause on the way a patient of whom
it holds gives his answers to what it reads; numbers that the row compares are put on the limit or
beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

from data.input.kinds import is_legal
from engine.model.answers import Answers, Value
from engine.model.conditions import Clause, Row, UnaryTest
from engine.model.pathway import Pathway
from tests.mutation.content_mutants import unit
from tests.mutation.many_patients import ManyPatients, bits

Place = tuple[str, Row]
"""A row with the name of the concept that it makes; no name if the page shows it at once."""


class CrossedPatients:
    """Puts patients together from those of a pathway."""

    def __init__(self, pathway: Pathway, donors: ManyPatients) -> None:
        self._pathway = pathway
        self._donors = donors
        self._random = Random(12)
        self._numbers: dict[tuple[Row, bool], list[int]] = {}
        self._reads = asked_findings(pathway)
        self._readers: dict[str, list[Place]] = {}
        for key, row in _places(pathway):
            for clause in row:
                self._readers.setdefault(clause.name, []).append((key, row))

    def patients(self, faulty: Pathway, number: int) -> Iterator[Answers]:
        """Patients at whom a fault may show."""
        right, wrong = set(_places(self._pathway)), set(_places(faulty))
        places = sorted(right ^ wrong, key=repr) or sorted(right, key=repr)
        for _ in range(number):
            name, row = self._random.choice(places)
            yield self._crossed([row, *self._way(name)])

    def _way(self, name: str) -> Iterator[Row]:
        """Rows by which a concept reaches the page."""
        while name in self._readers:
            name, row = self._random.choice(self._readers[name])
            yield row

    def _crossed(self, way: Sequence[Row]) -> Answers:
        answers = dict(self._donor(way[-1]))
        missed = self._random.choice([None, *way[0]])
        for row in reversed(way):
            if row is way[0] or self._random.random() < 0.5:
                for clause in self._random.sample(row, len(row)):
                    self._give(answers, clause, holds=clause is not missed)
        for clause in way[0]:
            if self._random.random() < 0.7:
                self._put_on_limit(answers, clause)
        return answers

    def _donor(self, row: Row, *, holds: bool = True) -> Answers:
        """A patient of whom a row holds, or does not; anybody if there is none."""
        if (row, holds) not in self._numbers:
            satisfying = self._donors.satisfying(row)
            who = satisfying if holds else self._donors.everybody & ~satisfying
            self._numbers[row, holds] = list(bits(who))
        numbers = self._numbers[row, holds] or range(len(self._donors.patients))
        return self._donors.patients[self._random.choice(numbers)]

    def _give(self, answers: dict[str, Value], clause: Clause, *, holds: bool) -> None:
        """Take over what a clause reads from a patient of whom it holds, or does not."""
        donor = self._donor((clause,), holds=holds)
        for key in self._reads[clause.name]:
            answers.pop(key, None)
            if key in donor:
                answers[key] = donor[key]

    def _put_on_limit(self, answers: dict[str, Value], clause: Clause) -> None:
        """Set a number, or one from which it is derived, to a limit of its cell or beside it."""
        if not isinstance(clause.test, UnaryTest):
            return
        for cut in clause.test.cuts:
            finding = self._pathway.findings[self._random.choice(sorted(self._reads[clause.name]))]
            step = self._random.choice((-1, -0.5, 0, 0.5, 1)) * unit(finding, cut.value)
            number = round(cut.value + step, 4)
            value = int(number) if finding.kind.whole else number
            if finding.kind.numeric and is_legal(finding, value):
                answers[finding.key] = value


def asked_findings(pathway: Pathway) -> Mapping[str, frozenset[str]]:
    """By finding, concept and contradiction, the asked findings that it reads."""
    found: dict[str, frozenset[str]] = {}
    for key, finding in pathway.findings.items():
        found[key] = frozenset(finding.derived.inputs if finding.derived else (key,))
    for part in (*pathway.contradictions.values(), *pathway.concepts.values()):
        clauses = (clause for row in (*part.when, *part.unless) for clause in row)
        found[part.key] = frozenset().union(*(found[clause.name] for clause in clauses))
    return found


def _places(pathway: Pathway) -> Iterator[Place]:
    groups: Sequence[Mapping[str, Any]] = (pathway.rules, pathway.remarks, pathway.sections)
    for part in (part for group in groups for part in group.values()):
        tables = (getattr(part, field, ()) for field in ("when", "unless", "gate"))
        yield from (("", row) for table in tables for row in table)
    for part in (*pathway.contradictions.values(), *pathway.concepts.values()):
        yield from ((part.key, row) for row in (*part.when, *part.unless))
