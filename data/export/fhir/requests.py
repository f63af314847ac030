"""The advice of a session as RequestGroup, ServiceRequests and DetectedIssues."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from data.content.schema.fhir import CodeModel, FhirFileModel
from data.export.awaited_results import AwaitedItem
from data.export.fhir.naming import PRIORITY, Json, Naming, concept, instant
from data.export.summary import AdviceItem, Summary
from data.text.dates import local_day
from engine.model.urgency import Urgency

_REASON: Final = "http://hl7.org/fhir/StructureDefinition/request-statusReason"


def requests(names: Naming, fhir: FhirFileModel, summary: Summary) -> Iterator[tuple[str, Json]]:
    """One request for each order that something advised needs, with a key; nothing if refused."""
    for item in _to_do(summary):
        for number, code in enumerate(_orders(fhir, item)):
            yield f"{item.code}.{number}", _request(names, summary, item, code)


def request_group(names: Naming, fhir: FhirFileModel, summary: Summary) -> Json:
    """The advice in its order, with priority, reasons and sources."""
    actions = [
        _action(names, fhir, number, item) for number, item in enumerate(_to_do(summary), start=1)
    ]
    return {
        "resourceType": "RequestGroup",
        "status": "draft",
        "intent": "proposal",
        "subject": names.reference("Patient"),
        "authoredOn": instant(summary.header.exported),
        "author": names.reference("Device"),
        **({"action": actions} if actions else {}),
    }


def issues(names: Naming, fhir: FhirFileModel, summary: Summary) -> Iterator[tuple[str, Json]]:
    """Answers that clash with each other or with what is advised, and rules that were broken."""
    for number, rule in enumerate(summary.refused):
        yield f"refused.{number}", _issue(names, summary, rule, "high")
    for number, item in enumerate(summary.contradictions):
        words = f"{item.says} {item.meanwhile}"
        yield f"contradiction.{number}", _issue(names, summary, words, "moderate")
    for advice in summary.advice:
        if advice.code in fhir.issues and not summary.refused:
            yield advice.code, _issue(names, summary, f"{advice.title}. {advice.what}", "high")


def _to_do(summary: Summary) -> list[AdviceItem]:
    if summary.refused:
        return []
    return [item for item in summary.advice if item.urgency is not Urgency.INFORMATION]


def _orders(fhir: FhirFileModel, item: AdviceItem) -> tuple[CodeModel | None, ...]:
    return tuple(fhir.order.get(item.code, ())) or (None,)


def _action(names: Naming, fhir: FhirFileModel, number: int, item: AdviceItem) -> Json:
    """One thing to do; where it takes several orders, one below it for each.

    An action has a resource or actions below it, never both and never neither (rqg-1).
    """
    references = [
        names.reference("ServiceRequest", f"{item.code}.{order}")
        for order, _ in enumerate(_orders(fhir, item))
    ]
    cited = [*item.cited.sources, *item.cited.statements]
    action: Json = {
        "prefix": str(number),
        "title": item.title,
        "description": item.what,
        "priority": PRIORITY[item.urgency],
        "documentation": [
            {"type": "citation", "label": one.tag, "display": one.says} for one in cited
        ],
    }
    if len(references) == 1:
        return action | {"resource": references[0]}
    return action | {"action": [{"resource": reference} for reference in references]}


def _request(names: Naming, summary: Summary, item: AdviceItem, code: CodeModel | None) -> Json:
    words = f"{item.title}: {code.says}" if code and code.says else item.title
    decided = item.decision
    against = decided is not None and decided.against
    request: Json = {
        "resourceType": "ServiceRequest",
        "status": "revoked" if against else "draft",
        "intent": "proposal",
        "priority": PRIORITY[item.urgency],
        "code": concept(words, *([code] if code else [])),
        "subject": names.reference("Patient"),
        "authoredOn": instant(summary.header.exported),
        "requester": names.reference("Device"),
        "note": [{"text": text} for text in (item.what, item.why, item.status)],
    }
    if reasons := [{"text": text} for text in item.because]:
        request["reasonCode"] = reasons
    if decided is not None:
        text = {"text": decided.words}
        request["extension"] = [{"url": _REASON, "valueCodeableConcept": text}]
    until = [one for one in summary.awaited if item.code in one.codes and one.until]
    return request | (_occurrence(until[0]) if until else {})


def _occurrence(one: AwaitedItem) -> Json:
    """Until when it is waited for: a day, or a time where hours count."""
    if one.until is None:
        return {}
    day = local_day(one.until).isoformat()
    return {"occurrencePeriod": {"end": instant(one.until) if one.by_the_hour else day}}


def _issue(names: Naming, summary: Summary, said: str, severity: str) -> Json:
    return {
        "resourceType": "DetectedIssue",
        "status": "preliminary",
        "severity": severity,
        "patient": names.reference("Patient"),
        "identifiedDateTime": instant(summary.header.exported),
        "author": names.reference("Device"),
        "detail": said,
    }
