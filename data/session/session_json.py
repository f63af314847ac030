"""The session as a JSON document and back, checked on the way in.

Numbers, choices and texts stand for themselves; several choices are `{"several": [...]}`, readings
level by level `{"levels": [{...}]}`, and bounds `{"below": 5}` or `{"above": 60}`.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, Strict

from data.input.faults import Fault, FaultyInputError
from data.input.model import Items, Model, Moment, read
from data.session.events import Edition, Event, EventKind
from data.session.session import Session
from engine.model.answers import Bound, Value

FORMAT: Final = 2
"""Version of the document's form; a higher one is refused, not guessed at. Form 1, which is read as
well, had no advice in it."""

_FINGERPRINT: Final = 16
"""Hexadecimal digits of a fingerprint: enough against chance, and short enough to be typed."""

Document = dict[str, Any]


class RecordError(FaultyInputError):
    """A document that is no session, with everything wrong in it."""


class PartsModel(Model):
    """An answer that is no single value: choices, a reading for each level, or a bound."""

    several: Items[str] | None = None
    levels: Items[dict[str, str | int | float]] | None = None
    below: float | None = None
    above: float | None = None


def _value(plain: str | float | PartsModel) -> Value:
    """The value that a document writes; raises ValueError for parts of no known form."""
    if not isinstance(plain, PartsModel):
        return plain
    if sum(part is not None for _, part in plain) != 1:
        raise ValueError("an answer of parts is several choices, levels, below or above")
    if plain.levels is not None:
        return plain.levels
    if plain.below is not None:
        return Bound(math.nextafter(plain.below, -math.inf), plain.below, below=True)
    if plain.above is not None:
        return Bound(math.nextafter(plain.above, math.inf), plain.above, below=False)
    choices = frozenset(plain.several or ())
    if len(choices) < len(plain.several or ()):
        raise ValueError("each choice is given once")
    return choices


class EditionModel(Model):
    """The content and the program of a session."""

    pathway_id: str
    version: str
    digest: str
    program: str


class EventModel(Model):
    """One thing that happened in a session."""

    kind: Annotated[EventKind, Strict(strict=False)]
    at: Moment
    finding: str | None = None
    value: Annotated[str | int | float | PartsModel, AfterValidator(_value)] | None = None
    question: str | None = None
    asked: str = ""
    recommendation: str | None = None
    result: str | None = None
    detail: str = ""
    edition: EditionModel | None = None
    joined: bool = False
    codes: Items[str] | None = None
    by: str = ""


def _event(model: EventModel) -> Event:
    edition = model.edition and Edition(**dict(model.edition))
    return Event(**dict(model) | {"edition": edition})


class SessionModel(Model):
    """A session as a document."""

    format: Literal[1, 2]
    id: str
    label: str
    created: Moment
    pathway_id: str
    pathway_version: str
    pathway_digest: str
    program_version: str
    events: Items[Annotated[EventModel, AfterValidator(_event)]]


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
    """The fingerprint of a session after some or all events: id, number of events, digest.

    Args:
        session: the session as it is kept.
        events: how many events count; None for all.
    """
    count = len(session.events) if events is None else events
    document = to_document(session.first(count))
    # The form may be a later one when this is compared; what happened stays the same.
    text = json.dumps(document | {"format": 0}, sort_keys=True, separators=(",", ":"))
    return f"{session.id}:{count}:{hashlib.sha256(text.encode()).hexdigest()[:_FINGERPRINT]}"


def event_document(event: Event) -> Document:
    """One event as plain JSON values."""
    document: Document = {"kind": event.kind.value, "at": event.at.isoformat()}
    for name in (
        "finding",
        "question",
        "asked",
        "recommendation",
        "result",
        "detail",
        "joined",
        "by",
    ):
        if part := getattr(event, name):
            document[name] = part
    if event.value is not None:
        document["value"] = _plain(event.value)
    if event.codes is not None:
        document["codes"] = list(event.codes)
    if event.edition is not None:
        document["edition"] = {
            name: getattr(event.edition, name) for name in EditionModel.model_fields
        }
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
    try:
        parts = dict(read(SessionModel, document))
        del parts["format"]
        return Session(**parts)
    except FaultyInputError as error:
        raise RecordError(error.faults) from None
    except ValueError as error:
        raise RecordError([Fault("", str(error))]) from None


def _plain(value: Value) -> object:
    if isinstance(value, frozenset):
        return {"several": sorted(value)}
    if isinstance(value, tuple):
        return {"levels": [dict(reading) for reading in value]}
    return {value.side: value.limit} if isinstance(value, Bound) else value
