"""JSON Schemas come out of the models that read what they describe."""

from __future__ import annotations

import json
import re

import pytest

from data.content.certificate import Certificate
from data.content.loader import Content
from data.content.resolve import RawFiles
from data.export.schemas import SCHEMAS, schema
from data.governance.signature_file import SignatureModel
from data.input.model import Model, json_schema
from data.session.session_json import SessionModel


@pytest.mark.parametrize("model", [RawFiles, SessionModel, SignatureModel, Certificate])
def test_a_schema_refuses_unknown_keys_and_names_what_is_needed(model: type[Model]) -> None:
    of = json_schema(model)
    needed = [name for name, field in model.model_fields.items() if field.is_required()]
    assert of["required"] == needed
    tables = [of, *of.get("$defs", {}).values()]
    assert not [t for t in tables if "properties" in t and t["additionalProperties"] is not False]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_names_nothing_private(content: Content, name: str) -> None:
    assert not re.search(r'[/"]_', json.dumps(schema(name, content.pathway)))


def test_the_schema_of_a_session_names_moments_and_kinds_of_events() -> None:
    of = json_schema(SessionModel)
    assert of["properties"]["created"] == {
        "format": "date-time",
        "title": "Created",
        "type": "string",
    }
    assert "set_unknown" in of["$defs"]["EventKind"]["enum"]
