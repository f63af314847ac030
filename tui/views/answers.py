"""All answers: given, not known, set aside, carried, not asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from data.session.report_origin import COMPLETED, FROM_REPORT, is_from_report
from data.wording.kinds import open_bound, value_text
from engine.model.answers import UNKNOWN
from tui.rows.list_entries import Entry, entry, group
from tui.state.interview_session import InterviewSession

_NAME: Final = 32

ASIDE: Final = "Set aside: its question does not apply now. The answer is kept."
"""The words for an answer that leads to no question."""


def answer_entries(interview_session: InterviewSession) -> Iterator[Entry[str]]:
    """The findings by what is known of them; each leads to its question."""
    pathway, interview_state = interview_session.compiled.pathway, interview_session.interview_state
    matters = {key for question in interview_state.open for key in question.findings}
    asked = {key for question in interview_state.questions for key in question.findings}
    order = [key for key in pathway.findings if key in asked]
    carried = [k for k in pathway.findings if k in interview_session.proposals]
    left = [k for k in order if k not in interview_state.active and k not in carried]
    groups = {
        "Answered": [k for k in order if interview_state.active.get(k, UNKNOWN) != UNKNOWN],
        "Not known": [k for k in order if interview_state.active.get(k) == UNKNOWN],
        "Set aside: its question does not apply now": [
            k for k in pathway.findings if k in interview_state.set_aside
        ],
        "Carried from an earlier session, not confirmed, not used": carried,
        "Not asked, can still change the advice": [k for k in left if k in matters],
        "Not asked, cannot change the advice now": [k for k in left if k not in matters],
    }
    for title, keys in groups.items():
        yield from group(title, (_answer(interview_session, key) for key in keys))


def _answer(interview_session: InterviewSession, key: str) -> Entry[str]:
    finding = interview_session.compiled.pathway.findings[key]
    value = {**interview_session.proposals, **interview_session.answers}.get(key)
    words = "" if value is None else value_text(finding, value)
    if key in interview_session.interview_state.unsettled and value is not None:
        words = open_bound(finding, value)
    state = interview_session.session.state
    if (given := state.given.get(key)) is not None and is_from_report(given.detail):
        words = f"{words} ({COMPLETED if key in state.completed else FROM_REPORT})"
    spoken = f"{finding.short}: {words}" if words else finding.short
    return entry(key, f"{finding.short:<{_NAME}}{words}".rstrip(), hang=_NAME + 2, spoken=spoken)
