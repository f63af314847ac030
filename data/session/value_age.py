"""The age of values: since when an answer is known, and which ones have to be given anew."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from data.session.events import ANSWERS, Event, EventKind
from data.session.session import Session
from data.text.dates import day_of, day_text, local_time
from engine.model.answers import UNKNOWN, Answers
from engine.model.pathway import Pathway

_ORIGIN: Final = re.compile(r"session [2-9a-z]{8} of (\d\d-\w{3}-\d{4})$")
"""The end of the detail of a carried value."""


def origin(session: Session, given: Event) -> str:
    """The session in which a value was given at first, and its day."""
    if given.kind is EventKind.CONFIRMED and (found := _ORIGIN.search(given.detail)):
        return found[0]
    return f"session {session.id} of {day_text(local_time(session.created))}"


def carried_day(detail: str) -> str:
    """The day of the session that a value was carried from; empty where it was not."""
    found = _ORIGIN.search(detail)
    return found[1] if found else ""


def known_since(given: Event) -> date:
    """The day on which a value was given at first."""
    carried = day_of(carried_day(given.detail)) if given.kind is EventKind.CONFIRMED else None
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
