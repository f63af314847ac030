"""Derived findings: what their functions do when one more thing becomes known.

A derivation sees raw answers, which no diagram holds. So its function is tried on steps of
learning: some answers, and the same answers with one that was missing. Where all inputs are
choices every step is tried; where numbers or readings level by level are read, numbers at and
beside every limit and a fixed draw of readings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, product
from math import prod
from random import Random
from typing import Final

from engine.compile import Compiled
from engine.decide import given_facts
from engine.derive import FUNCTIONS
from engine.findings import (
    LEVELS,
    UNKNOWN,
    Answers,
    Derivation,
    Finding,
    Kind,
    LevelReading,
    Value,
)
from engine.prove.claim import Claim, plainly
from engine.tables import Clause, Pathway
from engine.unary import UnaryTest

_FULL: Final = 8_000
"""Up to this many combinations of inputs all are tried; of more, some are drawn."""

_DRAWN: Final = 1_000
_DRAWN_READINGS: Final = 200
"""So many for each input, fewer where readings have many fields to leave out."""

_KNOWN: Final = 0.7
"""The share of inputs that a drawn combination has."""


@dataclass(frozen=True, slots=True)
class Step:
    """Answers before and after one input became known, wholly or in part."""

    learnt: str
    before: Answers
    after: Answers


class Trials:
    """Steps of learning for the inputs of one derived finding."""

    def __init__(self, compiled: Compiled, derived: Finding) -> None:
        """Choose the values of each input that are tried."""
        pathway = compiled.pathway
        if derived.derived is None:
            raise ValueError(f"{derived.key} is not derived")
        self._inputs = [pathway.findings[key] for key in derived.derived.inputs]
        self._asked_when = {finding.key: finding.asked_when for finding in self._inputs}
        places = limits(compiled)
        self._values = {
            finding.key: (UNKNOWN, *probes(finding, pathway, places)) for finding in self._inputs
        }
        readings = any(finding.kind is Kind.LEVELS for finding in self._inputs)
        self.complete = not readings and prod(map(len, self._values.values())) <= _FULL
        self.drawn = (_DRAWN_READINGS if readings else _DRAWN) * len(self._inputs)
        self.exhaustive = self.complete and not any(finding.numeric for finding in self._inputs)

    def __iter__(self) -> Iterator[Step]:
        """The steps, the same ones each time; only what is asked is learnt."""
        for point in self._all() if self.complete else self._drawn():
            for key, value in point.items():
                if value == UNKNOWN or not self._asked(key, point):
                    continue
                yield Step(key, point | {key: UNKNOWN}, point)
                if isinstance(value, tuple):
                    yield from _completed(key, value, point)

    def _asked(self, key: str, point: Answers) -> bool:
        """Whether a question can apply, as far as the other inputs tell."""
        rows = self._asked_when[key]
        return not rows or any(all(_allows(clause, point) for clause in row) for row in rows)

    def _all(self) -> Iterator[dict[str, Value]]:
        for values in product(*self._values.values()):
            yield dict(zip(self._values, values, strict=True))

    def _drawn(self) -> Iterator[dict[str, Value]]:
        random = Random(0)  # noqa: S311
        for _ in range(self.drawn):
            yield {
                key: random.choice(values) if random.random() < _KNOWN else UNKNOWN
                for key, values in self._values.items()
            }


def _allows(clause: Clause, point: Answers) -> bool:
    """Whether a clause holds, or is about something else than the inputs."""
    if clause.name not in point or not isinstance(clause.test, UnaryTest):
        return True
    return clause.test.matches(point[clause.name])


def _completed(key: str, readings: tuple[LevelReading, ...], point: Answers) -> Iterator[Step]:
    """Steps in which one field of one level's reading becomes known."""
    for place, reading in enumerate(readings):
        for name in reading.keys() - {"level"}:
            less = {field: value for field, value in reading.items() if field != name}
            shorter = (*readings[:place], less, *readings[place + 1 :])
            yield Step(key, {**point, key: shorter}, point)


def limits(compiled: Compiled) -> Mapping[str, tuple[float, ...]]:
    """The places where the content cuts each number, or a number derived from it."""
    own = {domain.key: tuple(cut.value for cut in domain.cuts) for domain in compiled.domains}
    found = dict(own)
    for finding in compiled.pathway.findings.values():
        for key in finding.derived.inputs if finding.derived else ():
            found[key] = (*found.get(key, ()), *own[finding.key])
    return found


def probes(
    finding: Finding, pathway: Pathway, places: Mapping[str, tuple[float, ...]]
) -> tuple[Value, ...]:
    """The known values of a finding that are tried.

    Every choice, every set of choices (of many choices, the small ones), numbers at both ends,
    at and beside their places, and readings of one and of two levels.
    """
    match finding.kind:
        case Kind.CHOICE:
            return tuple(finding.options)
        case Kind.SEVERAL:
            options = finding.options
            sizes = range(len(options) + 1) if len(options) < 10 else (0, 1, 2, len(options))
            sets = chain.from_iterable(combinations(options, size) for size in sizes)
            return tuple(map(frozenset, sets))
        case Kind.LEVELS:
            return tuple(_readings(finding, pathway))
        case Kind.INTEGER | Kind.NUMBER:
            return numbers(finding, places.get(finding.key, ()))


