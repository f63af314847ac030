"""Sample values: other values of a finding, one for each case that the tables tell apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from engine.diagram.compiler import Compiled
from engine.diagram.domains import UNKNOWN_CELL, Domain
from engine.model.answers import UNKNOWN, Answers, LevelReading, Value
from engine.model.findings import Finding
from engine.model.kinds import Kind

_FINEST = 0.01
"""The distance beside a cut at which a number is tried where the finding takes fractions."""


def by_position(finding: Finding, domain: Domain) -> dict[int, Value]:
    """One legal known value for each position of a domain that has any."""
    if domain.choices:
        return {1 + n: choice for n, choice in enumerate(domain.choices)}
    found: dict[int, Value] = {}
    for number in numbers(finding, [cut.value for cut in domain.cuts]):
        found.setdefault(domain.position(number), number)
    return found


def value_at(finding: Finding, domain: Domain, position: int) -> Value:
    """A value that stands at a position of a domain, a legal one where there is any."""
    if position == UNKNOWN_CELL:
        return UNKNOWN
    found = by_position(finding, domain)
    if position not in found:
        found = by_position(replace(finding, low=None, high=None), domain)
    return found[position]


def numbers(finding: Finding, edges: Iterable[float]) -> list[int | float]:
    """Legal numbers at, just below and just above some edges, and both ends of the range or 0."""
    whole = finding.kind.whole
    step = 1.0 if whole else _FINEST
    ends = [end for end in (finding.low, finding.high) if end is not None] or [0.0]
    tried = {*ends, *(edge + offset for edge in edges for offset in (0.0, -step, step))}
    legal = (
        number
        for number in sorted(tried)
        if (finding.low is None or number >= finding.low)
        and (finding.high is None or number <= finding.high)
    )
    if whole:
        return [int(number) for number in legal if number == int(number)]
    return [round(number, 6) for number in legal]


def spread(finding: Finding, edges: Iterable[float]) -> list[int | float]:
    """The `numbers`, and those midway between edges and ends."""
    found = numbers(finding, edges)
    between = [(low + high) / 2 for low, high in pairwise(found) if high - low > 2 * _FINEST]
    whole = finding.kind.whole
    return sorted({*found, *(int(n) if whole else round(n, 6) for n in between)})


def alternatives(compiled: Compiled, key: str, answers: Answers) -> Iterator[Value]:
    """Other answers to a finding, one step away: enough to try each thing that a rule reads.

    A choice is any other choice; a number one of each kind that some cell or threshold tells
    apart; of several choices one is added or taken away; of readings level by level one sign at
    one level is another, or is first read at a level that is known from elsewhere.
    """
    finding, present = compiled.pathway.findings[key], answers.get(key)
    match finding.kind:
        case Kind.CHOICE:
            found: Iterable[Value] = finding.options
        case Kind.SEVERAL:
            found = _toggled(finding, present if isinstance(present, frozenset) else frozenset())
        case Kind.LEVELS:
            found = _readings(finding, present if isinstance(present, tuple) else (), answers)
        case _:
            found = numbers(finding, _edges(compiled, key, answers))
    return (value for value in found if value != present)


def _edges(compiled: Compiled, key: str, answers: Answers) -> Iterator[float]:
    """The cuts of a finding and of findings computed from it, and the values compared with it."""
    thresholds = compiled.pathway.thresholds.values()
    yield from (threshold.value for threshold in thresholds)
    for domain in compiled.domains:
        derivation = compiled.pathway.findings[domain.key].derived
        if domain.key == key or (derivation and key in derivation.inputs):
            yield from (cut.value for cut in domain.cuts)
        if derivation and key in derivation.inputs:
            beside = (answers.get(name) for name in derivation.inputs if name != key)
            yield from (float(value) for value in beside if isinstance(value, int | float))


def _toggled(finding: Finding, chosen: frozenset[str]) -> Iterator[frozenset[str]]:
    for option in finding.options:
        if option == finding.none:
            yield frozenset({option})
        else:
            yield (chosen ^ {option}) - {finding.none} or frozenset({finding.none or option})


def _readings(
    finding: Finding, present: Sequence[LevelReading], answers: Answers
) -> Iterator[tuple[LevelReading, ...]]:
    for number, reading in enumerate(present):
        for changed in _other_signs(finding, reading):
            yield (*present[:number], changed, *present[number + 1 :])
    if not present:
        level = next(_sites(finding, answers), finding.sites.start)
        for changed in _other_signs(finding, {"level": level}):
            yield (changed,)


def _sites(finding: Finding, answers: Answers) -> Iterator[str]:
    """The sites of a finding at which another one has a reading."""
    for value in answers.values():
        if isinstance(value, tuple):
            named = (str(reading["level"]) for reading in value)
            yield from (name for name in named if name in finding.sites.names)


def _other_signs(finding: Finding, reading: LevelReading) -> Iterator[LevelReading]:
    for part in finding.fields:
        values = part.options or numbers(part, ())
        yield from ({**reading, part.key: value} for value in values)
