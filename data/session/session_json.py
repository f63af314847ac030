"""The session as a JSON document and back, checked on the way in.

Numbers, choices and texts stand for themselves; several choices are `{"several": [...]}` and
readings level by level `{"levels": [{...}]}`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final, Literal, NamedTuple

from data.input.faults import Fault, FaultyInputError
from data.input.table_reader import shaped
from data.session.events import Edition, Event, EventKind
from data.session.session import Session
from engine.model.answers import Value

FORMAT: Final = 2
"""Version of the document's form; a higher one is refused, not guessed at. Form 1, which is read as
well, had no advice in it."""

_FINGERPRINT: Final = 16
"""Hexadecimal digits of a fingerprint: enough against chance, and short enough to be typed."""

Document = dict[str, Any]


class RecordError(FaultyInputError):
    """A document that is no session, with everything wrong in it."""


class _EditionModel(NamedTuple):
    pathway_id: str
    version: str
    digest: str
    program: str


class _EventModel(NamedTuple):
    kind: str
    at: str
    finding: str | None = None
    value: Any = None
    question: str | None = None
    asked: str = ""
    recommendation: str | None = None
    detail: str = ""
    edition: _EditionModel | None = None
    joined: bool = False
    codes: tuple[str, ...] | None = None


class _SessionModel(NamedTuple):
    format: Literal[1, 2]
    id: str
    label: str
    created: str
    pathway_id: str
    pathway_version: str
    pathway_digest: str
    program_version: str
    events: tuple[_EventModel, ...]


def to_document(session: Session) -> Document:
    """The session as plain JSON values; what an event does not have is left out."""
    return {
        "format": FORMAT,
        "id": session.id,
        "label": session.label,
        "created": session.created.isoformat(),
        "pathway_id": session.pathway_id,
        "pathway_version": session.pathway_version,
        "pathway_digest": session.pathway_digest,
        "program_version": session.program_version,
        "events": [event_document(event) for event in session.events],
    }


def fingerprint(session: Session, events: int | None = None) -> str:
    """What a session, or what it was after some events, can be told by: id, events and digest.

    Args:
        session: as it is kept.
        events: how many events count; None for all.
    """
    count = len(session.events) if events is None else events
    document = to_document(replace(session, events=session.events[:count]))
    # The form may be a later one when this is compared; what happened stays the same.
    text = json.dumps(document | {"format": 0}, sort_keys=True, separators=(",", ":"))
    return f"{session.id}:{count}:{hashlib.sha256(text.encode()).hexdigest()[:_FINGERPRINT]}"


def event_document(event: Event) -> Document:
    """One event as plain JSON values."""
    document: Document = {"kind": event.kind.value, "at": event.at.isoformat()}
    for name in ("finding", "question", "asked", "recommendation", "detail", "joined"):
        if part := getattr(event, name):
            document[name] = part
    if event.value is not None:
        document["value"] = _plain(event.value)
    if event.codes is not None:
        document["codes"] = list(event.codes)
    if event.edition is not None:
        document["edition"] = {name: getattr(event.edition, name) for name in _EditionModel._fields}
    return document


def from_document(document: object) -> Session:
    """The session that a document describes.

    Raises:
        RecordError: when it describes none, naming every fault; nothing of it is used.
    """
    if isinstance(document, Mapping):
        found = document.get("format")
        if isinstance(found, int) and found > FORMAT:
            raise RecordError([Fault("format", "written by a newer version of the program")])
        document = dict(document)
    try:
        model = shaped(_SessionModel, document)
    except FaultyInputError as error:
        raise RecordError(error.faults) from None
    faults: list[Fault] = []
    events = tuple(
        event
        for number, part in enumerate(model.events)
        if (event := _event(part, f"events[{number}]", faults)) is not None
    )
    if faults:
        raise RecordError(faults)
    parts = model._asdict() | {"events": events}
    del parts["format"]
    try:
        return Session(**parts | {"created": _time(model.created)})
    except (ValueError, OverflowError) as error:
        raise RecordError([Fault("", str(error))]) from None


def _event(model: _EventModel, place: str, faults: list[Fault]) -> Event | None:
    try:
        edition = model.edition and Edition(*model.edition)
        value = None if model.value is None else _value(model.value)
        kind, at = EventKind(model.kind), _time(model.at)
        parts = {"kind": kind, "at": at, "value": value, "edition": edition}
        return Event(**model._asdict() | parts)
    except (ValueError, OverflowError) as error:
        faults.append(Fault(place, str(error)))
        return None


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _plain(value: Value) -> object:
    if isinstance(value, frozenset):
        return {"several": sorted(value)}
    if isinstance(value, tuple):
        return {"levels": [dict(reading) for reading in value]}
    return value


def _value(plain: object) -> Value:
    match plain:
        case str() | int() | float():
            return plain
        case {"several": [*choices], **rest} if not rest and _all_text(choices):
            return frozenset(map(str, choices))
        case {"levels": [*readings], **rest} if not rest:
            return tuple(_reading(reading) for reading in readings)
    raise ValueError("the value is no answer of a known form")


def _reading(plain: object) -> dict[str, str | float]:
    if not isinstance(plain, dict):
        raise ValueError("a reading of a level is a table")
    if not all(isinstance(part, str | int | float) for part in plain.values()):
        raise ValueError("a reading of a level holds words and numbers only")
    return dict(plain)


def _all_text(choices: list[Any]) -> bool:
    return all(isinstance(choice, str) for choice in choices) and len(set(choices)) == len(choices)
