"""Exports for research: the answers and the advice, and nothing that Safe Harbor lists."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest

from data.content.loader import Content
from data.export.deidentify import deidentified
from data.export.formats import FORMATS
from data.export.source import Source
from data.session.events import Event, EventKind, answer, signed
from data.session.recheck import recheck
from data.session.session import Session, begin
from data.session.session_file import parse_session
from engine.diagram.compiler import Compiled
from tests.support.seed_patient import NOW, answered

SECRETS = ("Bed4", "daughter", "reportsays", "freereason", "154lb", "typedhere", "aaaabbbb")
FOR_RESEARCH = ("json-deidentified", "fhir-deidentified")


@pytest.fixture
def session(content: Content) -> Session:
    """A woman of 95, with every kind of free text that a session can hold."""
    kept = begin(content.pathway, program="0.1", now=NOW, label=SECRETS[0])
    events = [
        Event(EventKind.CONTINUED, NOW, detail=SECRETS[6]),
        *(answer(key, value, NOW) for key, value in answered(content, age_years=95).items()),
        answer("weight_kg", 70, NOW, typed=SECRETS[4]),
        Event(EventKind.CONFIRMED, NOW, "smoker", "no", detail=SECRETS[2], asked=SECRETS[2]),
        Event(EventKind.NOTED, NOW, detail=SECRETS[1]),
        Event(EventKind.TYPED, NOW, question="crp", detail=SECRETS[5]),
        Event(EventKind.DECLINED, NOW, recommendation="dxa_order", detail=SECRETS[3]),
    ]
    for event in events:
        kept = kept.after(signed([event], "AB, registrar"))
    return kept.after([Event(EventKind.FINISHED, NOW + timedelta(days=40))])


@pytest.fixture
def source(compiled: Compiled, content: Content, session: Session) -> Source:
    """The source of the export."""
    return Source(
        session,
        load=lambda _: "it is not here",
        content=lambda: (compiled, content),
        now=NOW,
        record="12:abc",
        author="AB, registrar",
    )


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if form.many])
def test_a_line_of_many_says_what_the_file_says(name: str, source: Source) -> None:
    line = FORMATS[name].line(source)
    assert line.count("\n") == line.endswith("\n") == 1
    assert json.loads(line) == json.loads(FORMATS[name].render(source))


@pytest.mark.parametrize("name", FOR_RESEARCH)
def test_nothing_that_identifies_is_left(name: str, source: Source, session: Session) -> None:
    text = FORMATS[name].render(source)
    whole = FORMATS["json"].render(source)
    assert all(secret in whole for secret in (*SECRETS, '"exported_by": "AB, registrar"'))
    for secret in (*SECRETS, session.id, "12:abc", "AB, registrar", "95"):
        assert secret not in re.sub(r"[0-9a-f]{12,}|uuid:[0-9a-f-]+", "", text)
    days = set(re.findall(r"\d{4}-\d\d(?:-\d\d)?", re.sub(r"uuid:[0-9a-f-]+", "", text)))
    assert days <= {"2026-01-01"}
    assert "-Mar-" not in text


def test_the_advice_is_that_of_the_answers_and_old_age_is_pooled(
    compiled: Compiled, content: Content, session: Session
) -> None:
    told = deidentified(session, content)
    assert told.answers["age_years"] == 90
    others = {key: value for key, value in session.answers.items() if key != "age_years"}
    assert {key: told.answers[key] for key in others} == others
    assert recheck(compiled, told) is None or not recheck(compiled, told).unusable  # type: ignore[union-attr]


def test_it_can_be_read_again(source: Source) -> None:
    told = parse_session(FORMATS["json-deidentified"].render(source).encode())
    assert told.finished
    assert told.label == ""
    assert told.state.decisions["dxa_order"].reason == "reason left out"


def test_an_imported_session_smuggles_no_words(content: Content, session: Session) -> None:
    odd = session.after([answer("gone", "JohnSmith", NOW), answer("sex", "JohnSmith", NOW)])
    assert "JohnSmith" not in json.dumps(repr(deidentified(odd, content)))


def test_a_collection_has_no_time_and_no_document(source: Source) -> None:
    bundle = json.loads(FORMATS["fhir-deidentified"].render(source))
    kinds = {entry["resource"]["resourceType"] for entry in bundle["entry"]}
    assert bundle["type"] == "collection"
    assert not {"timestamp", "identifier"} & bundle.keys()
    assert not {"Composition", "Provenance"} & kinds
    assert {"QuestionnaireResponse", "RequestGroup", "ServiceRequest"} <= kinds
