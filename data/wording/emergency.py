"""The limit of an emergency, and whom to call, in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from data.session.emergency import Emergency
from data.text.telephones import BLANK, Telephones


def limit_text(found: Emergency, now: datetime | None, written: Callable[[datetime], str]) -> str:
    """The time limit of an emergency, by the clock and in words; empty without one.

    Args:
        found: the emergency.
        now: None where the clock is in doubt; the limit is said in words alone then.
        written: writes a moment.
    """
    if found.due is None or now is None:
        return f"Limit: {found.within}. " if found.within else ""
    past = ", now past" * (found.due < now)
    return f"By {written(found.due)}{past} ({found.within}). "


def call_text(telephones: Telephones) -> str:
    """The call for help, with a blank where no number is set."""
    return f"Call {telephones.emergency or BLANK}."
