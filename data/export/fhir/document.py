"""A session as a FHIR document: a Bundle that begins with its Composition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from data.export.blocks import Line, sections
from data.export.fhir.answers import observations, response
from data.export.fhir.naming import Json, Naming, cleaned, concept, instant
from data.export.fhir.questionnaire import canonical
from data.export.fhir.requests import issues, request_group, requests
from data.export.html import html_line
from data.export.one_page import page_blocks
from data.export.summary import Summary
from engine.model.answers import UNKNOWN, Value
from engine.model.pathway import Pathway

if TYPE_CHECKING:
    from data.content.loader import Content
    from data.export.source import Source

_SESSION: Final = "urn:spinepath:session"
_XHTML: Final = "http://www.w3.org/1999/xhtml"
_KINDS: Final = "http://terminology.hl7.org/CodeSystem"


def document(source: Source) -> Json:
    """The Bundle of a session."""
    header = source.summary.header
    bundle = {
        "resourceType": "Bundle",
        "identifier": {"system": _SESSION, "value": header.record or source.session.id},
        "type": "document",
        "timestamp": instant(header.exported),
        "entry": list(entries(source)),
    }
    return dict(cleaned(bundle))


def entries(source: Source) -> Iterator[Json]:
    """The entries of the Bundle, the Composition first."""
    compiled, content = source.content()
    session, summary, pathway = source.session, source.summary, compiled.pathway
    names, codes = Naming(session.id), content.fhir
    answers = _active(summary, session.state.answers)
    several = {
        "Observation": dict(observations(names, pathway, codes, session, answers)),
        "ServiceRequest": dict(requests(names, codes, summary)),
        "DetectedIssue": dict(issues(names, codes, summary)),
    }
    yield names.entry(_composition(names, content, source, summary, several))
    yield names.entry(_patient(session.id, answers.get(codes.gender, UNKNOWN)))
    yield names.entry(_device(summary, pathway))
    if author := summary.header.author:
        yield names.entry({"resourceType": "Practitioner", "name": [{"text": author}]})
    yield names.entry(response(names, content, session, answers))
    yield names.entry(_guidance(names, pathway, summary))
    yield names.entry(request_group(names, codes, summary))
    for resources in several.values():
        for key, resource in resources.items():
            yield names.entry(resource, key)
    yield names.entry(_provenance(names, summary))


def _active(summary: Summary, answers: Mapping[str, Value]) -> dict[str, Value]:
    """The answers that count, in the order of the questionnaire."""
    keys = [item.finding for item in (*summary.answered, *summary.not_known)]
    return {key: answers[key] for key in keys}


def _composition(
    names: Naming,
    content: Content,
    source: Source,
    summary: Summary,
    several: Mapping[str, Mapping[str, Json]],
) -> Json:
    header = summary.header
    document_code = content.fhir.document
    entries = [names.reference(kind) for kind in ("QuestionnaireResponse", "RequestGroup")]
    entries += [names.reference(kind, key) for kind, of in several.items() for key in of]
    *told, about = _sections(summary)
    return {
        "resourceType": "Composition",
        "status": "final" if source.session.finished else "preliminary",
        "type": concept("Summary of a decision", *([document_code] if document_code else [])),
        "subject": names.reference("Patient"),
        "date": instant(header.exported),
        "author": [names.reference("Device"), *_author(names, summary)],
        "title": header.pathway,
        "section": [*told, about | {"entry": [*entries, names.reference("GuidanceResponse")]}],
    }


def _author(names: Naming, summary: Summary) -> list[Json]:
    """The person who exports; empty if nobody is named."""
    author = summary.header.author
    return [names.reference("Practitioner") | {"display": author}] if author else []


def _sections(summary: Summary) -> Iterator[Json]:
    """The parts of the page that say something; the last one is about the page."""
    for title, lines in sections(page_blocks(summary), "Who and when"):
        if lines:
            yield {"title": title, "text": _narrative(lines)}


def _narrative(lines: Iterable[Line]) -> Json:
    paragraphs = "".join(f"<p>{html_line(line)}</p>" for line in lines)
    return {"status": "additional", "div": f'<div xmlns="{_XHTML}">{paragraphs}</div>'}


def _patient(session: str, stated: Value) -> Json:
    """The patient without a name: the id of the session, and the gender if it is answered."""
    gender = stated if stated in ("male", "female", "other") else "unknown"
    identifier = [{"system": _SESSION, "value": session}]
    return {"resourceType": "Patient", "identifier": identifier, "gender": gender}


def _device(summary: Summary, pathway: Pathway) -> Json:
    program, _, version = summary.header.program.partition(" ")
    versions = ((version, "program"), (pathway.version, "content"), (pathway.digest, "digest"))
    return {
        "resourceType": "Device",
        "status": "active",
        "deviceName": [{"name": program, "type": "model-name"}],
        "version": [{"type": {"text": what}, "value": value} for value, what in versions],
        "note": [{"text": f"{pathway.id}. {summary.header.review}"}],
    }


def _guidance(names: Naming, pathway: Pathway, summary: Summary) -> Json:
    missing = [item.name for item in (*summary.not_known, *summary.not_asked)]
    return {
        "resourceType": "GuidanceResponse",
        "moduleCanonical": canonical(pathway, "pathway"),
        "status": "data-required" if missing else "success",
        "subject": names.reference("Patient"),
        "occurrenceDateTime": instant(summary.header.exported),
        "performer": names.reference("Device"),
        "note": [{"text": f"Not known or not asked: {name}"} for name in missing]
        or [{"text": "Nothing is missing."}],
        "result": names.reference("RequestGroup"),
    }


def _provenance(names: Naming, summary: Summary) -> Json:
    header = summary.header
    role = {"coding": [{"system": f"{_KINDS}/provenance-participant-type", "code": "assembler"}]}
    author = {"coding": [{"system": f"{_KINDS}/provenance-participant-type", "code": "author"}]}
    agents = [{"type": role, "who": names.reference("Device")}]
    agents += [{"type": author, "who": one} for one in _author(names, summary)]
    record = {"identifier": {"system": _SESSION, "value": header.record or header.session}}
    return {
        "resourceType": "Provenance",
        "target": [names.reference("Composition")],
        "recorded": instant(header.exported),
        "agent": agents,
        "entity": [{"role": "source", "what": record}],
    }
