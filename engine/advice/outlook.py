"""The outlook: what each possible result of what is still awaited would lead to.

A result settles some findings; all else that is not answered ranges over everything it can be,
unknown included. Only what then holds for every patient is said to come, and only what holds for
none to go.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from engine.advice.decide import Advice, statuses
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
    found = (
        Outlook(
            awaited,
            tuple(
                expected
                for outcome in awaited.outcomes
                if (expected := _expected(compiled, answers, advice, closed, awaited, outcome))
            ),
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


def _expected(
    compiled: Compiled,
    answers: Answers,
    advice: Advice,
    closed: Set[str],
    awaited: Awaited,
    outcome: Outcome,
) -> Expected | None:
    """The certain changes of a result; None without any."""
    findings = compiled.pathway.findings
    kept = {key: value for key, value in answers.items() if key not in outcome.renews}
    settled = {key: v for key, v in outcome.facts.items() if findings[key].derived is None}
    facts = derive(compiled.pathway, {**kept, **settled}) | dict(outcome.facts)
    final = {*facts, *closed} - outcome.renews
    masks = _masks(compiled, outcome, facts, final)
    can_be = statuses(compiled, _masks(compiled, outcome, facts, final | _hidden(compiled, masks)))
    now = set(advice.codes)
    comes = (code for code, possible in can_be.items() if possible == CAN_BE_TRUE)
    goes = (code for code in now - set(awaited.codes) if can_be[code] == CAN_BE_FALSE)
    expected = Expected(
        outcome,
        tuple(_in_order(compiled, {code for code in comes if code not in now})),
        tuple(_in_order(compiled, set(goes))),
    )
    return expected if expected.comes or expected.goes else None


def _masks(
    compiled: Compiled, outcome: Outcome, facts: Mapping[str, Value], final: Set[str]
) -> list[int]:
    """The values of each finding under a result: those it settles, else all open ones."""
    findings = compiled.pathway.findings
    return [
        1 << place(domain, facts)
        if domain.key in outcome.facts or is_settled(findings[domain.key], facts, final)
        else domain.everything
        for domain in compiled.domains
    ]


def _hidden(compiled: Compiled, masks: Sequence[int]) -> frozenset[str]:
    """The findings whose question cannot come to apply, so that they stay as they are."""
    can_be = possible_values(compiled.diagram, masks)
    return frozenset(
        key for key, root in compiled.functions.asked_when.items() if can_be(root) == CAN_BE_FALSE
    )


def _in_order(compiled: Compiled, codes: Set[str]) -> Iterator[Recommendation]:
    """The recommendations of some codes as they are read; notes on evidence are left out."""
    items = (compiled.pathway.recommendations[code] for code in codes)
    told = [item for item in items if item.place is not Place.EVIDENCE]
    yield from sorted(told, key=lambda item: (item.urgency, -item.weight, item.code))
