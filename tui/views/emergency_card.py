"""The emergency card: its name, its clock, whom to call, and what to do now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from data.session.emergency import Emergency, emergency
from data.text.dates import clock_text
from data.text.telephones import BLANK
from data.wording.phrases import decision_label
from engine.model.urgency import Urgency
from tui.rows.list_entries import Entry, Key, heading, told
from tui.rows.row import TextRow, TextStyle
from tui.state.interview_session import InterviewSession

_MOST: Final = 5
"""The most actions on a card; a reader in a hurry takes in no more."""


def emergency_card(
    interview_session: InterviewSession, telephone: str, now: datetime | None
) -> Iterator[Entry[Key]]:
    """The card of a session; nothing where no emergency is advised.

    Args:
        interview_session: whose advice.
        telephone: the number to call; empty for a blank.
        now: None where the clock is in doubt; the limit is said in words alone then.
    """
    page = interview_session.advice.page
    steps = [page.next_step] if page.next_step else []
    titles = [
        item.recommendation.title + _mark(interview_session, item.recommendation.code)
        for item in (*steps, *page.do_now, *page.more)
        if item.urgency is Urgency.EMERGENCY
    ]
    found = emergency(interview_session.compiled, interview_session.session) if titles else None
    if found is None:
        return
    yield heading(f"EMERGENCY CARD: {found.title}")
    call = f"Call {telephone or BLANK}."
    yield told(TextRow(f"  !! {_limit(found, now)}{call}", TextStyle.ALERT, continuation_indent=5))
    actions = "; ".join(titles[:_MOST])
    yield told(TextRow(f"  Do now: {actions}.", TextStyle.STRONG, continuation_indent=5))


def _limit(found: Emergency, now: datetime | None) -> str:
    """The time by which it is to be dealt with, in words and by the clock."""
    if found.due is None or now is None:
        return f"Limit: {found.within}. " if found.within else ""
    past = ", now past" * (found.due < now)
    return f"By {clock_text(found.due, now)}{past} ({found.within}). "


def _mark(interview_session: InterviewSession, code: str) -> str:
    """The decision on an action, after its title."""
    decision = interview_session.session.state.decisions.get(code)
    return f" [{decision_label(decision)}]" if decision else ""
