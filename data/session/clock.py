"""The clock of the computer, compared with the newest record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

from data.text.dates import minute_text

_SLACK: Final = timedelta(minutes=5)


_FIRST: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""No clock that is right says less: the program is not older."""

_AHEAD: Final = timedelta(days=20 * 365)
"""A record that is further ahead is wrong itself, and casts no doubt on the clock."""


def clock_doubt(now: datetime, made: Iterable[datetime]) -> str:
    """The sentence for a clock that is behind the records, or impossibly early; else empty."""
    newest = max((at for at in made if at - now < _AHEAD), default=now)
    if newest <= now + _SLACK and now >= _FIRST:
        return ""
    ours, theirs = map(minute_text, (now, newest))
    known = f", but a session is of {theirs}" if newest > now else ""
    return f"CLOCK IN DOUBT: it says {ours}{known}. No date is counted until it is set right."
