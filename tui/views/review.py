"""The review before the end: what is missing, contradictory, set aside or noted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from data.session.report_origin import COMPLETED, FROM_REPORT, is_from_report
from data.wording.advice_words import NOTES, note_text
from data.wording.kinds import value_text
from engine.advice.interview import interview
from engine.model.answers import UNKNOWN, Value, known
from tui.rows.list_entries import Entry, entry, group, heading, told
from tui.rows.row import TextRow, TextStyle
from tui.state.interview_session import InterviewSession

NO_QUESTION: Final = "Its question does not apply now. The answer is kept."
_COMPLETE: Final = "Nothing is missing that could change the advice."


def review_entries(interview_session: InterviewSession) -> Iterator[Entry[str]]:
    """The points that a second reader would ask about; each leads to its question."""
    pathway, interview_state, state = (
        interview_session.compiled.pathway,
        interview_session.interview_state,
        interview_session.session.state,
    )
    findings = pathway.findings
    conflicts = [
        f"{c.says} Until that is resolved: {c.meanwhile}"
        for c in interview_session.advice.conflicts
    ]
    yield from _told("CONTRADICTIONS BETWEEN ANSWERS", conflicts, TextStyle.FAULT)
    drafts = [(key, findings[key].short) for key in interview_session.drafts]
    yield from _group("ENTERED, BUT NOT STORED AS AN ANSWER", drafts)
    carried = [
        (k, _valued(interview_session, k, v)) for k, v in state.proposals.items() if k in findings
    ]
    yield from _group("CARRIED FROM AN EARLIER SESSION, NOT CONFIRMED, NOT USED", carried)
    yield from _from_reports(interview_session)
    asked = [(question.key, question.ask) for question in interview_state.open]
    yield from _group("NOT ASKED YET, CAN CHANGE THE ADVICE", asked)
    doubted = list(_doubted(interview_session))
    yield from doubted
    unknown = [(key, findings[key].short) for key in _would_matter(interview_session)]
    yield from _group("ASKED, NOT KNOWN: AN ANSWER COULD CHANGE THE ADVICE", unknown)
    if not (asked or unknown or doubted):
        yield told(TextRow(_COMPLETE))
    aside = [
        (key, _valued(interview_session, key, value))
        for key, value in interview_state.set_aside.items()
    ]
    yield from _group("SET ASIDE: THE QUESTION DOES NOT APPLY NOW", aside)
    notes = [note_text(note.at, note.detail) for note in state.notes]
    yield from _told(NOTES.upper(), notes, TextStyle.PLAIN)


def _from_reports(interview_session: InterviewSession) -> Iterator[Entry[str]]:
    """The answers that were taken from a report, and those that one completed."""
    state = interview_session.session.state
    for origin, part in ((FROM_REPORT, False), (COMPLETED, True)):
        taken = [
            (key, _valued(interview_session, key, interview_session.answers[key]))
            for key, event in state.given.items()
            if is_from_report(event.detail) and key in interview_session.answers
            if (key in state.completed) is part
        ]
        yield from _group(origin.upper(), taken)


def _doubted(interview_session: InterviewSession) -> Iterator[Entry[str]]:
    """The answers in doubt, and the bounds that leave the advice open."""
    state = interview_session.interview_state
    doubts = [(found.key, found.says) for found in interview_session.doubts]
    yield from _group("NOT CONFIRMED: NOTHING THAT COULD HARM RESTS ON IT", doubts)
    bounds = [
        (key, _valued(interview_session, key, value))
        for key, value in state.given.items()
        if key in state.unsettled
    ]
    yield from _group("GIVEN AS A BOUND THAT DOES NOT SETTLE THE ADVICE: ENTER THE NUMBER", bounds)


def _valued(interview_session: InterviewSession, key: str, value: Value) -> str:
    finding = interview_session.compiled.pathway.findings[key]
    return f"{finding.short}: {value_text(finding, value)}"


def _would_matter(interview_session: InterviewSession) -> list[str]:
    """The findings that are not known and, if they were, could change the advice."""
    active = interview_session.interview_state.active
    still_open = {
        key for q in interview(interview_session.compiled, known(active)).open for key in q.findings
    }
    unknown = (key for key, value in active.items() if value == UNKNOWN)
    matters = still_open - interview_session.interview_state.unsettled
    return [key for key in unknown if key in matters]


def _group(title: str, items: Iterable[tuple[str, str]]) -> Iterator[Entry[str]]:
    yield from group(title, (entry(name, words) for name, words in items))


def _told(title: str, lines: Iterable[str], look: TextStyle) -> Iterator[Entry[str]]:
    """Lines to read, without a question to go to."""
    rows = [TextRow(f"  {words}", look) for words in lines]
    if rows:
        yield heading(title)
    yield from map(told, rows)
