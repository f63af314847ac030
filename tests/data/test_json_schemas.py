"""JSON Schemas come out of the models that read what they describe."""

from __future__ import annotations

import pytest

from data.content.certificate import Certificate
from data.content.resolve import RawFiles
from data.governance.signature_file import SignatureModel
from data.input.model import Model, json_schema
from data.session.session_json import SessionModel


@pytest.mark.parametrize("model", [RawFiles, SessionModel, SignatureModel, Certificate])
def test_a_schema_refuses_unknown_keys_and_names_what_is_needed(model: type[Model]) -> None:
    schema = json_schema(model)
    needed = [name for name, field in model.model_fields.items() if field.is_required()]
    assert schema["required"] == needed
    tables = [schema, *schema.get("$defs", {}).values()]
    assert not [t for t in tables if "properties" in t and t["additionalProperties"] is not False]


def test_the_schema_of_a_session_names_moments_and_kinds_of_events() -> None:
    schema = json_schema(SessionModel)
    assert schema["properties"]["created"] == {
        "format": "date-time",
        "title": "Created",
        "type": "string",
    }
    assert "set_unknown" in schema["$defs"]["EventKind"]["enum"]
