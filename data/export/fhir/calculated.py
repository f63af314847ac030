"""Derived findings as hidden items that a form filler calculates (SDC calculatedExpression)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from data.export.fhir.enable_when import CALCULATES
from data.export.fhir.naming import Json
from engine.model.answers import Answers
from engine.model.conditions import UnaryTest, clauses
from engine.model.findings import Finding
from engine.model.kinds import Kind

_GROUP: Final = {"linkId": "chapter:calculated", "text": "Calculated from the answers"}
_HIDDEN: Final = {
    "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden",
    "valueBoolean": True,
}
_CALCULATED: Final = (
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression"
)
_NAMED: Final = re.compile(r"\{(:?)([a-z0-9_.]+)\}")
"""The name of a finding, or of a field of its levels, in an expression of the content."""


def calculated_items(findings: Mapping[str, Finding], asked: Iterable[Json]) -> Iterator[Json]:
    """The hidden group of the derived findings on which questions depend; empty without any.

    Args:
        findings: the findings of the pathway.
        asked: the items of the questions.
    """
    if used := _tests(findings):
        places = {item["linkId"]: place for item, place in _places(asked, "%resource")}
        done = _item(CALCULATES, "The form filler calculates", "boolean", "true")
        items = [_derived(findings, findings[key], places) for key in used]
        yield {**_GROUP, "type": "group", "extension": [dict(_HIDDEN)], "item": [done, *items]}


def calculated_answers(findings: Mapping[str, Finding], facts: Answers) -> Iterator[Json]:
    """The items as a form filler would have left them; one that differs counts as a correction."""
    if used := _tests(findings):
        given: dict[str, Json] = {CALCULATES: {"valueBoolean": True}}
        for key, tests in used.items():
            if key in facts and findings[key].kind.numeric:
                given[key] = {"valueDecimal": facts[key]}
            elif key in facts and any(test.matches(facts[key]) for test in tests):
                given[key] = {"valueString": facts[key]}
        yield {**_GROUP, "item": [{"linkId": key, "answer": [one]} for key, one in given.items()]}


def _tests(findings: Mapping[str, Finding]) -> dict[str, list[UnaryTest]]:
    """The cells of questions on each derived finding that has an expression."""
    found: dict[str, list[UnaryTest]] = {}
    for clause in clauses(*(finding.asked_when for finding in findings.values())):
        if isinstance(clause.test, UnaryTest) and findings[clause.name].fhirpath:
            found.setdefault(clause.name, []).append(clause.test)
    return found


def _places(items: Iterable[Json], above: str) -> Iterator[tuple[Json, str]]:
    """Each item with its place in the response, as FHIRPath."""
    for item in items:
        place = f"{above}.item.where(linkId = '{item['linkId']}')"
        yield item, place
        yield from _places(item.get("item", ()), place)


def _derived(findings: Mapping[str, Finding], finding: Finding, places: Mapping[str, str]) -> Json:
    def answers(found: re.Match[str]) -> str:
        below, name = found.groups()
        key, _, field = name.partition(".")
        named, place = findings[key], places[name]
        if field:
            named = next(one for one in named.fields if one.key == field)
        if below:
            place = place.removeprefix(f"{places[key]}.")
        if named.kind is Kind.LEVELS:
            return place
        return f"{place}.answer.value{'.code' if named.options else ''}"

    kind = "decimal" if finding.kind.numeric else "string"
    return _item(finding.key, finding.short, kind, _NAMED.sub(answers, finding.fhirpath))


def _item(link: str, text: str, kind: str, expression: str) -> Json:
    calculated = {"language": "text/fhirpath", "expression": expression}
    extensions = [dict(_HIDDEN), {"url": _CALCULATED, "valueExpression": calculated}]
    return {"linkId": link, "text": text, "type": kind, "readOnly": True, "extension": extensions}
