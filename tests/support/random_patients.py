"""Random patients: legal answers of every kind, complete, partial and absurd."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from engine.model.answers import UNKNOWN, Answers, LevelReading, Value
from engine.model.conditions import UnaryTest
from engine.model.findings import Finding
from engine.model.kinds import Kind
from engine.model.pathway import Pathway


def numbers_near_cuts(pathway: Pathway) -> dict[str, list[float]]:
    """For each numeric finding, numbers on and beside every place where content cuts it."""
    found: dict[str, list[float]] = {}
    for clause in (clause for table in pathway.tables() for row in table for clause in row):
        finding = pathway.findings.get(clause.name)
        if finding is None or not finding.kind.numeric or not isinstance(clause.test, UnaryTest):
            continue
        step = 1.0 if finding.kind.whole else 0.01
        for cut in clause.test.cuts:
            found.setdefault(clause.name, []).extend(
                round(cut.value + offset, 4) for offset in (-step, 0.0, step)
            )
    return found


class Patients:
    """An endless supply of random answers to a pathway's questions."""

    def __init__(self, pathway: Pathway, seed: int) -> None:
        self._random = Random(seed)
        self._near = numbers_near_cuts(pathway)
        self._asked = [f for f in pathway.findings.values() if f.derived is None]

    def __iter__(self) -> Iterator[Answers]:
        while True:
            yield self.patient()

    def patient(self, known: float | None = None) -> dict[str, Value]:
        """One patient, of whom each finding is known with one common probability."""
        share = self._random.choice((0.2, 0.5, 0.8, 0.95, 1.0)) if known is None else known
        calm = self._random.random() < 0.6
        return {
            finding.key: self.value(finding, calm=calm)
            for finding in self._asked
            if self._random.random() < share
        }

    def variation(self, base: Answers, changes: int) -> dict[str, Value]:
        """A patient like another, with some findings changed or forgotten."""
        answers = dict(base)
        for finding in self._random.sample(self._asked, changes):
            if self._random.random() < 0.4:
                answers.pop(finding.key, None)
            else:
                answers[finding.key] = self.value(finding, calm=True)
        return answers

    def value(self, finding: Finding, *, calm: bool = False) -> Value:
        """A legal value; a calm one is mostly the reassuring first or last choice."""
        if finding.kind is Kind.SEVERAL:
            return self._several(finding)
        if finding.kind is Kind.LEVELS:
            return self._levels(finding)
        if finding.kind.numeric:
            return self._number(finding)
        options = list(finding.options)
        reassuring = [option for option in options if option in ("none", "no")]
        if calm and reassuring and self._random.random() < 0.93:
            return reassuring[0]
        return self._random.choice(options)

    def _number(self, finding: Finding) -> Value:
        low, high = finding.low or 0.0, finding.high or 0.0
        near = [n for n in self._near.get(finding.key, ()) if low <= n <= high]
        if near and self._random.random() < 0.7:
            number = self._random.choice(near)
        else:
            number = self._random.uniform(low, high)
        return int(number) if finding.kind.whole else round(number, 4)

    def _several(self, finding: Finding) -> Value:
        others = [option for option in finding.options if option != finding.none]
        chosen = self._random.sample(others, self._random.randint(0, len(others)))
        return frozenset(chosen) or frozenset({finding.none or others[0]})

    def _levels(self, finding: Finding) -> Value:
        levels = self._random.sample(finding.sites.names, self._random.choice((0, 1, 1, 1, 2, 3)))
        return tuple(self._reading(level, finding.fields) for level in levels)

    def _reading(self, level: str, fields: Sequence[Finding]) -> LevelReading:
        reading: dict[str, str | float] = {"level": level}
        for part in fields:
            value = self.value(part, calm=True) if self._random.random() < 0.85 else UNKNOWN
            if isinstance(value, str | int | float) and value != UNKNOWN:
                reading[part.key] = value
        return reading
