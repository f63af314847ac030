"""The review before the end: what is missing, contradictory, set aside or noted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from data.wording.phrases import NOTES, note_text, value_text
from engine.advice.interview import interview
from engine.model.answers import UNKNOWN, Value
from tui.rows.list_entries import Entry, entry, group, heading, told
from tui.rows.row import Look, Row
from tui.state.interview_session import Sitting

FINISHED: Final = "The session is finished; a changed answer opens it again."
NO_QUESTION: Final = "Its question does not apply now. The answer is kept."
_COMPLETE: Final = "Nothing is missing that could change the advice."


def review_entries(sitting: Sitting) -> Iterator[Entry[str]]:
    """What a second pair of eyes would ask about; each leads to its question."""
    pathway, standing, state = sitting.compiled.pathway, sitting.standing, sitting.session.state
    findings = pathway.findings
    conflicts = [
        f"{c.says} Until that is resolved: {c.meanwhile}" for c in sitting.advice.conflicts
    ]
    yield from _told("CONTRADICTIONS BETWEEN ANSWERS", conflicts, Look.FAULT)
    drafts = [(key, findings[key].short) for key in sitting.drafts]
    yield from _group("ENTERED, BUT NOT STORED AS AN ANSWER", drafts)
    carried = [(k, _valued(sitting, k, v)) for k, v in state.proposals.items() if k in findings]
    yield from _group("CARRIED FROM AN EARLIER SESSION, NOT CONFIRMED, NOT USED", carried)
    asked = [(question.key, question.ask) for question in standing.open]
    yield from _group("NOT ASKED YET, CAN CHANGE THE ADVICE", asked)
    unknown = [(key, findings[key].short) for key in _would_matter(sitting)]
    yield from _group("ASKED, NOT KNOWN: AN ANSWER COULD CHANGE THE ADVICE", unknown)
    if not asked and not unknown:
        yield told(Row(_COMPLETE))
    aside = [(key, _valued(sitting, key, value)) for key, value in standing.set_aside.items()]
    yield from _group("SET ASIDE: THE QUESTION DOES NOT APPLY NOW", aside)
    notes = [note_text(note.at, note.detail) for note in state.notes]
    yield from _told(NOTES.upper(), notes, Look.PLAIN)


def _valued(sitting: Sitting, key: str, value: Value) -> str:
    finding = sitting.compiled.pathway.findings[key]
    return f"{finding.short}: {value_text(finding, value)}"


def _would_matter(sitting: Sitting) -> list[str]:
    """The findings that are not known and, if they were, could change the advice."""
    active = sitting.standing.active
    known = {key: value for key, value in active.items() if value != UNKNOWN}
    still_open = {key for q in interview(sitting.compiled, known).open for key in q.findings}
    return [key for key, value in active.items() if value == UNKNOWN and key in still_open]


def _group(title: str, items: Iterable[tuple[str, str]]) -> Iterator[Entry[str]]:
    yield from group(title, (entry(name, words) for name, words in items))


def _told(title: str, lines: Iterable[str], look: Look) -> Iterator[Entry[str]]:
    """Lines to read, without a question to go to."""
    rows = [Row(f"  {words}", look, hang=2) for words in lines]
    if rows:
        yield heading(title)
    yield from map(told, rows)
