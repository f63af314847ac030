"""Derived findings: what their functions do when one more thing becomes known.

A derivation sees raw answers, which no diagram holds. So its function is tried on steps of
learning: some answers, and the same answers with one that was missing. Where there are few enough
combinations of the inputs all are tried, else a fixed draw. Of readings level by level only the
fields count that the function was seen to look at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from random import Random
from typing import Any, Final

from engine.advice.facts import given_facts
from engine.diagram.compiler import Compiled
from engine.diagram.domains import UNKNOWN_CELL, UNKNOWN_ONLY
from engine.model.answers import UNKNOWN, Answers, LevelReading, Value, known
from engine.model.conditions import Clause, UnaryTest
from engine.model.facts import Facts
from engine.model.findings import Derivation, Finding
from engine.model.kinds import Kind
from engine.model.pathway import Pathway
from engine.proofs.claims import Claim, plainly
from engine.proofs.sample_inputs import SampleInputs

_FULL: Final = 8_000
"""Up to this many combinations of inputs all are tried."""

_DRAWN: Final = 2_000
"""Of more combinations so many are drawn for each input."""

_KNOWN: Final = 0.75
"""The share of inputs that a drawn combination has."""

_LOOKS: Final = 200
"""So many combinations are drawn to see which fields of a reading a function looks at."""


@dataclass(frozen=True, slots=True)
class Step:
    """Answers before and after one input became known, wholly or in part."""

    learnt: str
    before: Answers
    after: Answers


class DerivationTrials:
    """Steps of learning for the inputs of one derived finding.

    Attributes:
        how: how far they reach, in words.
    """

    def __init__(self, compiled: Compiled, derived: Finding) -> None:
        """Choose the values of each input that are tried."""
        inputs = _inputs(compiled, derived)
        self._asked_when = {finding.key: finding.asked_when for finding in inputs}
        probes = SampleInputs(compiled, fields_read(compiled, derived))
        self._values = {finding.key: (UNKNOWN, *probes(finding)) for finding in inputs}
        self._complete = prod(map(len, self._values.values())) <= _FULL
        drawn = _DRAWN * len(inputs)
        self._drawn = () if self._complete else tuple(_draw(self._values, drawn))
        self.how = (
            "every combination of the values tried"
            if self._complete
            else f"{drawn} combinations drawn from the values tried"
        )
        if any(finding.kind is Kind.LEVELS for finding in inputs):
            self.how += ", readings of one level and of two"
        if any(finding.kind.numeric for finding in inputs):
            self.how += ", numbers at and beside every limit"

    def __iter__(self) -> Iterator[Step]:
        """The steps, the same ones each time; only what is asked is learnt."""
        for point in self._all() if self._complete else self._drawn:
            for key, value in point.items():
                if value == UNKNOWN or not self._asked(key, point):
                    continue
                yield Step(key, {**point, key: UNKNOWN}, point)
                if isinstance(value, tuple):
                    yield from _completed(key, value, point)

    def _asked(self, key: str, point: Answers) -> bool:
        """Return whether a question can apply, as far as the other inputs tell."""
        rows = self._asked_when[key]
        return not rows or any(all(_allows(clause, point) for clause in row) for row in rows)

    def _all(self) -> Iterator[Answers]:
        for values in product(*self._values.values()):
            yield dict(zip(self._values, values, strict=True))


def _inputs(compiled: Compiled, derived: Finding) -> list[Finding]:
    return [compiled.pathway.findings[key] for key in _derivation(derived).inputs]


def _derivation(finding: Finding) -> Derivation:
    if finding.derived is None:
        raise ValueError(f"{finding.key} is not derived")
    return finding.derived


def _draw(values: Mapping[str, tuple[Value, ...]], count: int) -> Iterator[Answers]:
    random = Random(0)  # noqa: S311
    for _ in range(count):
        yield {
            key: random.choice(tried) if random.random() < _KNOWN else UNKNOWN
            for key, tried in values.items()
        }


def _allows(clause: Clause, point: Answers) -> bool:
    """Return whether a clause holds, or is about something else than the inputs."""
    if clause.name not in point or not isinstance(clause.test, UnaryTest):
        return True
    return clause.test.matches(point[clause.name])


def _completed(key: str, readings: tuple[LevelReading, ...], point: Answers) -> Iterator[Step]:
    """Steps in which one field of one level's reading becomes known."""
    for place, reading in enumerate(readings):
        for name in sorted(reading.keys() - {"level"}):
            less = {field: value for field, value in reading.items() if field != name}
            shorter = (*readings[:place], less, *readings[place + 1 :])
            yield Step(key, {**point, key: shorter}, point)


def fields_read(compiled: Compiled, derived: Finding) -> frozenset[str]:
    """The fields of a level's reading that a derivation looks at, noted as it looks."""
    inputs = _inputs(compiled, derived)
    if not any(finding.kind is Kind.LEVELS for finding in inputs):
        return frozenset()
    noted: set[str] = set()
    probes = SampleInputs(compiled)
    values = {finding.key: (UNKNOWN, *probes(finding)) for finding in inputs}
    value_of = _valued(compiled, derived)
    for point in _draw(values, _LOOKS * len(inputs)):
        watched = {
            key: tuple(_Watched(reading, noted) for reading in value)
            if isinstance(value, tuple)
            else value
            for key, value in point.items()
        }
        value_of(watched)
    return frozenset(noted)


