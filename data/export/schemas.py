"""JSON Schemas, draft 2020-12, of the documents that leave and enter the program.

They are made from what reads the documents: the pathway's findings for a case, and the pydantic
models for everything else. So a schema changes when, and only when, its document does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from data.content.resolve import RawFiles
from data.export.advice_model import AdviceModel
from data.input.case import CaseModel
from data.input.legal_values import number_words
from data.input.model import json_schema
from data.session.session_json import SessionModel
from engine.model.answers import UNKNOWN
from engine.model.findings import Finding
from engine.model.kinds import Kind
from engine.model.pathway import Pathway

Schema: TypeAlias = dict[str, Any]

_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"


def case_schema(pathway: Pathway) -> Schema:
    """The case that `spinepath evaluate` reads, with the legal values of each asked finding."""
    schema = dict(json_schema(CaseModel))
    findings = {
        "type": "object",
        "properties": {key: _value(finding) for key, finding in pathway.asked.items()},
        "additionalProperties": False,
    }
    numbers = [key for key, finding in pathway.asked.items() if finding.kind.numeric]
    confirmed = {"type": "array", "items": {"enum": numbers}, "default": []}
    properties = schema["properties"] | {"findings": findings, "confirmed": confirmed}
    return schema | {"properties": properties}


SCHEMAS: Final[Mapping[str, Callable[[Pathway], Schema]]] = {
    "case": case_schema,
    "advice": lambda _: json_schema(AdviceModel),
    "session": lambda _: json_schema(SessionModel),
    "content": lambda _: json_schema(RawFiles),
}
"""The documents that have a schema, by name."""


def schema(name: str, pathway: Pathway) -> Schema:
    """The JSON Schema of a document, with an identifier that names the content's version."""
    identifier = f"urn:spinepath:{pathway.id}:{pathway.version}:{name}"
    return {"$schema": _DRAFT, "$id": identifier, **SCHEMAS[name](pathway)}


def _value(finding: Finding) -> Schema:
    """A value of a finding; `null` and `"unknown"` stand for an answer that is not known."""
    unknown: Schema = {"enum": [UNKNOWN, None]}
    return {
        "title": finding.short,
        "description": finding.ask,
        "anyOf": [*_known(finding), unknown],
    }


def _known(finding: Finding) -> list[Schema]:
    if finding.kind.numeric:
        return _number(finding)
    if finding.kind is Kind.SEVERAL:
        options = {"enum": list(finding.options)}
        return [{"type": "array", "items": options, "minItems": 1}]
    if finding.kind is Kind.LEVELS:
        return [{"type": "array", "items": _reading(finding)}]
    digits = [int(option) for option in finding.options if option.isdecimal()]
    return [{"enum": [*finding.options, *digits]}]


def _number(finding: Finding) -> list[Schema]:
    """A number in the finding's own unit, or a quantity with its unit."""
    bounds = {"minimum": finding.low, "maximum": finding.high}
    own: Schema = {
        "type": "integer" if finding.kind.whole else "number",
        "description": number_words(finding),
        **{word: bound for word, bound in bounds.items() if bound is not None},
    }
    parts = {"value": {"type": "number"}, "unit": {"type": "string"}}
    pair: Schema = {
        "type": "object",
        "properties": parts,
        "required": list(parts),
        "additionalProperties": False,
    }
    text = {"type": "string", "description": "a number with its unit, or a bound such as <5"}
    sides: list[Schema] = [
        {
            "type": "object",
            "properties": {side: {"type": "number"}},
            "required": [side],
            "additionalProperties": False,
        }
        for side in ("below", "above")
    ]
    return [own, text, pair, *sides]


def _reading(finding: Finding) -> Schema:
    fields = {field.key: _value(field) for field in finding.fields}
    return {
        "type": "object",
        "properties": {"level": {"enum": list(finding.sites.names)}, **fields},
        "required": ["level"],
        "additionalProperties": False,
    }
