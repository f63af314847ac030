"""The age of values: since when an answer is known, and which ones have to be given anew."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from data.session.events import ANSWERS, Event, EventKind
from data.session.session import Session
from data.text.dates import day_text, local_day, local_time
from engine.model.answers import UNKNOWN, Answers
from engine.model.pathway import Pathway

_NAMED: Final = 3
"""Old values that are named; the others are counted."""

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
    match = _ORIGIN.search(detail)
    try:
        return match and datetime.strptime(match[1], _STORED_DAY).date()  # noqa: DTZ007 - a day
    except ValueError:
        return None


def known_since(given: Event) -> date:
    """The day on which a value was given at first."""
    carried = carried_day(given.detail) if given.kind is EventKind.CONFIRMED else None
    return carried or local_day(given.at)


def earlier_days(given: Mapping[str, Event]) -> dict[str, date]:
    """The day on which each confirmed value was given, where that was at an earlier visit."""
    confirmed = {k: event for k, event in given.items() if event.kind is EventKind.CONFIRMED}
    days = {key: carried_day(event.detail) for key, event in confirmed.items()}
    return {key: day for key, day in days.items() if day}


def too_old(pathway: Pathway, given: Event, now: datetime) -> bool:
    """Return whether a value has to be given anew by some moment."""
    finding = pathway.findings.get(given.finding or "")
    if finding is None or finding.old_after is None:
        return False
    return (local_day(now) - known_since(given)).days > finding.old_after


def outdated(
    pathway: Pathway, session: Session, answers: Answers, now: datetime | None
) -> Mapping[str, date]:
    """The answers that are old by some moment, or by the last one that was given, with their days.

    Args:
        pathway: the content with the ages of values.
        session: whose events say when each was given.
        answers: those that count, by finding key.
        now: when they are read; None for the moment of the last answer.
    """
    given, last = session.state.given, _last_answer(session)
    by = max((moment for moment in (now, last) if moment), default=None)
    return {
        key: known_since(given[key])
        for key, value in answers.items()
        if by and value != UNKNOWN and too_old(pathway, given[key], by)
    }


def aged(pathway: Pathway, session: Session, answers: Answers, now: datetime) -> str:
    """The sentence on the values that are old by now; empty without any.

    An open session is read as of now. The advice of a finished one stays that of its last answer.
    """
    old, last = outdated(pathway, session, answers, now), _last_answer(session)
    if not old or last is None:
        return ""
    named = [f"{pathway.findings[key].short} of {day_text(day)}" for key, day in old.items()]
    more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
    kept = f"The advice is that of {day_text(last)}."
    anew = "Enter them anew; nothing permissive rests on them."
    return f"OLD BY NOW: {', '.join(named[:_NAMED])}{more}. {kept if session.finished else anew}"


def _last_answer(session: Session) -> datetime | None:
    return max((event.at for event in session.events if event.kind in ANSWERS), default=None)
