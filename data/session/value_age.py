"""The age of values: since when an answer is known, and which ones have to be given anew."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from data.session.events import ANSWERS, Event, EventKind
from data.session.session import Session
from data.text.dates import local_time
from engine.model.answers import UNKNOWN, Answers
from engine.model.pathway import Pathway

_STORED_DAY: Final = "%d-%b-%Y"
"""A day in the detail of an event; it stays as it is, however days are shown."""

_ORIGIN: Final = re.compile(r"session [2-9a-z]{8} of (\d\d-\w{3}-\d{4})$")
"""The end of the detail of a carried value."""


def session_origin(session: Session) -> str:
    """The session and its day, as the detail of a value carried from it says them."""
    return f"session {session.id} of {local_time(session.created):{_STORED_DAY}}"


def origin(session: Session, given: Event) -> str:
    """The session in which a value was given at first, and its day."""
    if given.kind is EventKind.CONFIRMED and (found := _ORIGIN.search(given.detail)):
        return found[0]
    return session_origin(session)


def carried_day(detail: str) -> date | None:
    """The day of the session that a value was carried from; None where it was not."""
    found = _ORIGIN.search(detail)
    try:
        return found and datetime.strptime(found[1], _STORED_DAY).date()  # noqa: DTZ007 - a day
    except ValueError:
        return None


def known_since(given: Event) -> date:
    """The day on which a value was given at first."""
    carried = carried_day(given.detail) if given.kind is EventKind.CONFIRMED else None
    return carried or local_time(given.at).date()


def too_old(pathway: Pathway, given: Event, now: datetime) -> bool:
    """Return whether a value has to be given anew by some moment."""
    finding = pathway.findings.get(given.finding or "")
    if finding is None or finding.old_after is None:
        return False
    return (local_time(now).date() - known_since(given)).days > finding.old_after


def outdated(pathway: Pathway, session: Session, answers: Answers) -> Mapping[str, date]:
    """The answers that were old when the last one was given, each with its day.

    A session that is only read or exported ages no answer; one that goes on does.
    """
    given = session.state.given
    now = max((event.at for event in session.events if event.kind in ANSWERS), default=None)
    return {
        key: known_since(given[key])
        for key, value in answers.items()
        if now and value != UNKNOWN and too_old(pathway, given[key], now)
    }
