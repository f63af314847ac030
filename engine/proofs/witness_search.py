"""Search for a patient who has a combination of the diagram.

A combination fixes findings that are asked and findings that are derived. The asked ones can be
written down; for the derived ones answers have to be found that make the derivations say so. This
is a search: answers are changed one at a time as long as more derived findings come out right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Final

from engine.advice.facts import derive, point
from engine.diagram.compiler import Compiled
from engine.diagram.diagram import FALSE
from engine.diagram.partial_values import witness
from engine.diagram.sample_values import value_at
from engine.model.answers import UNKNOWN, Answers, LevelReading, Value, known
from engine.model.findings import Finding
from engine.model.kinds import Kind
from engine.proofs.answer_space import AnswerSpace
from engine.proofs.sample_inputs import SampleInputs

_COMBINATIONS: Final = 4
_TRIES: Final = 12
_ROUNDS: Final = 40
_DRAWN: Final = 25


def patient(compiled: Compiled, wanted: Mapping[int, int]) -> Answers | None:
    """Answers that put variables of the diagram at given positions, or None if none are found.

    Args:
        compiled: the pathway.
        wanted: positions by variable; the other variables may end up anywhere.
    """
    search = _Search(compiled, wanted)
    found = next((found for found in search.attempts() if search.wrong(found) == 0), None)
    return None if found is None else search.pared(found)


def shown(space: AnswerSpace, broken: int) -> tuple[Mapping[int, int], Answers | None]:
    """A combination that makes a function true, and a patient who has it if one is found.

    Combinations that look like patients are taken first, and several are tried.
    """
    diagram = space.diagram
    plausible = diagram.conjunction(broken, space.plausible(broken))
    left = broken if plausible == FALSE else plausible
    first = witness(diagram, left)
    for _ in range(_COMBINATIONS):
        chosen = witness(diagram, left)
        case = patient(space.compiled, chosen)
        if case is not None:
            return chosen, case
        same = (diagram.literal(variable, (value,)) for variable, value in chosen.items())
        left = space.difference(left, diagram.every(same))
        if left == FALSE:
            break
    return first, None


class _Search:
    """Looks for answers whose derived findings are as wanted."""

    def __init__(self, compiled: Compiled, wanted: Mapping[int, int]) -> None:
        self._compiled = compiled
        self._wanted = wanted
        self._random = Random(0)  # noqa: S311
        findings = compiled.pathway.findings
        asked: dict[str, Value] = {}
        inputs: dict[str, Finding] = {}
        for variable, position in wanted.items():
            domain = compiled.domains[variable]
            finding = findings[domain.key]
            if finding.derived is None:
                asked[domain.key] = value_at(finding, domain, position)
            else:
                inputs |= {key: findings[key] for key in finding.derived.inputs}
        self._fixed = known(asked)
        self._free = [finding for key, finding in inputs.items() if key not in asked]
        self._probes = SampleInputs(compiled)

    def attempts(self) -> Iterator[Answers]:
        """Answers that are right or as nearly right as a search from one start gets."""
        for attempt in range(_TRIES):
            answers = self._start() if attempt else dict(self._fixed)
            best = self.wrong(answers)
            for _ in range(_ROUNDS):
                if best == 0 or not self._free:
                    break
                answers, best = self._better(answers, best)
            yield answers

    def _start(self) -> dict[str, Value]:
        """The answers that are given, with the free ones drawn."""
        drawn = {finding.key: self._random.choice(self._probes(finding)) for finding in self._free}
        return {**drawn, **self._fixed}

    def wrong(self, answers: Answers) -> int:
        """The number of variables without their wanted value."""
        here = point(self._compiled, derive(self._compiled.pathway, answers))
        return sum(here[variable] != position for variable, position in self._wanted.items())

    def pared(self, answers: Answers) -> Answers:
        """Right answers, reduced to those that are needed."""
        needed = dict(answers)
        for key in [finding.key for finding in self._free if finding.key in answers]:
            for less in _less(needed, key):
                if self.wrong(less) == 0:
                    needed = less
                    break
        return needed if needed == answers else self.pared(needed)

    def _better(self, answers: dict[str, Value], best: int) -> tuple[dict[str, Value], int]:
        """One change for the better, or a sidestep that costs nothing."""
        finding = self._random.choice(self._free)
        candidates = [
            {**{k: v for k, v in answers.items() if k != finding.key}, **change}
            for change in self._changes(finding, answers.get(finding.key))
        ]
        self._random.shuffle(candidates)
        scored = [(self.wrong(candidate), candidate) for candidate in candidates]
        least, candidate = min(scored, key=lambda pair: pair[0])
        return (candidate, least) if least <= best else (answers, best)

    def _changes(self, finding: Finding, value: Value | None) -> Iterator[dict[str, Value]]:
        if finding.kind is Kind.LEVELS:
            before = value if isinstance(value, tuple) else ()
            for changed in self._readings(finding, before):
                yield {finding.key: changed}
        else:
            for probe in self._probes(finding):
                yield {finding.key: probe}
        yield {}

    def _readings(
        self, finding: Finding, value: tuple[LevelReading, ...]
    ) -> Iterator[tuple[LevelReading, ...]]:
        """Readings drawn anew, with one level less, or with one field of one level changed."""
        tried = (*((site,) for site in finding.sites.tried), *finding.sites.tried_pairs)
        for sites in tried * _DRAWN:
            yield self._probes.readings(finding, sites, self._random)
        for place, reading in enumerate(value):
            rest = (*value[:place], *value[place + 1 :])
            yield rest
            for field in finding.fields:
                values = (UNKNOWN, *self._probes.field(field))
                changed = _with_field(rest, reading, field, values)
                yield from map(finding.sites.in_order, changed)


def _less(answers: Mapping[str, Value], key: str) -> Iterator[dict[str, Value]]:
    """Answers without one, or without one level or one field of its readings."""
    yield {name: value for name, value in answers.items() if name != key}
    value = answers[key]
    readings = value if isinstance(value, tuple) else ()
    for place, reading in enumerate(readings):
        before, after = readings[:place], readings[place + 1 :]
        yield {**answers, key: (*before, *after)}
        for field in sorted(reading.keys() - {"level"}):
            shorter = {name: part for name, part in reading.items() if name != field}
            yield {**answers, key: (*before, shorter, *after)}


def _with_field(
    rest: Sequence[LevelReading], reading: LevelReading, field: Finding, values: Sequence[Value]
) -> Iterator[tuple[LevelReading, ...]]:
    less = {name: part for name, part in reading.items() if name != field.key}
    for value in values:
        if isinstance(value, str | int | float):
            changed = less if value == UNKNOWN else {**less, field.key: value}
            yield (*rest, changed)
