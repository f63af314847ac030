"""FHIR R4: the document of a session and the Questionnaire that it answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from data.content.loader import Content
from data.export.fhir.document import document
from data.export.fhir.enable_when import CALCULATES
from data.export.fhir.kinds import ASKED_UNKNOWN
from data.export.fhir.questionnaire import questionnaire
from data.export.source import Source
from data.session.session import Session
from engine.advice.applicability import enabled
from engine.advice.facts import derive
from engine.advice.interview import interview
from engine.diagram.compiler import Compiled
from engine.model.answers import UNKNOWN, Answers
from engine.model.library import Violation
from tests.support.seed_patient import NOW, answered, seen

Json = dict[str, Any]


def bundle(compiled: Compiled, content: Content, session: Session) -> Json:
    """The document of a session."""
    by = "12:abc", "AB, registrar"
    return document(Source(session, lambda _: "", lambda: (compiled, content), NOW, *by))


@pytest.fixture
def told(compiled: Compiled, content: Content, seed: Session) -> Json:
    """The document of the seed patient."""
    return bundle(compiled, content, seed)


def resources(told: Json, kind: str) -> list[Json]:
    """The resources of one kind."""
    found = [entry["resource"] for entry in told["entry"]]
    return [resource for resource in found if resource["resourceType"] == kind]


def items(parent: Json) -> Iterator[Json]:
    """All items below one."""
    for item in parent.get("item", ()):
        yield item
        yield from items(item)


def places(parent: Json, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The link ids above each item, and its own."""
    for item in parent.get("item", ()):
        here = (*above, item["linkId"])
        yield here
        yield from places(item, here)


def test_a_document_holds_together(told: Json) -> None:
    assert told["type"] == "document"
    assert told["entry"][0]["resource"]["resourceType"] == "Composition"
    names = [entry["fullUrl"] for entry in told["entry"]]
    assert len(names) == len(set(names))
    text = json.dumps(told)
    assert set(re.findall(r'"reference": "([^"]*)"', text)) <= set(names)
    assert names[0] in text.replace(names[0], "", 1)
    assert resources(told, "Composition")[0]["status"] == "final"
    (by,) = [one for one in told["entry"] if one["resource"]["resourceType"] == "Practitioner"]
    assert by["resource"]["name"] == [{"text": "AB, registrar"}]
    who = {"reference": by["fullUrl"], "type": "Practitioner", "display": "AB, registrar"}
    assert resources(told, "Provenance")[0]["agent"][1]["who"] == who
    assert told["entry"][0]["resource"]["author"][1] == who


def test_nobody_is_named(told: Json, seed: Session) -> None:
    (patient,) = resources(told, "Patient")
    assert patient.keys() == {"resourceType", "identifier", "gender"}
    assert patient["identifier"][0]["value"] == seed.id


def test_the_program_and_its_content_are_named(told: Json, content: Content) -> None:
    (device,) = resources(told, "Device")
    assert content.pathway.digest in [version["value"] for version in device["version"]]
    assert "UNREVIEWED" in device["note"][0]["text"]


def test_orders_have_priority_reason_and_date(told: Json) -> None:
    orders = {one["code"]["text"]: one for one in resources(told, "ServiceRequest")}
    thoracic = orders["MRI of thoracic and lumbar spine, no contrast: thoracic spine"]
    assert thoracic["code"]["coding"] == [{"system": "http://loinc.org", "code": "36532-0"}]
    assert (thoracic["status"], thoracic["priority"]) == ("draft", "urgent")
    assert thoracic["occurrencePeriod"] == {"end": "2026-03-16"}
    declined = orders["Look for earlier images of this level"]
    assert declined["status"] == "revoked"
    assert "none were ever taken" in declined["extension"][0]["valueCodeableConcept"]["text"]


def test_an_action_has_a_resource_or_actions_never_both(told: Json) -> None:
    (group,) = resources(told, "RequestGroup")
    actions = [*group["action"], *(sub for one in group["action"] for sub in one.get("action", ()))]
    assert all(("resource" in one) is not ("action" in one) for one in actions)


