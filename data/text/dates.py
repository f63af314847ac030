"""Days and moments in words: the one place that writes them for people."""

from __future__ import annotations

from datetime import date, datetime, timedelta


def day_text(day: date) -> str:
    """A day that reads the same everywhere: 25-Feb-2027; of a moment, its day in this zone."""
    if isinstance(day, datetime):
        day = local_day(day)
    return f"{day:%d-%b-%Y}"


def minute_text(moment: datetime) -> str:
    """A moment of this computer's calendar and clock: 25-Feb-2027 14:05."""
    local = local_time(moment)
    return f"{day_text(local)} {local:%H:%M}"


def moment_text(moment: datetime) -> str:
    """A moment in the zone of this computer, with that zone: 25-Feb-2027 14:05 CET (UTC+0100)."""
    local = local_time(moment)
    zone, offset = f"{local:%Z}", f"UTC{local:%z}"
    return f"{minute_text(moment)} {zone if zone == 'UTC' else f'{zone} ({offset})'}"


def local_after(moment: datetime, passed: timedelta) -> datetime:
    """The moment some time later: whole days on the local calendar, whatever its clocks do."""
    days = timedelta(days=passed.days)
    if not days:  # the second of two same hours is a moment of its own
        return moment + passed
    try:
        later = datetime.combine((local_time(moment) + days).date(), local_time(moment).time())
        return later.astimezone(moment.tzinfo) + (passed - days)
    except (OverflowError, ValueError):
        return moment + passed


def local_time(moment: datetime) -> datetime:
    """A moment in the zone of this computer; at the edges of the calendar as it is."""
    try:
        return moment.astimezone()
    except OverflowError:
        return moment


def local_day(moment: datetime) -> date:
    """The day of a moment in the zone of this computer."""
    return local_time(moment).date()


def clock_text(moment: datetime, now: datetime | None) -> str:
    """A time of day; with its day where that is not the one of `now`."""
    local, today = local_time(moment), local_day(now) if now else None
    return f"{local:%H:%M}" if local.date() == today else minute_text(moment)
