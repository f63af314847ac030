"""The worklist in rows: sessions that are open, awaiting results, or finished."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

from data.text.dates import clock_text, day_text, local_day, minute_text
from engine.model.urgency import Urgency
from tui.rows.list_entries import Entry, heading, told
from tui.rows.row import TextRow, TextStyle

if TYPE_CHECKING:
    from data.session.awaited_results import AwaitedResult
    from tui.state.worklist_row import WorklistRow

    Line: TypeAlias = Entry[str]

_PATIENT: Final = 24
_STARTED: Final = 17
TITLES: Final = f"  Session   {'Started':<{_STARTED}}  {'Patient':<{_PATIENT}}  Label"
_HANG: Final = 12
_DAY: Final = timedelta(days=1)


def entries(sessions: Iterable[WorklistRow], now: datetime | None) -> Iterator[Line]:
    """The sessions under their headings, emergencies and then what is due first on top."""
    kept = sorted(sessions, key=lambda item: not _pressing(item))
    unread = [item for item in kept if item.fault]
    still = [item for item in kept if not item.fault and not item.finished]
    waiting = [item for item in kept if not item.fault and item.finished and item.awaited]
    done = [item for item in kept if not item.fault and item.finished and not item.awaited]
    yield from _group("Open", still, now)
    yield from _group("Results awaited", sorted(waiting, key=_first_due), now)
    yield from _group("Finished", done, now)
    yield from _group("Damaged: cannot be read", unread, now)


def _pressing(item: WorklistRow) -> bool:
    """Return whether an emergency is not known to be over."""
    return item.emergency is not None and (not item.finished or bool(item.awaited))


def overdue(sessions: Iterable[WorklistRow], now: datetime | None) -> str:
    """The number of sessions with an overdue result, in words; empty for none.

    Args:
        sessions: the sessions of the list.
        now: None where the clock is in doubt; no date is counted then.
    """
    if now is None:
        return ""
    count = sum(any(item.overdue(now) for item in kept.awaited or ()) for kept in sessions)
    return f"{count} with a result OVERDUE" if count else ""


def _first_due(item: WorklistRow) -> tuple[bool, int, bool, datetime]:
    first = (item.awaited or ())[0]
    urgent = min((a.urgency for a in item.awaited or () if a.urgency is not None), default=9)
    return (
        not _pressing(item),
        min(urgent, Urgency.SOON),
        first.due is None,
        first.due or first.since,
    )


def _group(title: str, items: list[WorklistRow], now: datetime | None) -> Iterator[Line]:
    if items:
        yield heading(f"{title} ({len(items)})")
    for item in items:
        yield item.id, partial(_row, item)
        for words, look in _waiting(item, now):
            spoken = f"{item.id} waits: {words}"
            yield told(
                TextRow(f"{'':{_HANG}}{words}", look, continuation_indent=_HANG, spoken=spoken)
            )


def _waiting(item: WorklistRow, now: datetime | None) -> Iterator[tuple[str, TextStyle]]:
    """The awaited results of a session: a line for each limit, one for all without a limit.

    An open session, whose requests may not have gone out, shows only what is overdue, unless
    it goes on from one whose requests have.
    """
    if item.emergency is not None and _pressing(item):
        words = f"!! {Urgency.EMERGENCY.name}: {item.emergency.title}"
        yield f"{words}{_until(item.emergency.due, now)}", TextStyle.ALERT
    elif item.emergency is not None:
        words = f"{Urgency.EMERGENCY.name} when it was finished: {item.emergency.title}"
        yield words, TextStyle.PLAIN
    yield from ((words, TextStyle.URGENT) for words in item.flags)
    begun = item.finished or bool(item.continues)
    others = []
    for result in item.awaited or ():
        overdue = now is not None and result.overdue(now)
        pressing = result.urgency is not None and result.urgency <= Urgency.URGENT
        if overdue:
            yield f"{result.title} {_due(result, now)}", TextStyle.URGENT
        elif not begun:
            continue
        elif result.due is not None:
            yield f"{result.title} {_due(result, now)}", TextStyle.PLAIN
        elif pressing and result.urgency is not None:
            words = f"{result.urgency.name}: {result.title}, advised {_ago(result.since, now)}"
            yield words, TextStyle.URGENT
        else:
            others.append(f"{result.title}{' (requested)' * result.requested}")
    if others:
        yield f"no limit stated: {', '.join(others)}", TextStyle.PLAIN


def _until(due: datetime | None, now: datetime | None) -> str:
    """The time of day until which an emergency is to be dealt with; empty without a limit."""
    if due is None:
        return ""
    late = now is not None and now > due
    return f", {'OVERDUE since' if late else 'by'} {clock_text(due, now)}"


def _due(result: AwaitedResult, now: datetime | None) -> str:
    """The time at which a result is due, by its stated limit."""
    if result.due is None:
        return ""
    day = minute_text(result.due) if result.by_the_hour else day_text(result.due)
    verb = "OVERDUE since" if now is not None and result.overdue(now) else "due by"
    return f"{verb} {day} ({result.limit}); advised {_ago(result.since, now)}"


def _ago(moment: datetime, now: datetime | None) -> str:
    if now is None:
        return day_text(moment)
    days = (local_day(now) - local_day(moment)) // _DAY
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")


def _row(item: WorklistRow, here: bool) -> TextRow:
    started = minute_text(item.created)
    count = "" if item.answers is None else f"{item.answers} answer{'s' * (item.answers != 1)}"
    patient = item.patient or count
    follows = "follow-up" if item.continues else ""
    state = "in use" if item.running else ""
    details = "  ".join(filter(None, (state, follows, item.label)))
    text = f"{item.id:<8}  {started:<{_STARTED}}  {patient:<{_PATIENT}}  {details}".rstrip()
    look = TextStyle.HERE if here else TextStyle.PLAIN
    mark = ">" if here else " "
    spoken = ", ".join(filter(None, (item.id, started, patient, state, follows, item.label)))
    return TextRow(f"{mark} {text}", look, here=here, continuation_indent=_HANG, spoken=spoken)
