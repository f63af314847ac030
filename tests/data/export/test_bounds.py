"""A bound such as `<5` leaves the program as a bound, in every format."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from data.content.loader import Content
from data.export.advice_json import AdviceDocuments
from data.export.formats import FORMATS
from data.export.source import Source
from data.session.session_file import parse_session
from engine.diagram.compiler import Compiled
from engine.model.answers import Bound, Value
from tests.support.seed_patient import answered, seen

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
BOUNDS: dict[str, Value] = {"crp": Bound(4, 5, below=True), "egfr": Bound(50, 60, below=True)}


@pytest.fixture
def source(content: Content, compiled: Compiled) -> Source:
    """A patient whose CRP is below 5, which settles, and whose eGFR is below 60, which does not."""
    session = seen(content, answered(content, **BOUNDS))
    return Source(session, lambda _: "", lambda: (compiled, content), NOW)


def rendered(source: Source, name: str) -> str:
    return FORMATS[name].render(source)


def test_the_record_says_the_bound_and_that_it_does_not_settle(source: Source) -> None:
    text = " ".join(rendered(source, "record").split())
    assert "CRP: below 5 mg/L" in text
    assert "eGFR: below 60 mL/min/1.73m2: does not settle the advice; enter the number" in text


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_the_page_says_the_bound(source: Source, name: str) -> None:
    text = " ".join(rendered(source, name).replace("\\", "").split())
    assert "below 60 mL/min/1.73m2" in text
    assert "59.99" not in text


def test_a_session_comes_back_with_its_bounds(source: Source) -> None:
    session = parse_session(rendered(source, "json").encode())
    assert session == source.session
    assert BOUNDS.items() <= session.answers.items()


def test_a_bound_is_an_observation_with_its_comparator(source: Source) -> None:
    bundle = json.loads(rendered(source, "fhir"))
    found = [entry["resource"] for entry in bundle["entry"]]
    amounts = [one["valueQuantity"] for one in found if "valueQuantity" in one]
    assert {"value": 5, "comparator": "<", "unit": "mg/L"} in amounts
    assert {"value": 60, "comparator": "<", "unit": "mL/min/1.73m2"} in amounts
    assert '"linkId": "egfr"' in json.dumps(found)
    assert "49.99" not in json.dumps(found)


def test_advice_warns_of_a_bound_that_does_not_settle(content: Content, compiled: Compiled) -> None:
    given = answered(content, **BOUNDS)
    found = AdviceDocuments(content, compiled)(given, date(2026, 3, 2))
    assert found["unconfirmed"] == ["egfr"]
    says = "eGFR below 60 mL/min/1.73m2: does not settle the advice; enter the number."
    assert found["warnings"] == [says]