class _Watched(dict[str, str | float]):
    """A reading that notes which of its fields are looked at."""

    def __init__(self, reading: LevelReading, noted: set[str]) -> None:
        super().__init__(reading)
        self._noted = noted

    def __getitem__(self, key: str) -> str | float:
        self._noted.add(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - as the dict's own
        self._noted.add(key)
        return super().get(key, default)


@dataclass(frozen=True, slots=True)
class ObservedMoves:
    """The moves of a derived finding, observed on all steps tried.

    Attributes:
        moves: for each input learnt, by position of the derived value the mask of the positions
            it was seen to move to, staying included.
        faults: for each claim about it that was broken, answers that break it.
        revised: the inputs that changed a value which was known.
        choices: the inputs that are a single choice.
        seen: positions of those, and after them of the derived value, that were seen together.
        how: how far the trials reach.
    """

    moves: Mapping[str, Sequence[int]]
    faults: Mapping[str, Answers]
    revised: frozenset[str]
    choices: tuple[str, ...]
    seen: frozenset[tuple[int, ...]]
    how: str


_LEGAL: Final = "has a value that it may have"
_FINAL: Final = "keeps a value that is final"
_REVISED: Final = "changes once known only by what is said to revise it"


def learning(compiled: Compiled, finding: Finding) -> ObservedMoves:
    """Try every step for one derived finding.

    Raises:
        ValueError: when the finding is asked.
    """
    derivation = _derivation(finding)
    domain = compiled.domains[compiled.variables[finding.key]]
    variables = [(key, compiled.variables.get(key)) for key in derivation.inputs]
    inputs = {key: compiled.domains[v] for key, v in variables if v is not None}
    choices = {key: read for key, read in inputs.items() if read.choices}
    seen: set[tuple[int, ...]] = set()
    moves = {key: [1 << p for p in range(domain.size)] for key in derivation.inputs}
    faults: dict[str, Answers] = {}
    revised = set()
    trials, value = DerivationTrials(compiled, finding), _valued(compiled, finding)
    point: Answers | None = None
    after: Value = UNKNOWN
    beside: tuple[int, ...] = ()
    for step in trials:
        before = value(step.before)
        if step.after is not point:  # many steps end at one point
            point, after = step.after, value(step.after)
            beside = tuple(read.position(point[key]) for key, read in choices.items())
        if not (_legal(finding, before) and _legal(finding, after)):
            faults.setdefault(_LEGAL, known(step.after))
            continue
        moves[step.learnt][domain.position(before)] |= 1 << domain.position(after)
        seen.add((*beside, domain.position(after)))
        if before not in (UNKNOWN, after):
            revised.add(step.learnt)
            if before in derivation.final:
                faults.setdefault(_FINAL, known(step.after))
            if step.learnt not in derivation.revised_by:
                faults.setdefault(_REVISED, known(step.after))
    if finding.kind.numeric:
        moves = {key: _widened(masks) for key, masks in moves.items()}
    return ObservedMoves(
        moves, faults, frozenset(revised), tuple(choices), frozenset(seen), trials.how
    )


def _widened(masks: Sequence[int]) -> list[int]:
    """Moves of a number that was seen to rise, to fall or to be lost, from every cell alike.

    The cells are few and the numbers many, so a move that some number makes may not be seen.
    """
    known = range(UNKNOWN_CELL + 1, len(masks))
    rises = any(masks[p] >> p + 1 for p in known)
    falls = any(masks[p] & (1 << p) - 2 for p in known)
    lost = any(masks[p] & UNKNOWN_ONLY for p in known)
    widened = [masks[UNKNOWN_CELL]]
    for p in known:
        above, below = (1 << len(masks)) - (1 << p + 1), (1 << p) - 2
        widened.append(1 << p | rises * above | falls * below | lost * UNKNOWN_ONLY)
    return widened


def _valued(compiled: Compiled, finding: Finding) -> Callable[[Answers], Value]:
    """The function that gives a derived finding's value for some answers."""
    function = compiled.pathway.library.derivations[_derivation(finding).function]
    thresholds = given_facts(compiled.pathway, {}).thresholds
    return lambda answers: function(Facts(known(answers), thresholds))


def _legal(finding: Finding, value: Value) -> bool:
    if value == UNKNOWN:
        return True
    return isinstance(value, int | float) if finding.kind.numeric else value in finding.options


def derivations(learnt: Mapping[str, ObservedMoves], pathway: Pathway) -> Iterator[Claim]:
    """The claims about every derived finding, checked on all steps tried."""
    for key, found in learnt.items():
        for says in (_LEGAL, _FINAL, _REVISED):
            example = found.faults.get(says)
            yield plainly(f"{key} {says}", holds=example is None, example=example)
        for name in sorted(_derivation(pathway.findings[key]).revised_by):
            yield plainly(f"{name} can revise {key}", holds=name in found.revised)


def how_tried(learnt: Mapping[str, ObservedMoves]) -> Iterator[str]:
    """The reach of the trials of each derived finding's function."""
    for key, found in learnt.items():
        yield f"{key}: {found.how}"
