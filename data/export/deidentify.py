"""Sessions for research, without what HIPAA Safe Harbor lists (45 CFR 164.514(b)(2)).

The legal answers, the decisions without their reasons, and the advice are kept. Times are cut to
the year; ages above the limit of the content are pooled. Labels, notes, quotes, what was typed,
unconfirmed proposals, drafts, the session's id and its link to others are left out. Safe Harbor
also asks that whoever publishes the session knows of nothing else that identifies the patient.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final

from data.content.loader import Content
from data.export.fhir.document import entries
from data.export.fhir.naming import Json, cleaned
from data.export.source import Source
from data.input.kinds import usable
from data.session.assessment import require_own
from data.session.events import Edition, Event, EventKind, answer
from data.session.session import Session, id_of
from data.session.session_file import file_document, to_json
from engine.model.answers import Value

_UNNAMED: Final = "unnamed2"
_REASON: Final = "reason left out"
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT[0-9:.+-]+Z?")
_VERSION: Final = re.compile(r"[0-9]{1,4}(\.[0-9a-z+]{1,12}){0,5}")
_DATED: Final = ("Composition", "Provenance")
"""Resources that name times, people or records, or that speak in free words."""


def json_document(source: Source) -> Mapping[str, Any]:
    """The session as JSON that `sessions import` reads."""
    _, content = source.content()
    return file_document(deidentified(source.session, content), "")


def fhir_collection(source: Source) -> Json:
    """The session as a FHIR collection: a document would need its time."""
    session = deidentified(source.session, source.content()[1])
    own = Source(session, source.load, source.content, session.created)
    kept = [one for one in entries(own) if one["resource"]["resourceType"] not in _DATED]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": kept}
    return dict(_only_years(cleaned(bundle)))


def deidentified(session: Session, content: Content) -> Session:
    """The session with nothing but answers, decisions and years.

    Raises:
        OtherPathwayError: when it is of another pathway.
    """
    pathway, pooled = content.pathway, content.fhir.pooled
    require_own(pathway, session)
    unnamed = Session(
        id=_UNNAMED,
        label="",
        created=_year(session.created),
        pathway_id=pathway.id,
        pathway_version=_version(session.pathway_version),
        pathway_digest=pathway.digest,
        program_version=_version(session.program_version),
        events=tuple(_events(session, content, pooled)),
    )
    # Made of what is left alone, so it says no more than that and tells sessions apart.
    return replace(unnamed, id=id_of(sha256(to_json(unnamed, "").encode()).digest()))


def _events(session: Session, content: Content, pooled: Mapping[str, int]) -> Iterator[Event]:
    pathway, state = content.pathway, session.state
    if session.training:
        yield Event(EventKind.PRACTISED, _year(session.created))
    for key, value in usable(pathway, state.answers).items():
        yield answer(key, _pooled(key, value, pooled), _year(state.given[key].at))
    for code, decision in state.decisions.items():
        if code in pathway.recommendations:
            reason = "" if decision.kind is EventKind.ACCEPTED else _REASON
            at = _year(decision.at)
            yield Event(decision.kind, at, recommendation=code, detail=reason)
    if state.advised is not None:
        codes = tuple(code for code in state.advised.codes or () if code in pathway.recommendations)
        edition = Edition(
            pathway.id,
            _version(session.edition.version),
            pathway.digest,
            _version(session.edition.program),
        )
        at = _year(state.advised.at)
        yield Event(EventKind.ADVISED, at, edition=edition, codes=codes)
    if session.finished:
        yield Event(EventKind.FINISHED, _year(session.events[-1].at))


def _pooled(key: str, value: Value, pooled: Mapping[str, int]) -> Value:
    limit = pooled.get(key)
    over = limit is not None and isinstance(value, int | float) and value > limit
    return limit + 1 if limit is not None and over else value


def _year(moment: datetime) -> datetime:
    return datetime(moment.astimezone(UTC).year, 1, 1, tzinfo=UTC)


def _version(text: str) -> str:
    """The text if it looks like a version: an imported session may hold any text there."""
    return text if _VERSION.fullmatch(text) else "unknown"


def _only_years(part: Any) -> Any:  # noqa: ANN401 - any JSON value
    """A part of a bundle with its moments cut to years, and no identifier or date of an order."""
    if isinstance(part, dict):
        left_out = ("identifier", "occurrencePeriod")
        return {key: _only_years(value) for key, value in part.items() if key not in left_out}
    if isinstance(part, list):
        return [_only_years(value) for value in part]
    return part[:4] if isinstance(part, str) and _MOMENT.fullmatch(part) else part
