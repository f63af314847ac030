"""Days in words."""

from __future__ import annotations

from datetime import date, datetime


def day_text(day: date) -> str:
    """A day that reads the same everywhere: 25-Feb-2027."""
    return f"{day:%d-%b-%Y}"


def moment_text(moment: datetime) -> str:
    """A moment in the zone of this computer, with that zone: 25-Feb-2027 14:05 CET (UTC+0100)."""
    local = local_time(moment)
    zone, offset = f"{local:%Z}", f"UTC{local:%z}"
    return f"{day_text(local)} {local:%H:%M} {zone if zone == 'UTC' else f'{zone} ({offset})'}"


def local_time(moment: datetime) -> datetime:
    """A moment in the zone of this computer; at the edges of the calendar as it is."""
    try:
        return moment.astimezone()
    except OverflowError:
        return moment
