"""JSON Schemas say what the program reads and writes, in the words of a program not its own."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import tomli

from data.content.loader import SHIPPED, Content
from data.export.advice_json import AdviceDocuments
from data.export.schemas import SCHEMAS, schema
from data.input.case import CaseError, parse_case
from data.session.session_json import to_document
from engine.diagram.compiler import Compiled
from engine.model.answers import Answers
from tests.support.cases import CASES
from tests.support.seed_patient import SEED, seen
from tui.cli.arguments import parser
from tui.cli.content_arguments import DOCUMENTS

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

TODAY = date(2026, 11, 28)


def _validator(name: str, content: Content) -> Draft202012Validator:
    from jsonschema import Draft202012Validator  # late: with its formats it takes a second to load

    return Draft202012Validator(schema(name, content.pathway))


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_document_has_a_schema_that_is_one(name: str, content: Content) -> None:
    _validator(name, content).check_schema(schema(name, content.pathway))
    assert parser().parse_args(["schema", name]).document == name
    assert tuple(SCHEMAS) == DOCUMENTS


@pytest.mark.parametrize(
    "findings",
    [
        {"age_years": 720},
        {"age_years": "x", "nothing": 1},
        {"sex": "mail"},
        {"deformed_levels": [{"level": "T99"}]},
        {"deformed_levels": [{}]},
        {"deformed_levels": "T12"},
        {"age_years": [72]},
        {"age_years": {"value": 72}},
        {"age_years": True},
    ],
)
def test_a_case_that_is_refused_breaks_the_schema(
    findings: dict[str, Any], content: Content
) -> None:
    text = json.dumps({"findings": findings}).encode()
    with pytest.raises(CaseError):
        parse_case(text, content.pathway)
    assert not _validator("case", content).is_valid({"findings": findings})


def test_every_case_that_is_read_keeps_to_the_schema(content: Content) -> None:
    validator = _validator("case", content)
    for case in CASES.values():
        plain = {"findings": dict(case.findings)}
        parse_case(json.dumps(plain).encode(), content.pathway)
        assert not list(validator.iter_errors(plain)), case.id


def test_advice_keeps_to_its_schema(
    content: Content, compiled: Compiled, typical: list[Answers]
) -> None:
    validator = _validator("advice", content)
    for answers in ({}, *typical[::24]):
        written = json.loads(json.dumps(AdviceDocuments(content, compiled)(answers, TODAY)))
        assert not list(validator.iter_errors(written))


def test_the_schema_of_advice_notices_another_field(content: Content, compiled: Compiled) -> None:
    written = json.loads(json.dumps(AdviceDocuments(content, compiled)({}, TODAY)))
    validator = _validator("advice", content)
    assert not validator.is_valid(written | {"colour": "red"})
    assert not validator.is_valid({key: written[key] for key in written if key != "page"})


def test_a_session_keeps_to_its_schema(content: Content) -> None:
    written = json.loads(json.dumps(to_document(seen(content, dict(SEED)))))
    assert written["events"]
    assert not list(_validator("session", content).iter_errors(written))
    assert not _validator("session", content).is_valid(written | {"format": 3})


def test_the_content_keeps_to_its_schema(content: Content) -> None:
    sections = {
        f"sections/{path.name}": tomli.loads(path.read_text("utf-8"))
        for path in sorted((SHIPPED / "sections").glob("*.toml"))
    }
    safety = {
        path.stem: tomli.loads(path.read_text("utf-8"))
        for path in (SHIPPED / "safety").glob("*.toml")
    }
    files = {path.stem: tomli.loads(path.read_text("utf-8")) for path in SHIPPED.glob("*.toml")}
    written = json.loads(json.dumps(files | {"sections": sections, "safety": safety}, default=str))
    faults = [
        f"{error.json_path}: {error.message[:80]}"
        for error in _validator("content", content).iter_errors(written)
    ]
    assert not faults