def numbers(finding: Finding, places: tuple[float, ...]) -> tuple[float, ...]:
    """Both ends of a number's range, its middle, and what lies at and beside some places."""
    step = 1.0 if finding.kind is Kind.INTEGER else 0.1
    beside = {place + offset for place in places for offset in (-step, 0.0, step)}
    if finding.low is None or finding.high is None:
        return tuple(sorted(beside))
    low, high = finding.low, finding.high
    ends = {low, (low + high) // 2, high}
    return tuple(sorted(ends | {value for value in beside if low < value < high}))


def _readings(finding: Finding, pathway: Pathway) -> Iterator[tuple[LevelReading, ...]]:
    """A fixed draw of readings: no level, each by itself, and two."""
    random = Random(1)  # noqa: S311
    singles = [(level,) for level in LEVELS]
    pairs = [tuple(random.sample(LEVELS, 2)) for _ in range(200)]
    yield ()
    yield from draw_readings(finding, pathway, [*singles, *pairs], random)


def draw_readings(
    finding: Finding, pathway: Pathway, levels: Iterable[tuple[str, ...]], random: Random
) -> Iterator[tuple[LevelReading, ...]]:
    """Readings of some levels whose fields are drawn, some of them left out."""
    fields = {
        field.key: (
            *((UNKNOWN,) * 2),
            *probes(field, pathway, {field.key: _same_unit(pathway, field)}),
        )
        for field in finding.fields
        if field.key != "level"
    }
    for named in levels:
        yield tuple(_reading(level, fields, random) for level in named)


def _reading(
    level: str, fields: Mapping[str, tuple[Value, ...]], random: Random
) -> Mapping[str, str | float]:
    reading: dict[str, str | float] = {"level": level}
    for name, values in fields.items():
        value = random.choice(values)
        if value != UNKNOWN and isinstance(value, str | int | float):
            reading[name] = value
    return reading


def _same_unit(pathway: Pathway, field: Finding) -> tuple[float, ...]:
    thresholds = pathway.thresholds.values()
    return tuple(item.value for item in thresholds if field.unit and item.unit == field.unit)


@dataclass(frozen=True, slots=True)
class Learning:
    """What became of a derived finding on all the steps tried.

    Attributes:
        moves: for each input learnt, by position of the derived value the mask of the positions
            it was seen to move to, staying included.
        faults: for each claim about it that was broken, answers that break it.
        revised: the inputs that changed a value which was known.
        choices: the inputs that are a single choice.
        seen: positions of those, and after them of the derived value, that were seen together.
    """

    moves: Mapping[str, Sequence[int]]
    faults: Mapping[str, Answers]
    revised: frozenset[str]
    choices: tuple[str, ...]
    seen: frozenset[tuple[int, ...]]


_LEGAL: Final = "has a value that it may have"
_FINAL: Final = "keeps a value that is final"
_REVISED: Final = "changes once known only by what is said to revise it"


def learning(compiled: Compiled, finding: Finding) -> Learning:
    """Try every step for one derived finding.

    Raises:
        ValueError: when the finding is asked.
    """
    derivation = finding.derived
    if derivation is None:
        raise ValueError(f"{finding.key} is not derived")
    domain = compiled.domains[compiled.variables[finding.key]]
    moves = {key: [1 << p for p in range(domain.size)] for key in derivation.inputs}
    variables = {key: compiled.variables.get(key) for key in derivation.inputs}
    inputs = {key: compiled.domains[v] for key, v in variables.items() if v is not None}
    choices = {key: read for key, read in inputs.items() if read.choices}
    seen: set[tuple[int, ...]] = set()
    faults: dict[str, Answers] = {}
    revised = set()
    for step in Trials(compiled, finding):
        before, after = (_value(compiled, derivation, a) for a in (step.before, step.after))
        if not (_legal(finding, before) and _legal(finding, after)):
            faults.setdefault(_LEGAL, _known(step.after))
            continue
        moves[step.learnt][domain.position(before)] |= 1 << domain.position(after)
        beside = (read.position(step.after[key]) for key, read in choices.items())
        seen.add((*beside, domain.position(after)))
        if before not in (UNKNOWN, after):
            revised.add(step.learnt)
            if before in derivation.final:
                faults.setdefault(_FINAL, _known(step.after))
            if step.learnt not in derivation.revised_by:
                faults.setdefault(_REVISED, _known(step.after))
    return Learning(moves, faults, frozenset(revised), tuple(choices), frozenset(seen))


def _value(compiled: Compiled, derivation: Derivation, answers: Answers) -> Value:
    return FUNCTIONS[derivation.function](given_facts(compiled.pathway, _known(answers)))


def _known(answers: Answers) -> dict[str, Value]:
    return {key: value for key, value in answers.items() if value != UNKNOWN}


def _legal(finding: Finding, value: Value) -> bool:
    if value == UNKNOWN:
        return True
    return isinstance(value, int | float) if finding.numeric else value in finding.options


def derivations(learnt: Mapping[str, Learning], pathway: Pathway) -> Iterator[Claim]:
    """What holds of every derived finding on all the steps tried."""
    for key, found in learnt.items():
        for says in (_LEGAL, _FINAL, _REVISED):
            example = found.faults.get(says)
            yield plainly(f"{key} {says}", holds=example is None, example=example)
        derivation = pathway.findings[key].derived
        for name in sorted(derivation.revised_by if derivation else ()):
            yield plainly(f"{name} can revise {key}", holds=name in found.revised)


def how_tried(compiled: Compiled) -> Iterator[str]:
    """For each derived finding, how far the trials of its function reach."""
    for finding in compiled.pathway.findings.values():
        if finding.derived:
            trials = Trials(compiled, finding)
            if trials.exhaustive:
                how = "every combination of its inputs"
            elif trials.complete:
                how = "every combination of choices with numbers at and beside every limit"
            else:
                how = f"{trials.drawn} drawn combinations, each with every one answer or field less"
            yield f"{finding.key}: {how}"
