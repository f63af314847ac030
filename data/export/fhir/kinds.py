"""The kinds of findings in FHIR: types of items, codings, answers and measured values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from data.export.fhir.naming import Json
from engine.model.answers import Bound, Value
from engine.model.findings import Finding
from engine.model.kinds import Kind

ASKED_UNKNOWN: Final[Mapping[str, str]] = {
    "system": "http://terminology.hl7.org/CodeSystem/data-absent-reason",
    "code": "asked-unknown",
    "display": "Asked But Unknown",
}
"""The answer that nobody knows."""


def type_of(kind: Kind) -> str:
    """The type of a question."""
    match kind:
        case Kind.CHOICE | Kind.SEVERAL:
            return "choice"
        case Kind.INTEGER:
            return "integer"
        case Kind.NUMBER:
            return "decimal"
        case Kind.LEVELS:
            return "group"


def system(finding: str) -> str:
    """The code system of a finding's options."""
    return f"urn:spinepath:finding:{finding}"


def coding(finding: Finding, option: str) -> Json:
    """An option of a finding."""
    words = finding.options.get(option, option)
    return {"system": system(finding.key), "code": option, "display": words}


def site_coding(finding: Finding, site: str) -> Json:
    """A site where a finding has a reading."""
    return {"system": system(f"{finding.key}.site"), "code": site, "display": site}


def number_of(finding: Finding, word: str, value: float) -> Json:
    """A number as FHIR types it: `word` is value or answer."""
    return {f"{word}Integer": int(value)} if finding.kind.whole else {f"{word}Decimal": value}


def answers_of(finding: Finding, value: Value) -> Iterator[Json]:
    """The answers of a question that has one value or several; of readings none."""
    if isinstance(value, frozenset):
        chosen = value or {finding.none}
        for option in (option for option in finding.options if option in chosen):
            yield {"valueCoding": coding(finding, option)}
    elif isinstance(value, str):
        yield {"valueCoding": coding(finding, value)}
    elif isinstance(value, int | float):
        yield number_of(finding, "value", value)


def measured(finding: Finding, value: float) -> Json:
    """The value of an Observation."""
    unit = {"unit": finding.unit} if finding.unit else {}
    if isinstance(value, Bound):
        bound = {"value": value.limit, "comparator": "<" if value.below else ">"}
        return {"valueQuantity": bound | unit}
    return {"valueQuantity": {"value": value, **unit}}
