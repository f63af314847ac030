"""Find a patient for whom a function holds, as a case that `spinepath evaluate` replays.

Some function over a pair of contents is given; the diagram knows some combination of asked and
derived findings where it is true. A case can state asked findings only, and what is derived from
them may be something else. So known cases are tried first; then one is put together of what known
cases say of the inputs of derivations, and what the diagram says of all other findings. Either is
cut down to what matters.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from data.content.cases import cases
from data.input.case import CaseError, parse_case
from data.input.kinds import is_legal
from engine.advice.facts import derive, point
from engine.diagram.content_diff import ContentPair
from engine.diagram.domains import UNKNOWN_CELL
from engine.diagram.partial_values import CAN_BE_TRUE, possible_values, witness
from engine.diagram.sample_values import spread, value_at
from engine.model.answers import Answers, LevelReading, Value
from engine.model.kinds import Kind

_COMBINATIONS: Final = 60
_SHARE: Final = 0.7


@dataclass(frozen=True, slots=True)
class Witness:
    """One patient.

    Attributes:
        findings: asked findings, as a case states them, when it replays; else derived ones too.
        replays: whether the case alone, evaluated, is such a patient.
    """

    findings: Mapping[str, Value]
    replays: bool


@dataclass(frozen=True, slots=True)
class _BorrowedAnswers:
    """The inputs of some derived findings in a known case, and the variables that they set."""

    answers: Answers
    masks: Mapping[int, int]


class Witnesses:
    """Finds patients for functions in the diagram of a pair."""

    def __init__(self, both: ContentPair) -> None:
        """Prepare the known cases that both contents can take."""
        self._both = both
        self._findings = {**both.old.pathway.findings, **both.new.pathway.findings}
        self._known = [(answers, self._point(answers)) for answers in self._legal_cases()]
        self._borrowed = [list(self._borrowable(*group)) for group in self._groups()]

    def find(self, where: int) -> Witness:
        """A patient for whom a function is true; it is true for some.

        Raises:
            ValueError: when it is false everywhere.
        """
        for found in self._tries(where):
            if self._holds(where, found):
                return Witness(self._smallest(where, found), replays=True)
        return Witness(self._values(witness(self._both.diagram, where)), replays=False)

    def _tries(self, where: int) -> Iterator[Answers]:
        known = [
            answers
            for answers, here in self._known
            if here is not None and self._both.diagram.value(where, here)
        ]
        yield from sorted(known, key=len)[:1]
        yield from self._composed(where)

    def _composed(self, where: int) -> Iterator[Answers]:
        """Answers combined from known cases (for derived findings) and the diagram.

        For one group of derivations after another, answers are borrowed with which the function
        can still be true; the diagram chooses the findings that nothing is derived from.
        """
        diagram = self._both.diagram
        masks = [domain.everything for domain in self._both.new.domains]
        answers: dict[str, Value] = {}
        for group in self._borrowed:
            for borrowed in group:
                tried = [borrowed.masks.get(variable, mask) for variable, mask in enumerate(masks)]
                if possible_values(diagram, tried)(where) & CAN_BE_TRUE:
                    masks, answers = tried, answers | dict(borrowed.answers)
                    break
            else:
                return
        yield {**self._asked(self._values(witness(diagram, where, masks))), **answers}

    def _groups(self) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
        """Derived findings that share inputs, with those inputs."""
        groups: list[tuple[frozenset[str], frozenset[str]]] = []
        for key, finding in self._findings.items():
            if finding.derived is None:
                continue
            derived, inputs = frozenset({key}), frozenset(finding.derived.inputs)
            for group in [group for group in groups if group[1] & inputs]:
                groups.remove(group)
                derived, inputs = derived | group[0], inputs | group[1]
            groups.append((derived, inputs))
        return iter(groups)

    def _borrowable(
        self, derived: frozenset[str], inputs: frozenset[str]
    ) -> Iterator[_BorrowedAnswers]:
        """Answers to some inputs: none, one, those of known cases, any."""
        variables = self._both.new.variables
        values = {key: self._some_values(key, derived | inputs) for key in sorted(inputs)}
        seen: list[Answers] = []
        for answers in (
            {},
            *({key: value} for key, some in values.items() for value in some),
            *(known for known, _ in self._known),
            *_combinations(values),
        ):
            part = {key: value for key, value in answers.items() if key in inputs}
            here = None if part in seen else self._point(part)
            seen.append(part)
            if here is not None:
                fixed = (variables[key] for key in derived | inputs if key in variables)
                yield _BorrowedAnswers(part, {variable: 1 << here[variable] for variable in fixed})

    def _some_values(self, key: str, group: frozenset[str]) -> list[Value]:
        """The choices of a finding, or numbers about the cuts of its group."""
        finding = self._findings[key]
        if finding.kind is Kind.SEVERAL:
            return [frozenset({option}) for option in finding.options]
        if not finding.kind.numeric:
            return list(finding.options)
        domains = (domain for domain in self._both.new.domains if domain.key in group)
        return [*spread(finding, {cut.value for domain in domains for cut in domain.cuts})]

    def _smallest(self, where: int, answers: Answers) -> Answers:
        """The answers that make a difference."""
        kept = dict(answers)
        for key in answers:
            fewer = {k: v for k, v in kept.items() if k != key}
            if self._holds(where, fewer):
                kept = fewer
        for key, value in kept.items():
            if isinstance(value, tuple):
                kept = kept | {key: self._fewest_readings(where, kept, key, value)}
        return kept

    def _fewest_readings(
        self, where: int, answers: Answers, key: str, readings: tuple[LevelReading, ...]
    ) -> tuple[LevelReading, ...]:
        """Readings level by level, reduced to those that make a difference."""
        kept = list(readings)
        for number, reading in enumerate(readings):
            for part in [name for name in reading if name != "level"]:
                whole = kept[number]
                kept[number] = {k: v for k, v in whole.items() if k != part}
                if not self._holds(where, {**answers, key: tuple(kept)}):
                    kept[number] = whole
        return tuple(kept)

    def _holds(self, where: int, answers: Answers) -> bool:
        here = self._point(answers)
        return here is not None and self._both.diagram.value(where, here)

    def _point(self, answers: Answers) -> Sequence[int] | None:
        """The point of the diagram at which a patient is.

        None when the new content refuses the answers, or the two derive different things from them.
        """
        asked = self._both.new.pathway.findings
        if not all(key in asked and is_legal(asked[key], answers[key]) for key in answers):
            return None
        old, new = (
            point(side, derive(side.pathway, answers)) for side in (self._both.old, self._both.new)
        )
        return new if old == new else None

    def _values(self, chosen: Mapping[int, int]) -> dict[str, Value]:
        """The values at some positions, unknown ones left out."""
        domains = self._both.new.domains
        return {
            domains[v].key: value_at(self._findings[domains[v].key], domains[v], position)
            for v, position in chosen.items()
            if position != UNKNOWN_CELL
        }

    def _asked(self, values: Mapping[str, Value]) -> Answers:
        """The values that a case can state."""
        return {
            key: value
            for key, value in values.items()
            if self._findings[key].derived is None and is_legal(self._findings[key], value)
        }

    def _legal_cases(self) -> Iterator[Answers]:
        for case in cases():
            text = json.dumps({"findings": case.findings}).encode()
            try:
                read = [parse_case(text, side.pathway) for side in (self._both.old, self._both.new)]
            except CaseError:
                continue
            yield read[-1]


def _combinations(values: Mapping[str, Sequence[Value]]) -> Iterator[Answers]:
    """A random choice of combinations, the same at every run."""
    random = Random(0)  # noqa: S311 - nothing secret hangs on it
    for _ in range(_COMBINATIONS):
        yield {
            k: random.choice(some)
            for k, some in values.items()
            if some and random.random() < _SHARE
        }
