"""Sessions as JSON files: what `sessions export --format json` writes and `sessions import` takes.

A file is capped in size and depth before it is parsed, and every fault is named at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from data.files.private_files import open_named, shown_name
from data.input.faults import Fault, FaultyInputError
from data.input.strict_json import depth, parse_strictly
from data.session.events import PERSON_LENGTH, WORDS_LENGTH
from data.session.session import LABEL_LENGTH, Session
from data.session.session_json import Document, from_document, to_document
from data.text.dates import day_text
from data.text.json_text import json_text
from data.text.os_errors import reason_of
from data.text.outside_text import one_line

LARGEST: Final = 5_000_000
"""Bytes; a larger file is refused unread. A session of every question is some 60,000."""

DEEPEST: Final = 32
"""Levels of nesting; a session has eight."""

MOST_EVENTS: Final = 20_000

EARLIEST: Final = datetime(2020, 1, 1, tzinfo=UTC)
"""No session of this program is older."""

_MARK: Final = "spinepath session"


class ExchangeError(FaultyInputError):
    """A file without a usable session; nothing of it was imported."""

    @classmethod
    def one(cls, says: str) -> ExchangeError:
        """A file with a single fault."""
        return cls([Fault("", says)])


def file_document(session: Session, record: str, author: str = "") -> Document:
    """The session as the plain JSON values of a file.

    Args:
        session: the session with all its events.
        record: the head of the store's chain, as exports print it.
        author: who exports, in their own words; empty where nobody said.
    """
    by = one_line(author, PERSON_LENGTH)
    exported = {"exported_by": by} if by else {}
    return {"file": _MARK, "record": record, **exported, "session": to_document(session)}


def to_json(session: Session, record: str) -> str:
    """The session as a file that names nobody who exports."""
    return json_text(file_document(session, record))


def read_content(path: Path) -> bytes:
    """The content of a file; of one that is too large, as much as shows it.

    Raises:
        ExchangeError: when it cannot be read.
    """
    try:
        with open_named(path) as stream:
            return stream.read(LARGEST + 1)
    except OSError as error:
        raise ExchangeError.one(f"{shown_name(path)}: {reason_of(error)}") from error


def parse_session(content: bytes) -> Session:
    """The session in the content of a file.

    Raises:
        FaultyInputError: naming every fault; nothing of it is used.
    """
    if len(content) > LARGEST:
        raise ExchangeError.one(f"the file is larger than {LARGEST:,} bytes")
    if depth(content) > DEEPEST:
        raise ExchangeError.one(f"the file is nested more than {DEEPEST} deep; a session is not")
    faults: list[Fault] = []
    found = parse_strictly(content, faults)
    if faults:
        raise FaultyInputError(faults)
    document = _document(found)
    session = from_document(document)
    if len(session.events) > MOST_EVENTS:
        raise ExchangeError.one(f"the session has more than {MOST_EVENTS:,} events")
    if cut := list(_cut_texts(document)):
        raise ExchangeError(cut)
    return session


def require_times(session: Session, now: datetime) -> None:
    """Refuse a session from outside whose times cannot be true.

    Raises:
        FaultyInputError: naming every time before 2020 or more than a day after `now`.
    """
    moments = [("created", session.created)]
    moments += [(f"events[{n}].at", event.at) for n, event in enumerate(session.events)]
    latest = now + timedelta(days=1)
    says = (
        f"not legal; legal: a moment from {day_text(EARLIEST.date())} to {day_text(latest.date())}"
    )
    faults = [Fault(place, says) for place, at in moments if not EARLIEST <= at <= latest]
    if faults:
        raise FaultyInputError(faults)


def _cut_texts(document: Document) -> Iterator[Fault]:
    """The texts of a document that are longer than a session keeps; none is cut in silence."""
    places: list[tuple[str, Document, tuple[str, ...], int]] = [
        ("", document, ("label",), LABEL_LENGTH)
    ]
    for number, event in enumerate(document["events"]):
        place = f"events[{number}]."
        places.append((place, event, ("asked", "detail"), WORDS_LENGTH))
        places.append((place, event, ("by",), PERSON_LENGTH))
    for place, part, names, most in places:
        for name in names:
            text = part.get(name, "")
            if len(text) > most and len(one_line(text, len(text))) > most:
                yield Fault(f"{place}{name}", f"too long; legal: at most {most:,} characters")


def _document(found: object) -> Document:
    match found:
        case {"file": mark, "session": dict(document)} if mark == _MARK:
            return document
    raise ExchangeError.one("this is no file that `spinepath sessions export --format json` wrote")
