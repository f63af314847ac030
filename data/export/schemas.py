"""JSON Schemas, draft 2020-12, of the documents that the program reads and writes.

They are made from what reads the documents: the pathway's findings for a case, and the pydantic
models for everything else. So a schema changes when, and only when, its document does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from data.content.resolve import RawFiles
from data.export.advice_model import AdviceModel
from data.input.case import CaseModel
from data.input.kinds import Schema, schema_of
from data.input.model import json_schema
from data.session.session_json import SessionModel
from engine.model.pathway import Pathway

_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"


def case_schema(pathway: Pathway) -> Schema:
    """The case that `spinepath evaluate` reads, with the legal values of each asked finding."""
    schema = dict(json_schema(CaseModel))
    findings = {
        "type": "object",
        "properties": {key: schema_of(finding) for key, finding in pathway.asked.items()},
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
