"""The nearest change: the fewest other answers with which a result would be different."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import Final

from engine.advice.applicability import enabled, enabled_again
from engine.diagram.compiler import Compiled
from engine.diagram.diagram import FALSE, TRUE
from engine.diagram.sample_values import alternatives, by_position
from engine.diagram.shortest_path import cheapest_path
from engine.model.answers import UNKNOWN, Answers, Value
from engine.model.conditions import clauses

_LEARNT: Final = 1.0
"""Cost of learning what is not known."""

_OTHERWISE: Final = 1.001
"""Cost of a known answer being another one: what can still be learnt comes first in a tie."""

_LASTING: Final = 100.0
"""Cost of another lasting answer, such as the age: named only where nothing else would do."""

_OPENINGS: Final = 3
"""The most questions that may lie between an answer and the change behind it."""


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """Other answers, and where a patient stands with them.

    Attributes:
        answers: each finding that has another value, and one such value.
        applies: the findings whose question then applies.
        here: the position of each diagram variable then.
    """

    answers: Mapping[str, Value]
    applies: Set[str]
    here: Sequence[int]


class Counterfactuals:
    """The changes that are near to one set of answers.

    Attributes:
        branching: the answers from which something is computed, or on which it depends whether
            other questions apply; of these every alternative is tried, of others every cell.
    """

    def __init__(self, compiled: Compiled, answers: Answers) -> None:
        """Look around some answers, which are as for `interview`."""
        self._compiled, self._answers = compiled, answers
        self._now = enabled(compiled, answers)
        self._none = self._made({})
        derivations = (finding.derived for finding in compiled.pathway.findings.values())
        self.branching: Final = frozenset(self._gates(compiled.pathway.findings)).union(
            *(derivation.inputs for derivation in derivations if derivation)
        )
        self._single: dict[str, tuple[Counterfactual, ...]] = {}
        findings = compiled.pathway.findings
        self._values = {
            domain.key: {}
            if findings[domain.key].derived
            else by_position(findings[domain.key], domain)
            for domain in compiled.domains
        }

    def nearest(self, root: int, *, learnt: bool = False) -> Counterfactual | None:
        """The fewest other answers that change what a function of the pathway is.

        It always changes it, judged as an interview is: by the answers whose questions apply. It
        is the nearest among changes that alter at most one of the answers that something is
        computed from, by one step; so where it is None a larger change may exist.

        Args:
            root: one of the pathway's functions.
            learnt: whether only what is not known may change.
        """
        diagram = self._compiled.diagram
        value = diagram.value(root, self._none.here)
        inputs = self._inputs(root)
        best, lowest = None, inf
        for start in sorted(
            self._starts(root, inputs), key=lambda start: self._price(start.answers, learnt)
        ):
            if self._price(start.answers, learnt) >= lowest:
                break
            costs = self._costs(start, inputs | start.answers.keys(), learnt)
            way = cheapest_path(diagram, root, FALSE if value else TRUE, start.here, costs)
            if way is None or self._price(start.answers, learnt) + way.cost >= lowest:
                continue
            change = self._opened({**start.answers, **self._answers_of(way.moves)}, learnt)
            if change is not None and diagram.value(root, change.here) != value:
                price = self._price(change.answers, learnt)
                if price < lowest:
                    best, lowest = change, price
            if lowest <= _LEARNT:
                break
        return best

    def single(self, root: int, *, learnt: bool = False) -> tuple[Counterfactual, ...]:
        """Every other answer that changes a function by itself, in questionnaire order.

        Another lasting answer, such as the age, is among them only where nothing else would do.

        Args:
            root: one of the pathway's functions.
            learnt: whether only what is not known may change.
        """
        names = [
            key
            for key, finding in self._compiled.pathway.findings.items()
            if finding.derived is None and key in self._none.applies
        ]
        common = [key for key in names if self._price_of(key, learnt) < _LASTING]
        lasting = [key for key in names if self._price_of(key, learnt) == _LASTING]
        return self._alone(root, common) or self._alone(root, lasting)

    def replacing(self, code: str, change: Counterfactual) -> tuple[str, ...]:
        """The codes that take the place of one with a change: they hold then, and not now."""
        value, roots = self._compiled.diagram.value, self._compiled.functions.recommendations
        others = self._compiled.pathway.alternatives(code)
        return tuple(
            other
            for other, root in roots.items()
            if other in others and value(root, change.here) and not value(root, self._none.here)
        )

    def _alone(self, root: int, names: Iterable[str]) -> tuple[Counterfactual, ...]:
        """The other answers to some findings that change a function by themselves."""
        diagram, value = self._compiled.diagram, self._compiled.diagram.value(root, self._none.here)
        inputs, read = self._inputs(root), self._compiled.read(root)
        bearing = inputs | read | self._gates(inputs | read)
        return tuple(
            change
            for key in names
            if key in bearing
            for change in (
                self._singles(key) if key in self.branching else self._narrow(key, root, value)
            )
            if len(change.answers) == 1 and diagram.value(root, change.here) != value
        )

    def _narrow(self, key: str, root: int, value: bool) -> Iterator[Counterfactual]:
        """Other answers that seem to change the result, to a finding on which no other depends."""
        variable = self._compiled.variables[key]
        there = [*self._none.here]
        for position, answer in self._values[key].items():
            there[variable] = position
            if self._compiled.diagram.value(root, there) != value:
                yield self._made({key: answer})

    def _made(self, answers: Answers) -> Counterfactual:
        together = {**self._answers, **answers}
        applies, _, here = enabled_again(self._compiled, self._now, together, answers)
        return Counterfactual(answers, applies, here)

    def _price(self, keys: Iterable[str], learnt: bool) -> float:
        return sum(self._price_of(key, learnt) for key in keys)

    def _price_of(self, key: str, learnt: bool) -> float:
        """The cost of changing a finding; `inf` if it may not change."""
        if self._answers.get(key, UNKNOWN) == UNKNOWN:
            return _LEARNT
        if learnt:
            return inf
        return _LASTING if self._compiled.pathway.findings[key].lasting else _OTHERWISE

    def _inputs(self, root: int) -> Set[str]:
        """The answers from which something is computed that a function reads."""
        findings = self._compiled.pathway.findings
        derivations = (findings[key].derived for key in self._compiled.read(root))
        return {name for derivation in derivations if derivation for name in derivation.inputs}

    def _gates(self, names: Iterable[str]) -> Set[str]:
        """The answers on which it depends whether the questions of some findings apply."""
        findings = self._compiled.pathway.findings
        read = {clause.name for clause in clauses(*(findings[key].asked_when for key in names))}
        return {key for key in read if findings[key].derived is None}

    def _starts(self, root: int, inputs: Set[str]) -> Iterator[Counterfactual]:
        """The empty change, then each single one that alters more of what is read than itself.

        That is one of an answer from which something is computed, or on which it depends whether
        other questions apply.
        """
        read = self._compiled.read(root)
        places = [self._compiled.variables[key] for key in sorted(read)]
        asked = sorted(inputs | self._gates(inputs | read))
        singles = (change for key in asked for change in self._singles(key))
        seen: set[tuple[int, ...]] = set()
        for change in (self._none, *sorted(singles, key=lambda change: len(change.answers))):
            place = tuple([change.here[variable] for variable in places])
            if place not in seen:
                seen.add(place)
                yield change

    def _singles(self, key: str) -> tuple[Counterfactual, ...]:
        """Each other answer to one finding, with what makes its question apply."""
        if key not in self._single:
            tried = alternatives(self._compiled, key, self._answers)
            changes = (self._opened({key: value}) for value in tried)
            self._single[key] = tuple(change for change in changes if change is not None)
        return self._single[key]

    def _opened(self, answers: Answers, learnt: bool = False) -> Counterfactual | None:
        """A change with what makes its questions apply, in their order; None where nothing does."""
        change = self._made(answers)
        for _ in range(_OPENINGS):
            waiting = change.answers.keys() - change.applies
            if not waiting:
                return change
            hidden = next(key for key in self._compiled.pathway.findings if key in waiting)
            question = self._compiled.functions.asked_when[hidden]
            costs = self._costs(change, change.answers.keys(), learnt)
            way = cheapest_path(self._compiled.diagram, question, TRUE, change.here, costs)
            if way is None:
                return None
            change = self._made({**change.answers, **self._answers_of(way.moves)})
        return None

    def _costs(
        self, start: Counterfactual, kept: Set[str], learnt: bool
    ) -> Sequence[Sequence[float]]:
        """The cost of each position of each variable after a change.

        A question that does not apply costs as much again: another answer has to open it.
        """
        variables, costs = self._compiled.variables, [*self._usual[learnt]]
        for key in kept | (start.applies ^ self._none.applies):
            if key in variables:
                price = inf if key in kept else self._price_of(key, learnt)
                costs[variables[key]] = self._row(key, price, applies=key in start.applies)
        return costs

    @cached_property
    def _usual(self) -> Mapping[bool, Sequence[Sequence[float]]]:
        """The costs of each position of each variable as things are, by `learnt`."""
        keys = [domain.key for domain in self._compiled.domains]
        return {
            learnt: [
                self._row(key, self._price_of(key, learnt), applies=key in self._none.applies)
                for key in keys
            ]
            for learnt in (False, True)
        }

    def _row(self, key: str, price: float, *, applies: bool) -> Sequence[float]:
        """The costs of the positions of one variable."""
        values, size = self._values[key], self._compiled.domains[self._compiled.variables[key]].size
        return [price + (not applies) * _LEARNT if n in values else inf for n in range(size)]

    def _answers_of(self, moves: Mapping[int, int]) -> dict[str, Value]:
        keys = {v: self._compiled.domains[v].key for v in moves}
        return {keys[v]: self._values[keys[v]][position] for v, position in moves.items()}
