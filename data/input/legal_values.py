"""The check of answers: whether a value is one its finding may take, and which would be.

Cases, forms, plain lines, stored sessions and what is carried over all ask here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from data.text.numbers import number_text
from engine.model.answers import UNKNOWN, Bound, LevelReading, Value
from engine.model.findings import Finding
from engine.model.kinds import Kind
from engine.model.pathway import Pathway

_STEP: Final = 0.01
"""The distance from its limit at which a bound is first tried."""


def usable(pathway: Pathway, values: Mapping[str, Value]) -> dict[str, Value]:
    """Those of some values, by finding key, that a content can take; bounds at a legal number."""
    findings = pathway.findings
    return {
        key: _bound(findings[key], value) or value if isinstance(value, Bound) else value
        for key, value in values.items()
        if key in findings and is_legal(findings[key], value)
    }


def is_legal(finding: Finding, value: Value) -> bool:
    """Return whether `value` is one the finding may take; UNKNOWN always is."""
    if value == UNKNOWN:
        return True
    match finding.kind:
        case Kind.CHOICE:
            return isinstance(value, str) and value in finding.options
        case Kind.SEVERAL:
            if not isinstance(value, frozenset) or not value <= finding.options.keys():
                return False
            return finding.none not in value or len(value) == 1
        case Kind.LEVELS:
            return isinstance(value, tuple) and _are_readings(finding, value)
        case _:
            if isinstance(value, Bound):
                return _bound(finding, value) is not None
            return _is_number(finding, value)


def bound_at(finding: Finding, limit: float, *, below: bool) -> Bound | None:
    """A bound of a finding at a legal number beside its limit; None where there is none."""
    whole = finding.kind.whole
    near = math.ceil(limit) - 1 if below else math.floor(limit) + 1
    tried = near if whole else limit + (-_STEP if below else _STEP)
    end = finding.low if below else finding.high
    middle = None if end is None or whole else (limit + end) / 2
    for number in (tried, tried if middle is None else middle):
        bound = Bound(number, limit, below=below)
        if bound.holds(number) and _is_number(finding, number):
            return bound
    return None


def _bound(finding: Finding, bound: Bound) -> Bound | None:
    return bound_at(finding, bound.limit, below=bound.below) if finding.kind.numeric else None


def _are_readings(finding: Finding, readings: tuple[LevelReading, ...]) -> bool:
    levels = {reading.get("level") for reading in readings}
    return len(levels) == len(readings) and all(_is_reading(finding, part) for part in readings)


def _is_reading(finding: Finding, reading: LevelReading) -> bool:
    fields = {part.key: part for part in finding.fields}
    return reading.get("level") in finding.sites.names and all(
        key == "level" or (key in fields and is_legal(fields[key], value))
        for key, value in reading.items()
    )


def _is_number(finding: Finding, value: Value) -> bool:
    """Say whether it is a finite number in the hard range, whole where the finding asks for one."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    low = -math.inf if finding.low is None else finding.low
    high = math.inf if finding.high is None else finding.high
    # Inequality alone: a whole number from outside may be too large for any function of math.
    if not (low <= value <= high and -math.inf < value < math.inf):
        return False
    return not finding.kind.whole or value == int(value)


def number_words(finding: Finding) -> str:
    """The legal values of a number in words: `a whole number from 0 to 10`."""
    kind = "a whole number" if finding.kind.whole else "a number"
    low, high, unit = finding.low, finding.high, f" {finding.unit}".rstrip()
    if low is not None and high is not None:
        return f"{kind} from {number_text(low)} to {number_text(high)}{unit}"
    if low is not None:
        return f"{kind} of at least {number_text(low)}{unit}"
    return f"{kind} of at most {number_text(high)}{unit}" if high is not None else f"{kind}{unit}"
