"""The earlier session of a follow-up: its patient, day and next step, and its answers."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from data.session.awaited_results import awaited
from data.session.value_age import known_since
from data.text.dates import day_text
from engine.advice.interview import Question
from tui.rows.row import TextRow, TextStyle
from tui.state.interview_session import InterviewSession
from tui.state.workspace import Workspace
from tui.views.answer_echo import stored_parts, whole_parts


def follow_up_words(workspace: Workspace, interview_session: InterviewSession) -> str:
    """The earlier session, its next step and its awaited results; empty for a first session."""
    before = interview_session.before
    if before is None:
        return ""
    session = before.session
    of = f"{session.label}, session {session.id}" if session.label else f"session {session.id}"
    step = before.advice.page.next_step
    said = f" Next step then: {step.recommendation.title}." if step else ""
    waits = awaited(before.compiled, workspace.content.results, session)
    titles = ", ".join(dict.fromkeys(item.title for item in waits))
    day = day_text(session.created)
    return f"Follow-up of {of}, of {day}.{said}" + (f" Awaited: {titles}." if titles else "")


def last_time(
    interview_session: InterviewSession, question: Question, width: int | None = None
) -> Iterator[TextRow]:
    """The answers of the earlier session to a question that is asked anew; all without a width."""
    before = interview_session.before
    if before is None or question.findings[0] in interview_session.proposals:
        return
    active = before.interview_state.given
    known = {key: active[key] for key in question.findings if key in active}
    if known:
        parts = stored_parts(interview_session.compiled.pathway, known)
        given = before.session.state.given
        days = {day_text(known_since(given[key])) for key in known if key in given}
        when = f" ({days.pop()})" if len(days) == 1 else ""
        head = f"  Last time{when}: "
        shown = whole_parts(head, parts, width or sys.maxsize, "")
        yield TextRow(shown, TextStyle.QUIET)
