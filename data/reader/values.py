"""Values that a statement gives its sites: a choice, a grade in words, or a number with a unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from data.reader.binding import Bound, Limits, hull
from data.reader.lexicon import Mark
from data.reader.proposals import Given
from data.reader.scope import Sign

Rule: TypeAlias = Mapping[str, Any]
"""A table `[[key]]` of the lexicon."""


def part_value(
    bound: Bound, mark: Mark, rule: Rule, sign: Sign, owners: int
) -> tuple[Given | None, Limits] | None:
    """The value that a statement gives its sites, and its words; None where it says nothing."""
    span = mark.first, mark.last
    if "degrees" in rule:
        degrees = bound.degree(mark, rule["degrees"]) if bound.sites_of(mark) else []
        told = degrees and sign is not Sign.DENIED
        return _graded(bound, mark, rule, degrees, sign) if told else None
    if sign is Sign.DENIED:
        qualified = "scope_qualifier" in bound.roles((max(0, mark.first - 4), mark.last))
        cue = bound.denial(mark)
        near = cue.first >= bound.segment(mark.first)[0]
        words = hull(span, cue.span) if near else span
        return (None if qualified else rule.get("denied")), words
    if sign is not Sign.STATED or "units" not in rule:
        return (rule.get("stated") if sign is Sign.STATED else None), span
    found = list(bound.numbers(bound.segment(mark.first), rule))
    exact = len(found) == 1 and found[0].exact and owners == 1
    if not exact:
        return (None, span) if found else None
    return found[0].value, hull(span, found[0].span)


def _graded(
    bound: Bound, mark: Mark, rule: Rule, degrees: list[Mark], sign: Sign
) -> tuple[Given | None, tuple[int, int]]:
    """The grade that the words before a statement give it, none for two; and all the words."""
    span = degrees[-1].first, mark.last
    roles = frozenset[str]().union(*(degree.roles for degree in degrees))
    values = {rule["degrees"][role] for role in roles & rule["degrees"].keys()}
    one = len(values) == 1 and sign is bound.sign(*span) is Sign.STATED
    return values.pop() if one else None, span
