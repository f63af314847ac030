"""The outlook: what each possible result of what is still awaited would lead to.

A result settles some findings; all else that is not answered ranges over everything it can be,
unknown included. Only what then holds for every patient is said to come, and only what holds for
none to go.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from engine.advice.decide import Advice
from engine.advice.facts import derive, is_settled, place, point
from engine.advice.reasons import Patient
from engine.diagram.compiler import Compiled
from engine.diagram.partial_values import CAN_BE_FALSE, CAN_BE_TRUE, possible_values
from engine.model.answers import Answers, Value
from engine.model.outcomes import Awaited, Outcome
from engine.model.pathway import Recommendation
from engine.model.place import Place


@dataclass(frozen=True, slots=True)
class Expected:
    """One possible result and what it would change; each list by urgency, then weight.

    Attributes:
        comes: what is not advised now and would be, whatever else turns out.
        goes: what is advised now and would not be, whatever else turns out; what is awaited
            itself is left out.
    """

    outcome: Outcome
    comes: tuple[Recommendation, ...]
    goes: tuple[Recommendation, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """Something awaited, with its possible results that would change the advice."""

    awaited: Awaited
    expected: tuple[Expected, ...]


def outlook(
    compiled: Compiled, answers: Answers, advice: Advice, closed: Set[str]
) -> tuple[Outlook, ...]:
    """The outlooks of all results still awaited.

    Args:
        compiled: the pathway.
        answers: those that the advice rests on.
        advice: for these answers.
        closed: findings that can no longer be asked and stay unknown.
    """
    if advice.refused:
        return ()
    ahead = _Ahead(compiled, answers, advice, closed)
    found = (
        Outlook(
            awaited, tuple(filter(None, (ahead.expected(awaited, o) for o in awaited.outcomes)))
        )
        for awaited in compiled.pathway.awaited.values()
        if _waits(compiled, advice, awaited)
    )
    return tuple(item for item in found if item.expected)


def _waits(compiled: Compiled, advice: Advice, awaited: Awaited) -> bool:
    """Say whether a result is still awaited: one of its codes holds, or a row of its condition."""
    if not set(awaited.codes).isdisjoint(advice.codes):
        return True
    situation = Patient(compiled, advice.facts, point(compiled, advice.facts))
    return any(map(situation.satisfies, awaited.when))


class _Ahead:
    """One patient, and what results would change for them."""

    def __init__(
        self, compiled: Compiled, answers: Answers, advice: Advice, closed: Set[str]
    ) -> None:
        """Note where the patient stands, and which findings decide each recommendation."""
        self._compiled, self._answers, self._closed = compiled, answers, closed
        self._before = advice.facts
        self._here = point(compiled, advice.facts)
        self._now = frozenset(advice.codes)
        self._any = [(1 << size) - 1 for size in compiled.diagram.sizes]
        self._roots = [
            (code, root, compiled.diagram.path(root, self._here))
            for code, root in compiled.functions.recommendations.items()
        ]

    def expected(self, awaited: Awaited, outcome: Outcome) -> Expected | None:
        """The certain changes of a result; None without any."""
        compiled, findings = self._compiled, self._compiled.pathway.findings
        kept = {k: value for k, value in self._answers.items() if k not in outcome.renews}
        settled = {k: v for k, v in outcome.facts.items() if findings[k].derived is None}
        facts = derive(compiled.pathway, {**kept, **settled}) | dict(outcome.facts)
        there, changed = self._changed(facts)
        changed = [item for item in changed if item[0] not in self._now.intersection(awaited.codes)]
        if not changed:
            return None
        final = {*facts, *self._closed} - outcome.renews
        masks = self._masks(outcome, facts, final, there)
        if hidden := self._hidden(masks) - final:
            masks = self._masks(outcome, facts, final | hidden, there)
        can_be = possible_values(compiled.diagram, masks)
        certain = {c for c, root in changed if can_be(root) != CAN_BE_FALSE | CAN_BE_TRUE}
        expected = Expected(
            outcome,
            tuple(_in_order(compiled, certain - self._now)),
            tuple(_in_order(compiled, certain & self._now)),
        )
        return expected if expected.comes or expected.goes else None

    def _changed(self, facts: Mapping[str, Value]) -> tuple[list[int], list[tuple[str, int]]]:
        """The advice after a result, and what comes or goes if no more is learnt.

        That is one of the patients that the result leaves possible, so nothing else can be certain.
        What read no changed finding on its way stays as it is.
        """
        compiled, before, there, moved = self._compiled, self._before, [*self._here], 0
        for key in before.keys() | facts.keys():
            variable = compiled.variables.get(key)
            if variable is not None and before.get(key) != facts.get(key):
                there[variable] = place(compiled.domains[variable], facts)
                moved |= 1 << variable
        value, now = compiled.diagram.value, self._now
        return there, [
            (code, root)
            for code, root, path in self._roots
            if path & moved and value(root, there) != (code in now)
        ]

    def _masks(
        self, outcome: Outcome, facts: Mapping[str, Value], final: Set[str], there: Sequence[int]
    ) -> list[int]:
        """The values of each finding under a result: those it settles, else all open ones."""
        findings, settles = self._compiled.pathway.findings, outcome.facts
        return [
            1 << at
            if domain.key in settles or is_settled(findings[domain.key], facts, final)
            else everything
            for domain, at, everything in zip(self._compiled.domains, there, self._any, strict=True)
        ]

    def _hidden(self, masks: Sequence[int]) -> frozenset[str]:
        """The findings whose question cannot come to apply, so that they stay as they are."""
        can_be = possible_values(self._compiled.diagram, masks)
        asked_when = self._compiled.functions.asked_when
        return frozenset(k for k, root in asked_when.items() if can_be(root) == CAN_BE_FALSE)


def _in_order(compiled: Compiled, codes: Set[str]) -> Iterator[Recommendation]:
    """The recommendations of some codes as they are read; notes on evidence are left out."""
    items = (compiled.pathway.recommendations[code] for code in codes)
    told = [item for item in items if item.place is not Place.EVIDENCE]
    yield from sorted(told, key=lambda item: (item.urgency, -item.weight, item.code))
