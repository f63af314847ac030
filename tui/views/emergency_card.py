"""The emergency card: its name, its clock, whom to call, and what to do now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from data.session.emergency import emergency
from data.text.dates import clock_text
from data.text.telephones import Telephones
from data.wording.advice_words import decision_label
from data.wording.emergency import call_text, limit_text
from engine.model.urgency import Urgency
from tui.rows.list_entries import Entry, Key, heading, told
from tui.rows.row import TextRow, TextStyle
from tui.state.interview_session import InterviewSession

_MOST: Final = 5
"""The most actions on a card; a reader in a hurry takes in no more."""


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
    page = interview_session.advice.page
    steps = [page.next_step] if page.next_step else []
    titles = [
        item.recommendation.title + _mark(interview_session, item.code)
        for item in (*steps, *page.do_now, *page.more)
        if item.urgency is Urgency.EMERGENCY
    ]
    found = emergency(interview_session.compiled, interview_session.session)
    yield heading(f"EMERGENCY CARD: {found.title if found else ''}")
    yield told(clock)
    actions = "; ".join(titles[:_MOST])
    yield told(TextRow(f"  Do now: {actions}.", TextStyle.STRONG, continuation_indent=5))


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
    return TextRow(f"  !! {said}", TextStyle.ALERT, continuation_indent=5)


def _mark(interview_session: InterviewSession, code: str) -> str:
    """The decision on an action, after its title."""
    decision = interview_session.session.state.decisions.get(code)
    return f" [{decision_label(decision)}]" if decision else ""
