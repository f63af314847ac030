"""The answers of a session as QuestionnaireResponse and Observations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from data.content.schema.fhir import FhirFileModel
from data.export.fhir.calculated import calculated_answers
from data.export.fhir.kinds import ASKED_UNKNOWN, answers_of, measured, site_coding
from data.export.fhir.naming import Json, Naming, concept, instant
from data.export.fhir.questionnaire import LEVEL, canonical, is_group, questions
from data.session.session import Session
from data.wording.kinds import level_text
from engine.advice.facts import derive
from engine.model.answers import UNKNOWN, Bound, LevelReading, Value
from engine.model.conditions import holds
from engine.model.findings import Finding
from engine.model.pathway import Pathway

if TYPE_CHECKING:
    from data.content.loader import Content

_ABSENT: Final = {
    "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
    "valueCode": ASKED_UNKNOWN["code"],
}

_UNSUPPORTED: Final = {**_ABSENT, "valueCode": "unsupported"}


def response(
    names: Naming, content: Content, session: Session, answers: Mapping[str, Value]
) -> Json:
    """The answers whose questions apply, in the groups of the questionnaire.

    A question without an item was not asked.
    """
    pathway, findings = content.pathway, content.pathway.findings

    def answered(question: Json) -> Iterator[Json]:
        key = question["linkId"]
        return _items(question, findings[key], answers[key]) if key in answers else iter(())

    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": canonical(pathway, "questionnaire"),
        "status": "completed" if session.finished else "in-progress",
        "subject": names.reference("Patient"),
        "authored": instant(session.events[-1].at if session.events else session.created),
        "item": [
            *_filled(questions(content), answered),
            *calculated_answers(findings, derive(pathway, _numbers(answers))),
        ],
    }


def _filled(items: Iterable[Json], answered: Callable[[Json], Iterator[Json]]) -> Iterator[Json]:
    """The groups that hold an answer, with the answers in them."""
    for item in items:
        if not is_group(item["linkId"]):
            yield from answered(item)
        elif inside := list(_filled(item["item"], answered)):
            title = {"text": item["text"]} if "text" in item else {}
            yield {"linkId": item["linkId"], **title, "item": inside}


def _items(question: Json, finding: Finding, value: Value) -> Iterator[Json]:
    item: Json = {"linkId": question["linkId"], "text": finding.ask}
    if isinstance(value, tuple):
        for reading in value:
            yield item | {"item": list(_filled(question["item"], partial(_read, finding, reading)))}
    elif value == UNKNOWN:
        if finding.options:
            yield item | {"answer": [{"valueCoding": dict(ASKED_UNKNOWN)}]}
        else:
            yield item | {"extension": [_ABSENT]}
    elif isinstance(value, Bound):  # an answer of this type is a number; see its Observation
        yield item | {"extension": [_UNSUPPORTED]}
    elif given := list(answers_of(finding, value)):
        yield item | {"answer": given}


def _read(finding: Finding, reading: LevelReading, question: Json) -> Iterator[Json]:
    """The answer to one question about one level, if the question applies."""
    link = question["linkId"]
    key = link.removeprefix(f"{finding.key}.")
    if key == LEVEL:
        level = {"valueCoding": site_coding(finding, str(reading["level"]))}
        yield {"linkId": link, "text": "Level", "answer": [level]}
    elif key in reading:
        field = next(field for field in finding.fields if field.key == key)
        if not field.asked_when or holds(field.asked_when, reading):
            yield from _items(question, field, reading[key])


def observations(
    names: Naming,
    pathway: Pathway,
    fhir: FhirFileModel,
    session: Session,
    answers: Mapping[str, Value],
) -> Iterator[tuple[str, Json]]:
    """Measurements with a code of their own, each bound, and each level that is named."""
    given = session.state.given
    for key, value in answers.items():
        finding = pathway.findings[key]
        at = given[key].at
        if isinstance(value, Bound) or (isinstance(value, int | float) and key in fhir.observation):
            codes = fhir.observation.get(key)
            code = concept(finding.short, codes) if codes else concept(finding.short)
            yield key, _observation(names, code, instant(at), measured(finding, value))
        elif isinstance(value, tuple):
            yield from _levels(names, finding, value, instant(at))


def _levels(
    names: Naming, finding: Finding, readings: Sequence[LevelReading], at: str
) -> Iterator[tuple[str, Json]]:
    for reading in readings:
        level = str(reading["level"])
        reported = {"valueString": level_text(finding, reading), "bodySite": {"text": level}}
        yield f"{finding.key}.{level}", _observation(names, concept(finding.short), at, reported)


def _numbers(answers: Mapping[str, Value]) -> dict[str, Value]:
    """The answers without bounds, of which nothing exact can be calculated."""
    return {key: value for key, value in answers.items() if not isinstance(value, Bound)}


def _observation(names: Naming, code: Json, at: str, value: Json) -> Json:
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": code,
        "subject": names.reference("Patient"),
        "effectiveDateTime": at,
        **value,
    }
