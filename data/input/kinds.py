"""The kinds of findings in data from outside: legal values, in words and as JSON Schema.

Cases, forms, plain lines, stored sessions and what is carried over all ask here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from data.input.quantities import bound_at, is_number, number_words, read_bound, read_quantity
from data.text.numbers import number_text
from engine.model.answers import UNKNOWN, Bound, LevelReading, Value
from engine.model.findings import Finding
from engine.model.kinds import Kind
from engine.model.pathway import Pathway

Schema: TypeAlias = dict[str, Any]


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
        case Kind.INTEGER | Kind.NUMBER:
            if isinstance(value, Bound):
                return _bound(finding, value) is not None
            return is_number(finding, value)


def legal_number(finding: Finding, number: float | None) -> int | float | None:
    """The number if it is legal for a finding, a whole one where the finding asks for one."""
    if number is None or not is_legal(finding, number):
        return None
    return int(number) if finding.kind.whole and not isinstance(number, Bound) else number


def read_number(finding: Finding, text: str, unit: str = "", *, bounds: bool = True) -> float:
    """The bound, where bounds are read, or the number; as `read_bound` and `read_quantity`."""
    bound = read_bound(finding, text, unit) if bounds else None
    return read_quantity(finding, text, unit) if bound is None else bound


def amount_text(finding: Finding, number: float) -> str:
    """A number of a finding with its unit."""
    return f"{number_text(number)} {finding.unit}".rstrip()


def legal_words(finding: Finding) -> str:
    """The legal values of a finding, as a case gives them."""
    match finding.kind:
        case Kind.CHOICE:
            return ", ".join((*finding.options, UNKNOWN))
        case Kind.SEVERAL:
            return "a list of " + ", ".join(finding.options)
        case Kind.LEVELS:
            return f'[{{"level": "{finding.sites.start}", ...}}]'
        case Kind.INTEGER | Kind.NUMBER:
            units = finding.units.names[1:] or (finding.unit,)
            forms = (f'{{"value": ..., "unit": "{unit}"}}' for unit in units if unit)
            return ", ".join((number_words(finding), *forms)) + ", or unknown"


def schema_of(finding: Finding) -> Schema:
    """A value of a finding; `null` and `"unknown"` stand for an answer that is not known."""
    unknown: Schema = {"enum": [UNKNOWN, None]}
    known = _known(finding)
    return {"title": finding.short, "description": finding.ask, "anyOf": [*known, unknown]}


def _known(finding: Finding) -> list[Schema]:
    match finding.kind:
        case Kind.CHOICE:
            digits = [int(option) for option in finding.options if option.isdecimal()]
            return [{"enum": [*finding.options, *digits]}]
        case Kind.SEVERAL:
            options = {"enum": list(finding.options)}
            return [{"type": "array", "items": options, "minItems": 1}]
        case Kind.LEVELS:
            fields = {field.key: schema_of(field) for field in finding.fields}
            sites = {"enum": list(finding.sites.names)}
            return [{"type": "array", "items": _object({"level": sites, **fields}, "level")}]
        case Kind.INTEGER | Kind.NUMBER:
            return _number(finding)


def _number(finding: Finding) -> list[Schema]:
    """A number in the finding's own unit, or a quantity with its unit."""
    bounds = {"minimum": finding.low, "maximum": finding.high}
    own: Schema = {
        "type": "integer" if finding.kind.whole else "number",
        "description": number_words(finding),
        **{word: bound for word, bound in bounds.items() if bound is not None},
    }
    number: Schema = {"type": "number"}
    pair = _object({"value": number, "unit": {"type": "string"}}, "value", "unit")
    text = {"type": "string", "description": "a number with its unit, or a bound such as <5"}
    return [own, text, pair, *(_object({side: number}, side) for side in ("below", "above"))]


def _object(properties: Schema, *required: str) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": [*required],
        "additionalProperties": False,
    }


def _bound(finding: Finding, bound: Bound) -> Bound | None:
    return bound_at(finding, bound.limit, below=bound.below)


def _are_readings(finding: Finding, readings: tuple[LevelReading, ...]) -> bool:
    levels = {reading.get("level") for reading in readings}
    return len(levels) == len(readings) and all(_is_reading(finding, part) for part in readings)


def _is_reading(finding: Finding, reading: LevelReading) -> bool:
    fields = {part.key: part for part in finding.fields}
    return reading.get("level") in finding.sites.names and all(
        key == "level" or (key in fields and is_legal(fields[key], value))
        for key, value in reading.items()
    )
