"""Bounds: results such as `<5`, which decide only what their whole range decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from typing import Final, TypeAlias

from engine.advice.facts import derive, point
from engine.advice.reasons import Patient
from engine.diagram.compiler import Compiled
from engine.diagram.sample_values import alternatives
from engine.model.answers import Answers, Bound

Fired: TypeAlias = frozenset[str]
"""The keys of the rules that fire."""

_MOST_TOGETHER: Final = 400
"""The most combinations of several bounds that are tried; beyond them none counts."""


def settled(compiled: Compiled, answers: Answers) -> Answers:
    """The answers with each bound at a number that stands for its whole range, or left out.

    Where all numbers of the range fire the same rules, the bound counts. Otherwise it counts as not
    known, unless something that the whole range says would then be lost: it then stands at the
    number that says least, and never at one that permits what another number of the range does not.

    Args:
        compiled: the pathway.
        answers: values by finding key.
    """
    bounds = {key: value for key, value in answers.items() if isinstance(value, Bound)}
    if not bounds:
        return answers
    plain: Answers = {key: value for key, value in answers.items() if key not in bounds}
    chosen: dict[str, Bound] = {}
    ranges: dict[str, list[Bound]] = {}
    for key, bound in bounds.items():
        base = {**plain, **chosen}
        ranges[key] = list(_apart(compiled, base, key, bound))
        found = _standing(compiled, base, key, ranges[key])
        if found is not None:
            chosen[key] = found
    kept = {**plain, **chosen}
    return kept if _together(compiled, kept, {k: ranges[k] for k in chosen}) else plain


def _apart(compiled: Compiled, base: Answers, key: str, bound: Bound) -> Iterator[Bound]:
    """Numbers of a range that the tables tell apart, the nearest to its limit first."""
    numbers = (n for n in alternatives(compiled, key, base) if isinstance(n, int | float))
    within = sorted(n for n in {float(bound), *numbers} if bound.holds(n))
    seen = set()
    for number in reversed(within) if bound.below else within:
        here = tuple(point(compiled, derive(compiled.pathway, {**base, key: number})))
        if here not in seen:
            seen.add(here)
            yield bound.at(number)


def _standing(
    compiled: Compiled, base: Answers, key: str, numbers: Sequence[Bound]
) -> Bound | None:
    """The number that stands for a range; None where it counts as not known."""
    fired = [_fired(compiled, {**base, key: number}) for number in numbers]
    everywhere = frozenset.intersection(*fired)
    if all(rules == everywhere for rules in fired):
        return numbers[0]
    if everywhere <= _fired(compiled, base):
        return None
    allowed = _permissive(compiled, everywhere)
    careful = [
        (len(rules), position)
        for position, rules in enumerate(fired)
        if _permissive(compiled, rules) <= allowed
    ]
    return numbers[min(careful)[1]] if careful else None


def _together(compiled: Compiled, kept: Answers, ranges: Mapping[str, Sequence[Bound]]) -> bool:
    """Return whether nothing is permitted that some numbers of several ranges do not permit."""
    if len(ranges) < 2:
        return True
    permitted = _permissive(compiled, _fired(compiled, kept))
    tried = list(islice(product(*ranges.values()), _MOST_TOGETHER + 1))
    return len(tried) <= _MOST_TOGETHER and all(
        permitted
        <= _permissive(compiled, _fired(compiled, {**kept, **dict(zip(ranges, one, strict=True))}))
        for one in tried
    )


def _fired(compiled: Compiled, answers: Answers) -> Fired:
    facts = derive(compiled.pathway, answers)
    patient = Patient(compiled, facts, point(compiled, facts))
    return frozenset(key for key, rule in compiled.pathway.rules.items() if patient.fires(rule))


def _permissive(compiled: Compiled, rules: Fired) -> set[str]:
    """The codes of the permissive recommendations that some rules give."""
    given = {compiled.pathway.rules[key].gives for key in rules}
    return {code for code in given if compiled.pathway.recommendations[code].permissive}
