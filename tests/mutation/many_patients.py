"""Many patients advised at once: a condition is one number, with a bit for each patient.

The tables of a faulty pathway are read in some milliseconds for a thousand patients, so every
fault can be tried on all of them. No diagram is built.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import and_, or_

from engine.advice.facts import given_facts
from engine.model.answers import UNKNOWN, Answers, Value
from engine.model.conditions import Clause, Row, Table, UnaryTest
from engine.model.facts import Facts
from engine.model.pathway import Concept, Pathway, Rule
from engine.model.urgency import Urgency

Shown = Mapping[tuple[str, str], int]
"""For each thing that a page can show, as kind and name, the patients whose page shows it."""


class ManyPatients:
    """Patients, and what a pathway shows to each of them.

    Attributes:
        patients: their answers; the first has the lowest bit.
        everybody: the bits of all.
        shown: what the pathway shows.
    """

    def __init__(self, pathway: Pathway, patients: Sequence[Answers]) -> None:
        self.patients = tuple(patients)
        self._pathway = pathway
        self._columns = _Columns(pathway, self.patients)
        self.everybody = self._columns.everybody
        self._reading = _Reading(pathway, self._columns)
        self.shown = self._reading.shown()

    def changed(self, faulty: Pathway) -> int:
        """The patients whose page is another with a faulty pathway."""
        pages = _Reading(faulty, self._columns_of(faulty)).shown()
        keys = self.shown.keys() | pages.keys()
        return reduce(or_, (self.shown.get(key, 0) ^ pages.get(key, 0) for key in keys), 0)

    def satisfying(self, row: Row) -> int:
        """The patients of whom a row of the pathway holds."""
        return self._reading.row(row)

    def codes(self, faulty: Pathway) -> Mapping[str, int]:
        """By code of a faulty pathway, the patients whose page shows it."""
        pages = _Reading(faulty, self._columns_of(faulty)).shown()
        return {name: who for (kind, name), who in pages.items() if kind == "code"}

    def _columns_of(self, faulty: Pathway) -> _Columns:
        old, new = self._pathway.thresholds, faulty.thresholds
        read = any(old[key] != new[key] for key in self._columns.thresholds)
        return _Columns(faulty, self.patients) if read else self._columns


class _Columns:
    """For each finding and each of its values the patients who have it.

    Attributes:
        everybody: the bits of all patients.
        thresholds: those that derivations have read.
    """

    def __init__(self, pathway: Pathway, patients: Sequence[Answers]) -> None:
        self.everybody = (1 << len(patients)) - 1
        numbers = _Noting(given_facts(pathway, {}).thresholds)
        self.thresholds = numbers.read
        self._found = {
            key: self._column(_values(pathway, key, patients, numbers)) for key in pathway.findings
        }
        self._satisfied: dict[tuple[str, UnaryTest], int] = {}

    def satisfying(self, key: str, test: UnaryTest) -> int:
        """The patients of whom a finding satisfies a cell."""
        found = self._satisfied.get((key, test))
        if found is None:
            having = (who for value, who in self._found[key].items() if test.matches(value))
            found = self._satisfied[key, test] = reduce(or_, having, 0)
        return found

    def _column(self, values: Iterator[Value]) -> Mapping[Value, int]:
        who: dict[Value, list[int]] = {}
        for number, value in enumerate(values):
            if isinstance(value, str | int | float):  # no table tests sets and readings
                who.setdefault(value, []).append(number)
        return {value: _from_numbers(numbers) for value, numbers in who.items()}


class _Noting(dict[str, float]):
    """Thresholds that note which of them are read."""

    def __init__(self, numbers: Mapping[str, float]) -> None:
        super().__init__(numbers)
        self.read: set[str] = set()

    def __getitem__(self, key: str) -> float:
        self.read.add(key)
        return super().__getitem__(key)


def _values(
    pathway: Pathway, key: str, patients: Sequence[Answers], numbers: Mapping[str, float]
) -> Iterator[Value]:
    """The values of one finding, asked or derived, of each patient."""
    derived = pathway.findings[key].derived
    if derived is None:
        return (answers.get(key, UNKNOWN) for answers in patients)
    function = pathway.library.derivations[derived.function]
    return (function(Facts(answers, numbers)) for answers in patients)


def bits(who: int) -> Iterator[int]:
    """The numbers of some patients, the first is 0."""
    return (number for number, bit in enumerate(bin(who)[:1:-1]) if bit == "1")


def _from_numbers(numbers: Sequence[int]) -> int:
    found = bytearray(numbers[-1] // 8 + 1)
    for number in numbers:
        found[number // 8] |= 1 << number % 8
    return int.from_bytes(found, "little")


class _Reading:
    """Reads the tables of one pathway for all patients."""

    def __init__(self, pathway: Pathway, columns: _Columns) -> None:
        self._pathway = pathway
        self._columns = columns
        self._conditions: dict[str, int] = {}
        for condition in (*pathway.contradictions.values(), *pathway.concepts.values()):
            self._conditions[condition.key] = self._condition(condition)

    def shown(self) -> Shown:
        """Everything shown: remarks, contradictions, rules, codes, and codes with their urgency."""
        pathway, gates = self._pathway, self._gates()
        found = {("contradiction", key): self._conditions[key] for key in pathway.contradictions}
        for key, remark in pathway.remarks.items():
            found["remark", key] = gates[remark.section] & self._condition(remark)
        given: dict[str, list[tuple[Urgency | None, int]]] = {}
        for key, rule in pathway.rules.items():
            fires = found["rule", key] = gates[rule.section] & self._condition(rule)
            given.setdefault(rule.gives, []).append((rule.urgency, fires))
        for code, fired in given.items():
            found["code", code] = reduce(or_, (who for _, who in fired))
            for urgency, who in _urgencies(pathway.recommendations[code].urgency, fired):
                found[code, urgency.name] = found.get((code, urgency.name), 0) | who
        return found

    def row(self, row: Row) -> int:
        """The patients of whom a row holds."""
        return reduce(and_, map(self._clause, row), self._columns.everybody)

    def _clause(self, clause: Clause) -> int:
        if isinstance(clause.test, UnaryTest):
            return self._columns.satisfying(clause.name, clause.test)
        holds = self._conditions[clause.name]
        return holds if clause.test else self._columns.everybody & ~holds

    def _gates(self) -> Mapping[str, int]:
        """By section its patients: the gate is open and no earlier one ended the pathway."""
        gates, still = {}, self._columns.everybody
        for key, section in self._pathway.sections.items():
            gate = self._table(section.gate) if section.gate else self._columns.everybody
            gates[key] = gate & still
            if section.stops:
                still &= ~gate
        return gates

    def _condition(self, condition: Concept | Rule) -> int:
        return self._table(condition.when) & ~self._table(condition.unless)

    def _table(self, table: Table) -> int:
        return reduce(or_, map(self.row, table), 0)


def _urgencies(
    own: Urgency, fired: Sequence[tuple[Urgency | None, int]]
) -> Iterator[tuple[Urgency, int]]:
    """The patients given a code with each urgency: the most urgent of the rules that name one."""
    left = reduce(or_, (who for _, who in fired))
    for urgency in sorted({urgency for urgency, _ in fired if urgency is not None}):
        who = left & reduce(or_, (who for given, who in fired if given == urgency))
        yield urgency, who
        left &= ~who
    yield own, left
