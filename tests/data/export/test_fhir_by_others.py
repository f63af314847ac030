"""FHIR before checkers that other people wrote, and before faults that they have to notice."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.request import Request, urlopen

import pytest

from data.content.loader import Content
from data.export.deidentify import fhir_collection
from data.export.fhir.answers import response
from data.export.fhir.document import document
from data.export.fhir.naming import Naming
from data.export.fhir.questionnaire import questionnaire
from data.export.source import Source
from data.session.session import Session
from engine.advice.applicability import enabled
from engine.diagram.compiler import Compiled
from engine.model.answers import Answers
from engine.model.conditions import holds
from engine.model.kinds import Kind
from tests.support.checkers import fhir_server
from tests.support.fhir_checks import faults_of, given_answers, in_lforms
from tests.support.fhir_faults import DOCUMENT, QUESTIONNAIRE, RESPONSE, of, planted
from tests.support.random_patients import Patients
from tests.support.seed_patient import NOW, seen

Json = dict[str, Any]

pytestmark = pytest.mark.slow

PATHS = 1000 if os.environ.get("SPINEPATH_WHOLE") else 300
DRAWN = 5
"""Paths on which LHC-Forms also draws the form; it takes seconds for each."""


@pytest.fixture(scope="module", autouse=True)
def _parsers() -> None:
    reason = "needs the extra checkers: python -m pip install -e '.[checkers]'"
    pytest.importorskip("fhirkit", reason=reason)
    pytest.importorskip("fhir.resources", reason=reason)


def source(compiled: Compiled, content: Content, session: Session) -> Source:
    by = "12:abc", "AB, registrar"
    return Source(session, lambda _: "", lambda: (compiled, content), NOW, *by)


@pytest.fixture
def told(compiled: Compiled, content: Content, seed: Session) -> Json:
    """The document of the seed patient."""
    return document(source(compiled, content, seed))


def test_no_checker_finds_a_fault(
    compiled: Compiled, content: Content, typical: list[Answers], told: Json
) -> None:
    sources = [source(compiled, content, seen(content, dict(one))) for one in typical[:24]]
    resources = [questionnaire(content), told, *map(document, sources)]
    resources += [fhir_collection(one) for one in sources[:4]]
    found = faults_of(resources)
    assert [faults for faults in found if any(faults.values())] == []


def test_each_planted_fault_is_noticed(
    content: Content, told: Json, capsys: pytest.CaptureFixture[str]
) -> None:
    form, answers = questionnaire(content), of(told, "QuestionnaireResponse")
    spoilt = {name: planted(told, plant) for name, plant in DOCUMENT.items()}
    spoilt |= {name: planted(form, plant) for name, plant in QUESTIONNAIRE.items()}
    found: dict[str, Mapping[str, list[str]]] = dict(
        zip(spoilt, faults_of(list(spoilt.values())), strict=True)
    )
    cases = {name: {"questionnaire": spoilt[name], "response": answers} for name in QUESTIONNAIRE}
    cases |= {name: {"response": planted(answers, plant)} for name, plant in RESPONSE.items()}
    clean, *filled = in_lforms(form, [{"response": answers}, *cases.values()])
    assert not clean["faults"]
    assert given_answers(clean["kept"]) == given_answers(answers)
    for name, path in zip(cases, filled, strict=True):
        same = path["enabled"] == clean["enabled"] and not path["faults"]
        kept = same and given_answers(path["kept"]) == given_answers(cases[name]["response"])
        found[name] = {**found.get(name, {}), "LHC-Forms": [] if kept else ["other answers"]}
    noticed = {name: [by for by, said in of.items() if said] for name, of in found.items()}
    with capsys.disabled():
        print(f"\n{len(noticed)} planted faults, and who notices them:")
        for name, by in noticed.items():
            print(f"  {name}: {', '.join(by) or 'NOBODY'}")
    assert len(noticed) >= 30
    assert [name for name, by in noticed.items() if not by] == []


def paths(compiled: Compiled, content: Content, number: int) -> Iterator[tuple[Json, set[str]]]:
    """Random answers to the questions that apply, with the questions that apply then."""
    patients = Patients(content.pathway, seed=2026)
    for _ in range(number):
        applies, active, _ = enabled(compiled, patients.patient())
        session = seen(content, dict(active))
        yield response(Naming("a"), content, session, active), set(shown(content, applies, active))


def shown(content: Content, applies: frozenset[str], active: Answers) -> Iterator[str]:
    """The questions that apply, and those about each level with the number of its reading."""
    yield from applies
    for finding in (content.pathway.findings[key] for key in applies):
        value = active.get(finding.key)
        readings = value if isinstance(value, tuple) and value else ({},)
        for number, reading in enumerate(readings if finding.kind is Kind.LEVELS else ()):
            yield f"{finding.key}.level#{number}"
            for field in finding.fields:
                if not field.asked_when or holds(field.asked_when, reading):
                    yield f"{finding.key}.{field.key}#{number}"


@pytest.mark.parametrize("saved", [False, True], ids=["typed", "stored"])
def test_lhc_forms_asks_the_questions_that_we_ask(
    compiled: Compiled, content: Content, *, saved: bool
) -> None:
    some = list(paths(compiled, content, PATHS // 6 if saved else PATHS))
    cases = [{"response": given} for given, _ in some]
    filled = in_lforms(questionnaire(content), cases, saved=saved, drawn=0 if saved else DRAWN)
    derived = {key for key, finding in content.pathway.findings.items() if finding.derived}
    for (given, asked), path in zip(some, filled, strict=True):
        assert path["faults"] == []
        assert set(path["enabled"]) - derived == asked
        assert given_answers(path["kept"]) == given_answers(given)
        if path.get("visible"):
            seen_here = {one.partition("/")[0] for one in path["visible"]}
            drawn = {link for link in seen_here if ":" not in link}
            assert drawn == {link.partition("#")[0] for link in asked}


def test_a_server_takes_a_transaction_and_gives_it_back(told: Json, content: Content) -> None:
    entries = [
        {**one, "request": {"method": "POST", "url": one["resource"]["resourceType"]}}
        for one in told["entry"]
    ]
    with fhir_server() as address:
        sent = {"resourceType": "Bundle", "type": "transaction", "entry": entries}
        answer = called(address, "POST", "/", sent)
        places = [one["response"]["location"] for one in answer["entry"]]
        assert [one["response"]["status"] for one in answer["entry"]] == ["201"] * len(entries)
        names = dict(zip((one["fullUrl"] for one in entries), places, strict=True))
        for one, place in zip(entries, places, strict=True):
            back = called(address, "GET", f"/{place}")
            assert back.pop("meta")
            assert f"{back['resourceType']}/{back.pop('id')}" == place
            assert back == renamed(one["resource"], names)
        orders = called(address, "GET", "/ServiceRequest?priority=urgent&_count=100")
        resources = [one["resource"] for one in entries]
        urgent = [
            one
            for one in resources
            if one["resourceType"] == "ServiceRequest" and one["priority"] == "urgent"
        ]
        assert len(orders["entry"]) == len(urgent) > 0
        for whole in (told, questionnaire(content)):
            assert called(address, "POST", f"/{whole['resourceType']}", whole)["id"]


def called(address: str, method: str, path: str, given: Json | None = None) -> Json:
    data = json.dumps(given).encode() if given else None
    headers = {"content-type": "application/fhir+json"}
    request = Request(f"{address}{path}", data, headers, method=method)
    with urlopen(request, timeout=60) as answer:
        found: Json = json.load(answer)
    return found


def renamed(resource: Json, names: Mapping[str, str]) -> Json:
    text = json.dumps(resource)
    for ours, theirs in names.items():
        text = text.replace(ours, theirs)
    found: Json = json.loads(text)
    return found
