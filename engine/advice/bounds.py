"""Bounds: results such as `<5`, which decide only what their whole range decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice, pairwise, product
from typing import Final, NamedTuple, TypeAlias

from engine.advice.applicability import enabled
from engine.advice.facts import derive, given_facts, permitted, point
from engine.diagram.compiler import Compiled
from engine.diagram.sample_values import alternatives
from engine.model.answers import UNKNOWN, Answers, Bound, known

Place: TypeAlias = Callable[[float], tuple[int, ...]]
"""Says by a number of a finding where the patient stands in the diagram."""

_MOST_TOGETHER: Final = 400
"""The most combinations of several bounds that are tried; beyond them none counts."""

_FINEST: Final = 0.01
"""The distance of two numbers between which no third is tried."""


class Settled(NamedTuple):
    """Answers in which each bound is a number.

    Attributes:
        answers: each bound at a number that speaks for its whole range, or at UNKNOWN.
        unsettled: the keys of the bounds that leave open what their number would decide.
    """

    answers: Answers
    unsettled: frozenset[str]


class _Outcome(NamedTuple):
    """The effects that the numbers of a range have to agree on.

    Attributes:
        rules: the keys of the rules that fire.
        asked: the findings whose questions apply.
        active: the rules that fire when only answers to those questions count.
    """

    rules: frozenset[str]
    asked: frozenset[str]
    active: frozenset[str]


def settled(compiled: Compiled, answers: Answers) -> Settled:
    """The answers with each bound at a number that stands for its whole range, or not known.

    Where all numbers of the range fire the same rules and ask the same questions, the bound counts.
    Otherwise it counts as not known, unless something that the whole range says would then be lost:
    it then stands at the number that says least, and never at one that permits what another number
    of the range does not.
    """
    bounds = {key: value for key, value in answers.items() if isinstance(value, Bound)}
    if not bounds:
        return Settled(answers, frozenset())
    plain: Answers = {**answers, **dict.fromkeys(bounds, UNKNOWN)}
    chosen: dict[str, Bound] = {}
    ranges: dict[str, list[Bound]] = {}
    whole: set[str] = set()
    for key, bound in bounds.items():
        base = {**plain, **chosen}
        ranges[key] = list(_apart(compiled, base, key, bound))
        outcomes = [_outcome(compiled, {**base, key: number}) for number in ranges[key]]
        if all(outcome == outcomes[0] for outcome in outcomes):
            chosen[key] = ranges[key][0]
            whole.add(key)
        elif (found := _standing(compiled, base, ranges[key], outcomes)) is not None:
            chosen[key] = found
    kept = {**plain, **chosen}
    if _together(compiled, kept, {key: ranges[key] for key in chosen}):
        return Settled(kept, frozenset(bounds.keys() - whole))
    return Settled(plain, frozenset(bounds))


def _apart(compiled: Compiled, base: Answers, key: str, bound: Bound) -> Iterator[Bound]:
    """Numbers of a range that the tables tell apart, the nearest to its limit first."""
    numbers = (n for n in alternatives(compiled, key, base) if isinstance(n, int | float))
    place, computed = _placed(compiled, base, key)
    tried = {n: place(n) for n in {float(bound), *numbers} if bound.holds(n)}
    if computed:
        step = 1.0 if compiled.pathway.findings[key].kind.whole else _FINEST
        for low, high in pairwise(sorted(tried)):
            _part(place, low, high, step, tried)
    seen = set()
    for number in sorted(tried, reverse=bound.below):
        if tried[number] not in seen:
            seen.add(tried[number])
            yield bound.at(number)


def _placed(compiled: Compiled, base: Answers, key: str) -> tuple[Place, bool]:
    """The place in the diagram by a number of a finding, and whether others are computed from it.

    Of a patient only the finding itself and those that are computed from it move.
    """
    pathway, domains = compiled.pathway, compiled.domains
    moving = {
        name: pathway.library.derivations[finding.derived.function]
        for name, finding in pathway.findings.items()
        if finding.derived and key in finding.derived.inputs
    }

    others = known(base)

    def place(number: float) -> tuple[int, ...]:
        given = given_facts(pathway, {**others, key: number})
        facts = {key: number, **{name: compute(given) for name, compute in moving.items()}}
        return tuple(
            domains[compiled.variables[name]].position(value) for name, value in facts.items()
        )

    return place, bool(moving)


def _part(
    place: Place, low: float, high: float, step: float, tried: dict[float, tuple[int, ...]]
) -> None:
    """Try numbers between two that differ, until neighbours are as near as they can be."""
    middle = float(int((low + high) / 2)) if step == 1.0 else (low + high) / 2
    if tried[low] == tried[high] or high - low <= step or middle in (low, high):
        return
    tried[middle] = place(middle)
    _part(place, low, middle, step, tried)
    _part(place, middle, high, step, tried)


def _standing(
    compiled: Compiled, base: Answers, numbers: Sequence[Bound], outcomes: Sequence[_Outcome]
) -> Bound | None:
    """The number that stands for a range of unequal numbers; None where it counts as not known."""
    everywhere = frozenset.intersection(*(outcome.rules for outcome in outcomes))
    if everywhere <= _outcome(compiled, base).rules:
        return None
    allowed = _permissive(compiled, everywhere)
    careful = [
        (len(outcome.rules), -len(outcome.asked), position)
        for position, outcome in enumerate(outcomes)
        if _permissive(compiled, outcome.rules | outcome.active) <= allowed
    ]
    return numbers[min(careful)[2]] if careful else None


def _together(compiled: Compiled, kept: Answers, ranges: Mapping[str, Sequence[Bound]]) -> bool:
    """Return whether nothing is permitted that some numbers of several ranges do not permit."""
    if len(ranges) < 2:
        return True
    allowed = permitted(compiled, kept)
    tried = list(islice(product(*ranges.values()), _MOST_TOGETHER + 1))
    return len(tried) <= _MOST_TOGETHER and all(
        allowed <= permitted(compiled, {**kept, **dict(zip(ranges, one, strict=True))})
        for one in tried
    )


def _outcome(compiled: Compiled, answers: Answers) -> _Outcome:
    asked, active, _ = enabled(compiled, answers)
    rules = _fired(compiled, answers)
    aside = answers.keys() - active.keys()
    return _Outcome(rules, asked, _fired(compiled, active) if aside else rules)


def _fired(compiled: Compiled, answers: Answers) -> frozenset[str]:
    facts = derive(compiled.pathway, answers)
    return frozenset(rule.key for rule in compiled.rows.at(point(compiled, facts)).fired)


def _permissive(compiled: Compiled, rules: frozenset[str]) -> set[str]:
    """The codes of the permissive recommendations that some rules give."""
    given = {compiled.pathway.rules[key].gives for key in rules}
    return {code for code in given if compiled.pathway.recommendations[code].permissive}
