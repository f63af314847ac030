"""The answers of a session as QuestionnaireResponse and Observations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from data.content.schema.terminology import TerminologyFileModel
from data.export.fhir.enable_when import ASKED_UNKNOWN, Json, coding
from data.export.fhir.naming import Naming, concept, instant
from data.export.fhir.questionnaire import LEVEL, canonical
from data.session.session import Session
from data.wording.phrases import level_text
from engine.model.answers import UNKNOWN, LevelReading, Value
from engine.model.findings import Finding, Kind
from engine.model.pathway import Pathway

_ABSENT: Final = {
    "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
    "valueCode": ASKED_UNKNOWN["code"],
}


def response(
    names: Naming, pathway: Pathway, session: Session, answers: Mapping[str, Value]
) -> Json:
    """The answers whose questions apply, by chapter; a question without an item was not asked."""
    chapters = []
    for key, title in pathway.chapters.items():
        told = [f for f in pathway.findings.values() if f.chapter == key and f.key in answers]
        items = [item for f in told for item in _items(f, answers[f.key])]
        if items:
            chapters.append({"linkId": f"chapter:{key}", "text": title, "item": items})
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": canonical(pathway, "questionnaire"),
        "status": "completed" if session.finished else "in-progress",
        "subject": names.reference("Patient"),
        "authored": instant(session.events[-1].at if session.events else session.created),
        "item": chapters,
    }


def _items(finding: Finding, value: Value, prefix: str = "") -> Iterator[Json]:
    link = f"{prefix}{finding.key}"
    item: Json = {"linkId": link, "text": finding.ask}
    if finding.kind is Kind.LEVELS and isinstance(value, tuple):
        for reading in value:
            yield item | {"item": list(_reading(finding, reading, link))}
    elif value == UNKNOWN:
        if finding.options:
            yield item | {"answer": [{"valueCoding": dict(ASKED_UNKNOWN)}]}
        else:
            yield item | {"extension": [_ABSENT]}
    elif given := list(_answers(finding, value)):
        yield item | {"answer": given}


def _reading(finding: Finding, reading: LevelReading, link: str) -> Iterator[Json]:
    level = {"valueString": str(reading["level"])}
    yield {"linkId": f"{link}.{LEVEL}", "text": "Level", "answer": [level]}
    for field in finding.fields:
        if field.key in reading:
            yield from _items(field, reading[field.key], f"{link}.")


def _answers(finding: Finding, value: Value) -> Iterator[Json]:
    if isinstance(value, frozenset):
        chosen = value or {finding.none}
        for option in (option for option in finding.options if option in chosen):
            yield {"valueCoding": coding(finding, option)}
    elif isinstance(value, str):
        yield {"valueCoding": coding(finding, value)}
    elif isinstance(value, int | float):
        whole = finding.kind is Kind.INTEGER
        yield {"valueInteger": int(value)} if whole else {"valueDecimal": value}


def observations(
    names: Naming,
    pathway: Pathway,
    terminology: TerminologyFileModel,
    session: Session,
    answers: Mapping[str, Value],
) -> Iterator[tuple[str, Json]]:
    """Measurements with a code of their own, and each level that is named."""
    for key, value in answers.items():
        finding = pathway.findings[key]
        at = session.state.given[key].at
        if isinstance(value, int | float) and key in terminology.observation:
            code = concept(finding.short, terminology.observation[key])
            amount = {"valueQuantity": _quantity(finding, value)}
            yield key, _observation(names, code, instant(at), amount)
        elif isinstance(value, tuple):
            yield from _levels(names, finding, value, instant(at))


def _levels(
    names: Naming, finding: Finding, readings: Sequence[LevelReading], at: str
) -> Iterator[tuple[str, Json]]:
    for reading in readings:
        level = str(reading["level"])
        said = {"valueString": level_text(finding, reading), "bodySite": {"text": level}}
        yield f"{finding.key}.{level}", _observation(names, concept(finding.short), at, said)


def _quantity(finding: Finding, value: float) -> Json:
    return {"value": value, **({"unit": finding.unit} if finding.unit else {})}


def _observation(names: Naming, code: Json, at: str, value: Json) -> Json:
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": code,
        "subject": names.reference("Patient"),
        "effectiveDateTime": at,
        **value,
    }