def test_refused_advice_is_an_issue_and_no_order(
    compiled: Compiled, content: Content, seed: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = (Violation("SR01", "Emergency neurological override"),)
    monkeypatch.setattr("engine.advice.checked.broken_rules", lambda *_: broken)
    told = bundle(compiled, content, seed)
    assert not resources(told, "ServiceRequest")
    assert "action" not in resources(told, "RequestGroup")[0]
    assert "SR01" in resources(told, "DetectedIssue")[0]["detail"]


def test_answers_are_those_of_the_questionnaire(
    compiled: Compiled, content: Content, typical: list[Answers]
) -> None:
    form = questionnaire(content)
    asked, legal = {item["linkId"]: item for item in items(form)}, set(places(form))
    for answers in typical[:10]:
        session = seen(content, dict(answers))
        (response,) = resources(bundle(compiled, content, session), "QuestionnaireResponse")
        assert set(places(response)) <= legal
        given = list(items(response))
        assert given
        for item in given:
            question = asked[item["linkId"]]
            options = question.get("answerOption")
            assert "answer" not in item or item["answer"]
            assert not options or all(answer in options for answer in item.get("answer", ()))
        active = interview(compiled, session.answers).active
        unknown = {key for key, value in active.items() if value == UNKNOWN}
        said = {
            item["linkId"]
            for item in given
            if "extension" in item or {"valueCoding": dict(ASKED_UNKNOWN)} in item.get("answer", ())
        }
        assert {link for link in said if "." not in link} == unknown


def form_filler_shows(form: Json, answers: Answers) -> set[str]:
    """The questions that a form filler shows for some answers."""

    def holds(condition: Json) -> bool:
        value = answers.get(condition["question"])
        wanted = next(part for name, part in condition.items() if name.startswith("answer"))
        if condition["operator"] == "exists":
            return (value is not None) is wanted
        if value is None:
            return False
        if isinstance(wanted, str):
            return value == wanted
        if isinstance(wanted, dict):
            return value == (UNKNOWN if wanted["code"] == "asked-unknown" else wanted["code"])
        assert isinstance(value, int | float)
        compared = {">": value > wanted, ">=": value >= wanted, "<": value < wanted}
        compared |= {"<=": value <= wanted, "=": value == wanted}
        return bool(compared[condition["operator"]])

    def walk(parent: Json) -> Iterator[str]:
        for item in parent.get("item", ()):
            conditions = [holds(one) for one in item.get("enableWhen", ())]
            join = any if item.get("enableBehavior") == "any" else all
            if not conditions or join(conditions):
                yield item["linkId"]
                if item.get("repeats") is None or item["type"] != "group":
                    yield from walk(item)

    return {link for link in walk(form) if ":" not in link}


@pytest.mark.parametrize("calculates", [True, False])
def test_a_form_filler_shows_what_applies(
    compiled: Compiled, content: Content, typical: list[Answers], *, calculates: bool
) -> None:
    form, findings = questionnaire(content), content.pathway.findings
    asked = {key: finding for key, finding in findings.items() if not finding.derived}
    derived = {
        key
        for key, finding in asked.items()
        if any(findings[c.name].derived for row in finding.asked_when for c in row)
    }
    assert derived
    for answers in typical:
        applies, active, _ = enabled(compiled, answers)
        facts = derive(content.pathway, active) if calculates else {}
        extra = {CALCULATES: "yes"} if calculates else {}
        shown = form_filler_shows(form, {**facts, **active, **extra}) & asked.keys()
        assert shown - derived == applies - derived
        assert applies <= shown
        assert not calculates or shown == applies


def test_a_limit_in_hours_keeps_its_time(compiled: Compiled, content: Content) -> None:
    given = seen(content, answered(content, saddle_anaesthesia="yes"))
    told = bundle(compiled, content, given)
    ends = {
        one["code"]["text"].partition(":")[0]: one["occurrencePeriod"]["end"]
        for one in resources(told, "ServiceRequest")
        if "occurrencePeriod" in one
    }
    assert ends["Emergency MRI of the spine"] == "2026-03-02T13:30:00+00:00"
