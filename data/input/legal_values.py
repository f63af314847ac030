"""Legal values: whether an answer that comes from elsewhere is one its finding may take."""

from __future__ import annotations

from collections.abc import Mapping

from engine.model.answers import LEVELS, UNKNOWN, LevelReading, Value
from engine.model.findings import Finding, Kind
from engine.model.pathway import Pathway


def usable(pathway: Pathway, values: Mapping[str, Value]) -> dict[str, Value]:
    """Those of some values, by finding key, that a content can take."""
    findings = pathway.findings
    return {k: v for k, v in values.items() if k in findings and is_legal(findings[k], v)}


def is_legal(finding: Finding, value: Value) -> bool:
    """Whether `value` is one the finding may take; UNKNOWN always is."""
    if value == UNKNOWN:
        return True
    match finding.kind:
        case Kind.CHOICE:
            return isinstance(value, str) and value in finding.options
        case Kind.INTEGER | Kind.NUMBER:
            return isinstance(value, int | float) and _in_range(finding, value)
        case Kind.SEVERAL:
            return isinstance(value, frozenset) and value <= finding.options.keys()
        case Kind.LEVELS:
            return isinstance(value, tuple) and all(_is_reading(finding, part) for part in value)


def _is_reading(finding: Finding, reading: LevelReading) -> bool:
    fields = {part.key: part for part in finding.fields}
    return reading.get("level") in LEVELS and all(
        key == "level" or (key in fields and is_legal(fields[key], value))
        for key, value in reading.items()
    )


def _in_range(finding: Finding, number: float) -> bool:
    above = finding.low is None or number >= finding.low
    return above and (finding.high is None or number <= finding.high)
