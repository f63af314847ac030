"""The emergency card: its clock and whom to call, above what to do now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from data.session.emergency import emergency
from data.text.dates import clock_text
from data.text.telephones import Telephones
from data.wording.emergency import call_text, limit_text
from engine.model.urgency import Urgency
from tui.keys.keys import key_of, word_of
from tui.rows.list_entries import Entry, Key, heading, told
from tui.rows.row import TextRow, TextStyle
from tui.state.interview_session import InterviewSession

_WAYS: Final = (
    f" {key_of('everywhere', 'settings')} sets it.",
    f" Type {word_of('plain', 'settings')} to set it.",
)
"""Where a number that is missing is set: by key, and by word on plain lines."""


def emergency_card(
    interview_session: InterviewSession, telephones: Telephones, now: datetime | None
) -> Iterator[Entry[Key]]:
    """The card of a session; nothing where no emergency is advised.

    Args:
        interview_session: whose advice.
        telephones: whom to call.
        now: None where the clock is in doubt; the limit is said in words alone then.
    """
    clock = emergency_clock(interview_session, telephones, now)
    if clock is None:
        return
    yield heading("EMERGENCY CARD")
    yield told(clock)


def emergency_clock(
    interview_session: InterviewSession, telephones: Telephones, now: datetime | None
) -> TextRow | None:
    """The time by which the emergency has to be acted on, and whom to call; None without one."""
    page = interview_session.advice.page
    items = (*((page.next_step,) if page.next_step else ()), *page.do_now, *page.more)
    if not any(item.urgency is Urgency.EMERGENCY for item in items):
        return None
    found = emergency(interview_session.compiled, interview_session.session)
    if found is None:
        return None
    said = limit_text(found, now, lambda due: clock_text(due, now)) + call_text(telephones)
    by_key, by_word = ("" if telephones.emergency else way for way in _WAYS)
    text, spoken = f"  !! {said}{by_key}", f"!! {said}{by_word}"
    return TextRow(text, TextStyle.ALERT, continuation_indent=5, spoken=spoken)
