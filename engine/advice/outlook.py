"""The outlook: what each possible result of what is still awaited would lead to.

A result settles some findings; all else that is not answered ranges over everything it can be,
unknown included. Only what then holds for every patient is said to come, and only what holds for
none to go.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from engine.advice.decide import Advice
from engine.advice.facts import derive_again, place, unsettled_variables
from engine.advice.reasons import Patient
from engine.diagram.compiler import Compiled
from engine.diagram.partial_values import CAN_BE_FALSE, CAN_BE_TRUE, possible_values
from engine.model.answers import UNKNOWN, Answers, Value, known
from engine.model.outcomes import AwaitedOutcomes, Outcome
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

    awaited: AwaitedOutcomes
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
    situation = Patient.of(compiled, advice.facts)
    ahead = _Ahead(situation, answers, advice, closed)
    found = (
        Outlook(
            awaited, tuple(filter(None, (ahead.expected(awaited, o) for o in awaited.outcomes)))
        )
        for awaited in compiled.pathway.awaited.values()
        if _waits(situation, advice, awaited)
    )
    return tuple(item for item in found if item.expected)


def _waits(situation: Patient, advice: Advice, awaited: AwaitedOutcomes) -> bool:
    """Say whether a result is still awaited: one of its codes holds, or a row of its condition."""
    return not set(awaited.codes).isdisjoint(advice.codes) or any(
        map(situation.satisfies, awaited.when)
    )


class _Ahead:
    """One patient, and what results would change for them."""

    def __init__(
        self, situation: Patient, answers: Answers, advice: Advice, closed: Set[str]
    ) -> None:
        """Note where the patient stands."""
        compiled = self._compiled = situation.compiled
        self._answers, self._closed = answers, closed
        self._before, self._here = situation.facts, situation.here
        self._now = frozenset(advice.codes)
        self._any = [(1 << size) - 1 for size in compiled.diagram.sizes]

    def expected(self, awaited: AwaitedOutcomes, outcome: Outcome) -> Expected | None:
        """The certain changes of a result; None without any."""
        compiled, findings = self._compiled, self._compiled.pathway.findings
        result, outcome = outcome, self._still_open(outcome)
        renewed = dict.fromkeys(self._answers.keys() & outcome.renews, UNKNOWN)
        settled = {k: v for k, v in outcome.facts.items() if findings[k].derived is None}
        derived = derive_again(compiled.pathway, self._before, {**renewed, **settled})
        facts = derived | dict(outcome.facts)
        there, changed = self._changed(facts)
        changed = changed - self._now.intersection(awaited.codes)
        if not changed:
            return None
        final = {*facts, *self._closed} - outcome.renews
        masks = self._masks(outcome, facts, final, there)
        if hidden := self._hidden(masks, final):
            masks = self._masks(outcome, facts, final | hidden, there)
        can_be = possible_values(compiled.diagram, masks)
        roots = compiled.functions.recommendations
        certain = {c for c in changed if can_be(roots[c]) != CAN_BE_FALSE | CAN_BE_TRUE}
        expected = Expected(
            result,
            tuple(_in_order(compiled, certain - self._now)),
            tuple(_in_order(compiled, certain & self._now)),
        )
        return expected if expected.comes or expected.goes else None

    def _still_open(self, outcome: Outcome) -> Outcome:
        """The outcome for this patient: an answer that is not renewed outweighs an unknown."""
        kept = known(self._answers).keys() - outcome.renews
        facts = {k: v for k, v in outcome.facts.items() if v != UNKNOWN or k not in kept}
        return replace(outcome, facts=facts)

    def _changed(self, facts: Mapping[str, Value]) -> tuple[list[int], Set[str]]:
        """The place of the patient after a result, and what comes or goes if no more is learnt.

        That is one of the patients that the result leaves possible, so nothing else can be certain.
        """
        compiled, before, there = self._compiled, self._before, [*self._here]
        for key in before.keys() | facts.keys():
            variable = compiled.variables.get(key)
            if variable is not None and before.get(key) != facts.get(key):
                there[variable] = place(compiled.domains[variable], facts)
        then = {rule.gives for rule in compiled.rows.at(there).fired}
        return there, then ^ self._now

    def _masks(
        self, outcome: Outcome, facts: Mapping[str, Value], final: Set[str], there: Sequence[int]
    ) -> list[int]:
        """The values of each finding under a result: those it settles, else all open ones."""
        masks = [1 << position for position in there]
        for variable in unsettled_variables(self._compiled, facts, final):
            if self._compiled.domains[variable].key not in outcome.facts:
                masks[variable] = self._any[variable]
        return masks

    def _hidden(self, masks: Sequence[int], final: Set[str]) -> frozenset[str]:
        """The other findings whose question cannot come to apply, so that they stay as they are."""
        can_be = possible_values(self._compiled.diagram, masks)
        return frozenset(
            key
            for key, root in self._compiled.conditional.items()
            if key not in final and can_be(root) == CAN_BE_FALSE
        )


def _in_order(compiled: Compiled, codes: Set[str]) -> Iterator[Recommendation]:
    """The recommendations of some codes as they are read; notes on evidence are left out."""
    items = (compiled.pathway.recommendations[code] for code in codes)
    told = [item for item in items if item.place is not Place.EVIDENCE]
    yield from sorted(told, key=lambda item: (item.urgency, -item.weight, item.code))
