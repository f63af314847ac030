"""The questions of a pathway as a FHIR Questionnaire."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from data.content.review import ReviewStatus
from data.export.fhir.calculated import calculated_items
from data.export.fhir.enable_when import conditions
from data.export.fhir.kinds import ASKED_UNKNOWN, coding, number_of, site_coding, type_of
from data.export.fhir.naming import Json
from engine.model.findings import Finding
from engine.model.kinds import Kind
from engine.model.pathway import Pathway

if TYPE_CHECKING:
    from data.content.loader import Content

_HL7: Final = "http://hl7.org/fhir/StructureDefinition"
LEVEL: Final = "level"
"""The part of a link id that names the site of a reading."""


def canonical(pathway: Pathway, what: str) -> str:
    """The identifier of something of a pathway, its version included."""
    return f"urn:spinepath:{pathway.id}:{what}|{pathway.version}"


def questionnaire(content: Content) -> Json:
    """The Questionnaire: a group for each chapter, a question for each finding that is asked.

    It holds what each question needs to apply. The program asks fewer of them: it leaves out those
    whose answer can no longer change the advice.
    """
    pathway = content.pathway
    url, _, version = canonical(pathway, "questionnaire").partition("|")
    asked = questions(content)
    approved = content.review.whole is ReviewStatus.APPROVED
    return {
        "resourceType": "Questionnaire",
        "url": url,
        "version": version,
        "name": "SpinepathQuestionnaire",
        "title": content.title,
        "status": "active" if approved else "draft",
        "experimental": not approved,
        "subjectType": ["Patient"],
        "copyright": content.fhir.copyright,
        "item": [*asked, *calculated_items(pathway.findings, asked)],
    }


def is_group(link: str) -> bool:
    """Return whether a link id is that of a group of questions, not of a question."""
    return ":" in link


@lru_cache(maxsize=1)
def questions(content: Content) -> Sequence[Json]:
    """The questions, a group for each chapter; made once for many sessions."""
    return tuple(_chapters(content))


def _chapters(content: Content) -> Iterator[Json]:
    pathway = content.pathway
    for key, title in pathway.chapters.items():
        asked = [f for f in pathway.findings.values() if f.chapter == key and not f.derived]
        if asked:
            items = [_enabled(pathway.findings, finding) for finding in asked]
            yield {"linkId": f"chapter:{key}", "text": title, "type": "group", "item": items}


def _enabled(
    findings: Mapping[str, Finding],
    finding: Finding,
    prefix: str = "",
) -> Json:
    """The question, in as many groups as its condition needs."""
    parts = conditions(findings, finding.asked_when, prefix)
    single = [part[0] for part in parts if len(part) == 1]
    several = [part for part in parts if len(part) > 1]
    item = _item(finding, prefix)
    if len(several) == 1 and not single:
        return item | {"enableWhen": several[0], "enableBehavior": "any"}
    if single:
        item |= {"enableWhen": single, "enableBehavior": "all"}
    for number, part in enumerate(several):
        item = {
            "linkId": f"{prefix}{finding.key}:when{number}",
            "type": "group",
            "enableWhen": part,
            "enableBehavior": "any",
            "item": [item],
        }
    return item


def _item(finding: Finding, prefix: str) -> Json:
    """A question, or the group of readings at one site."""
    link = f"{prefix}{finding.key}"
    item: Json = {"linkId": link, "text": finding.ask, "type": type_of(finding.kind)}
    if finding.kind is Kind.LEVELS:
        sites = [{"valueCoding": site_coding(finding, name)} for name in finding.sites.names]
        site = {"linkId": f"{link}.{LEVEL}", "text": "Level", "type": "choice"}
        known = {field.key: field for field in finding.fields}
        fields = [_enabled(known, field, f"{link}.") for field in finding.fields]
        return item | {"repeats": True, "item": [site | {"answerOption": sites}, *fields]}
    if finding.options:
        options: list[Any] = [{"valueCoding": coding(finding, o)} for o in finding.options]
        item["answerOption"] = [*options, {"valueCoding": dict(ASKED_UNKNOWN)}]
        item["repeats"] = finding.kind is Kind.SEVERAL
    elif extensions := list(_limits(finding)):
        item["extension"] = extensions
    return item


def _limits(finding: Finding) -> Iterator[Json]:
    """The legal range and the unit of a number."""
    for name, bound in (("minValue", finding.low), ("maxValue", finding.high)):
        if bound is not None:
            yield {"url": f"{_HL7}/{name}", **number_of(finding, "value", bound)}
    if finding.unit:
        unit = {"display": finding.unit}
        yield {"url": f"{_HL7}/questionnaire-unit", "valueCoding": unit}
