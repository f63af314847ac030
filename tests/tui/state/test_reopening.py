"""A finished session: nothing changes it before its user agreed to open it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pytest

from data.session.events import EventKind
from data.session.session import begin
from engine.diagram.compiler import Compiled
from engine.model.answers import UNKNOWN
from tests.support.plain_driver import NOON
from tui.state.action_events import FinishedError
from tui.state.autosave import SavesNothing
from tui.state.form_values import rest_values
from tui.state.interview_session import InterviewSession
from tui.state.report import ReportIntake

REPORT: Final = "MRI LUMBAR SPINE\n\nCompression fracture of L1 with marrow oedema.\n"


def _answer(session: InterviewSession) -> None:
    """Answer the current question that it is not known."""
    assert session.question is not None
    session.answer(dict.fromkeys(session.question.findings, UNKNOWN))


def _adopt(session: InterviewSession) -> None:
    scratch = session.scratch()
    _answer(scratch)
    session.adopt(scratch)


CHANGES: Final[dict[str, Callable[[InterviewSession], object]]] = {
    "answer": _answer,
    "rest": lambda s: s.answer_form(rest_values(s, UNKNOWN)),
    "undo": lambda s: s.undo(),
    "decision": lambda s: s.decide(next(iter(s.advice.codes)), EventKind.ACCEPTED, ""),
    "report": lambda s: ReportIntake(s, REPORT).take(),
    "report refused": lambda s: ReportIntake(s, REPORT).refuse(),
    "what if": _adopt,
}


@pytest.mark.parametrize("change", CHANGES)
def test_no_change_opens_a_finished_session_by_itself(compiled: Compiled, change: str) -> None:
    stored = begin(compiled.pathway, program="0", now=NOON, label="", practice=False)
    session = InterviewSession(compiled, stored, SavesNothing(), lambda: NOON, "0")
    _answer(session)
    session.finish()
    before = session.session.events
    with pytest.raises(FinishedError):
        CHANGES[change](session)
    assert session.session.events == before
    session.reopen()
    CHANGES[change](session)
    assert not session.session.finished
    session.finish()
    assert session.closed, "agreed once, not for good"


def test_notes_and_exports_leave_a_finished_session_finished(compiled: Compiled) -> None:
    stored = begin(compiled.pathway, program="0", now=NOON, label="", practice=False)
    session = InterviewSession(compiled, stored, SavesNothing(), lambda: NOON, "0")
    session.finish()
    session.note("Seen with the family.")
    session.exported("text")
    assert session.session.finished
