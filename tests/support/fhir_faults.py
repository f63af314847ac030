"""Faults to plant in FHIR documents and questionnaires: do the checkers notice each of them?"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, Final, TypeAlias

from tests.support.fhir_checks import nodes

Json: TypeAlias = dict[str, Any]
Plant: TypeAlias = Callable[[Json], object]


def planted(resource: Json, plant: Plant) -> Json:
    """A copy of a resource with a fault in it."""
    spoilt = copy.deepcopy(resource)
    plant(spoilt)
    return spoilt


def of(bundle: Json, kind: str, number: int = 0) -> Json:
    """A resource of a bundle."""
    found: list[Json] = [entry["resource"] for entry in bundle["entry"]]
    return [one for one in found if one["resourceType"] == kind][number]


def item(parent: Json, link: str) -> Json:
    """An item of a questionnaire or a response."""
    return next(node for node in nodes(parent) if node.get("linkId") == link)


def _coded(bundle: Json) -> Json:
    return next(node for node in nodes(bundle) if node.get("system") == "http://loinc.org")


def _quantity(bundle: Json) -> Json:
    return next(node["valueQuantity"] for node in nodes(bundle) if "valueQuantity" in node)


DOCUMENT: Final[dict[str, Plant]] = {
    "no time of the document": lambda b: b.pop("timestamp"),
    "no identifier of the document": lambda b: b.pop("identifier"),
    "another resource first": lambda b: b["entry"].reverse(),
    "two entries of one name": lambda b: b["entry"].append(b["entry"][-1]),
    "an element that does not exist": lambda b: of(b, "Patient").update(nickname="A"),
    "a gender that does not exist": lambda b: of(b, "Patient").update(gender="F"),
    "no status of the summary": lambda b: of(b, "Composition").pop("status"),
    "no title of the summary": lambda b: of(b, "Composition").pop("title"),
    "an empty section": lambda b: of(b, "Composition")["section"].append({"title": "Empty"}),
    "a script in the narrative": lambda b: of(b, "Composition")["section"][0]["text"].update(
        div='<div xmlns="http://www.w3.org/1999/xhtml"><script>1</script></div>'
    ),
    "a day that does not exist": lambda b: of(b, "Composition").update(date="2026-13-40"),
    "an action with an order and with parts": lambda b: of(b, "RequestGroup")["action"][0].update(
        action=[{"title": "A"}], resource={"reference": b["entry"][0]["fullUrl"]}
    ),
    "an action with neither": lambda b: of(b, "RequestGroup")["action"].append({"title": "A"}),
    "an observation of nothing": lambda b: of(b, "Observation").pop("code"),
    "a status of an observation that does not exist": lambda b: of(b, "Observation").update(
        status="done"
    ),
    "two values of one observation": lambda b: of(b, "Observation").update(
        valueInteger=1, valueString="1"
    ),
    "a value and a reason why there is none": lambda b: of(b, "Observation").update(
        dataAbsentReason={"text": "unknown"}
    ),
    "a unit's code without its system": lambda b: _quantity(b).update(code="1"),
    "an order without intent": lambda b: of(b, "ServiceRequest").pop("intent"),
    "an urgency that does not exist": lambda b: of(b, "ServiceRequest").update(priority="soon"),
    "an extension with value and parts": lambda b: of(b, "ServiceRequest").update(
        extension=[{"url": "urn:a", "valueString": "1", "extension": [{"url": "urn:b"}]}]
    ),
    "no rules named": lambda b: of(b, "GuidanceResponse").pop("moduleCanonical"),
    "nobody who made it": lambda b: of(b, "Provenance").pop("agent"),
    "a reference to nothing": lambda b: of(b, "Observation")["subject"].update(
        reference="urn:uuid:00000000-0000-4000-8000-000000000000"
    ),
    "an observation of a device": lambda b: of(b, "Observation").update(
        subject=of(b, "RequestGroup")["author"]
    ),
    "a wrong check digit": lambda b: _coded(b).update(code="36532-1"),
    "a wrong system of codes": lambda b: _coded(b).update(system="http://loinc.com"),
    "answers below an item twice": lambda b: item(
        of(b, "QuestionnaireResponse"), "chapter:visit"
    ).update(answer=[{"valueString": "A"}]),
    "a status of the answers that does not exist": lambda b: of(b, "QuestionnaireResponse").update(
        status="finished"
    ),
}
"""The faults that are planted in a document, by their names."""

QUESTIONNAIRE: Final[dict[str, Plant]] = {
    "two questions of one name": lambda q: item(q, "sex").update(linkId="age_years"),
    "conditions that are not joined": lambda q: next(
        node for node in nodes(q) if len(node.get("enableWhen", ())) > 2
    ).pop("enableBehavior"),
    "a condition without operator": lambda q: next(
        node for node in nodes(q) if "enableWhen" in node
    )["enableWhen"][0].pop("operator"),
    "a condition on no question": lambda q: next(
        condition
        for condition in item(q, "mrc_grade_worst")["enableWhen"]
        if condition["operator"] == "="
    ).update(question="nothing"),
    "a text with questions below it": lambda q: item(q, "chapter:visit").update(type="display"),
    "a type that does not exist": lambda q: item(q, "sex").update(type="coding"),
    "a unit of a quantity as of a number": lambda q: item(q, "pain_nrs").update(
        type="quantity",
        extension=[
            {
                "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unit",
                "valueCoding": {"code": "1"},
            }
        ],
    ),
}
"""The faults that are planted in a Questionnaire, by their names."""

RESPONSE: Final[dict[str, Plant]] = {
    "an answer to no question": lambda r: item(r, "sex").update(linkId="sexx"),
    "a choice that is not offered": lambda r: item(r, "sex")["answer"][0]["valueCoding"].update(
        code="femal"
    ),
    "a number out of range": lambda r: item(r, "age_years").update(answer=[{"valueInteger": 200}]),
    "an answer of another type": lambda r: item(r, "age_years").update(
        answer=[{"valueString": "old"}]
    ),
}
"""The faults that are planted in the answers, by their names."""
