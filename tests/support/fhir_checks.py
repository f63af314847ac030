"""FHIR resources put before several checkers, most of them written by other people."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, Final

import jsonschema

from tests.support.checkers import checked, definitions

Json = dict[str, Any]

SYSTEMS: Final = ("http://loinc.org", "http://terminology.hl7.org/CodeSystem/", "urn:spinepath:")
"""The beginnings of the addresses of code systems."""

_TAGS: Final = {"div", "p", "b", "a", "span"}

CALCULATED: Final = "chapter:calculated"


def faults_of(resources: Sequence[Json]) -> list[dict[str, list[str]]]:
    """For each resource what each checker says against it, by the name of the checker."""
    by_node = checked("resources.mjs", list(resources))
    return [
        {
            "JSON schema of HL7": list(_schema_faults(resource)),
            "Medplum": node["medplum"],
            "invariants by fhirpath.js": node["invariants"],
            "fhirkit": _caught(_fhirkit, resource),
            "fhir.resources": _caught(_pydantic, resource),
            "own": list(own_faults(resource)),
        }
        for resource, node in zip(resources, by_node, strict=True)
    ]


@cache
def _validator(kind: str) -> jsonschema.Draft6Validator:
    schema = definitions("fhir.schema.json")
    # Any resource: each is checked by itself, as one of 148 alternatives says nothing useful.
    schema["definitions"]["ResourceList"] = {}
    return jsonschema.Draft6Validator(
        {"$ref": f"#/definitions/{kind}", "definitions": schema["definitions"]}
    )


def _schema_faults(resource: Json) -> Iterator[str]:
    for error in _validator(resource["resourceType"]).iter_errors(resource):
        yield f"{error.json_path}: {error.message[:80]}"
    for entry in resource.get("entry", ()):
        yield from _schema_faults(entry["resource"])


def _caught(check: Callable[[Json], list[str]], resource: Json) -> list[str]:
    try:
        return check(resource)
    except ValueError as error:
        return [str(error)]


def _fhirkit(resource: Json) -> list[str]:
    import fhirkit

    return [str(fault) for fault in fhirkit.validate(json.dumps(resource))]


def _pydantic(resource: Json) -> list[str]:
    from fhir.resources import R4B

    R4B.get_fhir_model_class(resource["resourceType"]).model_validate(resource)
    return []


def own_faults(resource: Json) -> Iterator[str]:
    """Faults that no other checker looks for: references, check digits, systems, narratives."""
    kinds = {one["fullUrl"]: one["resource"]["resourceType"] for one in resource.get("entry", ())}
    for node in nodes(resource):
        yield from _reference_faults(node, kinds)
        if "code" in node and isinstance(node.get("system"), str):
            yield from _coding_faults(node["system"], node["code"])
        for tag in set(re.findall(r"<([a-z0-9]+)", node.get("div", ""))) - _TAGS:
            yield f"{tag} is no tag of a narrative of ours"


def _reference_faults(node: Json, kinds: dict[str, str]) -> Iterator[str]:
    if isinstance(node.get("reference"), str):
        kind = kinds.get(node["reference"])
        if kind is None:
            yield f"{node['reference']} refers to nothing"
        elif kind != node.get("type"):
            yield f"{node['reference']} is no {node.get('type')}"
    subject = node.get("subject", {}).get("type", "Patient")
    if "resourceType" in node and subject != "Patient":
        yield f"the subject of {node['resourceType']} is a {subject}"


def _coding_faults(system: str, code: str) -> Iterator[str]:
    if not system.startswith(SYSTEMS):
        yield f"{system} is no system of ours"
    if system == "http://loinc.org" and not _check_digit_holds(code):
        yield f"{code} is no LOINC code"


def _check_digit_holds(code: str) -> bool:
    number, _, digit = code.partition("-")
    twice = int("".join(reversed(number))[::2][::-1]) * 2
    rest = "".join(reversed(number))[1::2]
    total = sum(map(int, f"{twice}{rest}"))
    return (10 - total % 10) % 10 == int(digit)


def nodes(part: Any) -> Iterator[Json]:
    """Every object in a resource."""
    if isinstance(part, dict):
        yield part
        for value in part.values():
            yield from nodes(value)
    elif isinstance(part, list):
        for value in part:
            yield from nodes(value)


def in_lforms(
    questionnaire: Json, cases: Sequence[Json], *, saved: bool = False, drawn: int = 0
) -> list[Json]:
    """The reading of some responses by LHC-Forms in Chromium; it may load nothing from outside.

    Args:
        questionnaire: that is filled.
        cases: each with its `response`, and a `questionnaire` where it is another one.
        saved: whether the responses are stored ones; otherwise what is calculated is left out.
        drawn: how many of them are drawn on the page.
    """
    if not saved:
        cases = [case | {"response": without_calculated(case["response"])} for case in cases]
    given = {"questionnaire": questionnaire, "cases": cases, "saved": saved, "drawn": drawn}
    found = checked("lforms.mjs", given, browser=True)
    assert not found["outside"]
    paths: list[Json] = found["paths"]
    return paths


def without_calculated(response: Json) -> Json:
    """The answers that somebody gives."""
    return response | {"item": [i for i in response["item"] if i["linkId"] != CALCULATED]}


def given_answers(response: Json) -> list[str]:
    """The answers of a response, each with its link id, in order."""
    return [
        f"{item['linkId']} = {_value(answer)}"
        for item in nodes(without_calculated(response))
        for answer in item.get("answer", ())
    ]


def _value(answer: Json) -> str:
    (value,) = (value for name, value in answer.items() if re.match("value[A-Z]", name))
    if isinstance(value, dict):
        return f"{value.get('system')}|{value.get('code')}"
    return f"{value:g}" if isinstance(value, int | float) else str(value)
