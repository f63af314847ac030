"""Announcements of an interview session: pinned lines, and changes after an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from data.wording.phrases import NOT_KNOWN, REFUSAL, value_text
from engine.advice.comparison import compare
from engine.advice.decide import Advice
from engine.model.answers import UNKNOWN, Value
from engine.model.findings import Finding
from engine.model.pathway import Pathway
from engine.model.urgency import Urgency
from tui.state.interview_session import InterviewSession
from tui.views.advice_panel import spoken_advice


def pinned_lines(interview_session: InterviewSession) -> Iterator[str]:
    """The lines pinned to every page of an interview session, while they hold."""
    if interview_session.fault and not interview_session.read_only:
        yield interview_session.fault
    yield from interview_session.red_flags.lines
    if interview_session.advice.refused:
        yield REFUSAL
    for item in interview_session.advice.recommended:
        if item.urgency is Urgency.EMERGENCY:
            yield spoken_advice(item)


def change_lines(before: Advice, now: Advice) -> Iterator[str]:
    """The recommendations that an answer has added, removed or reclassified."""
    found = compare(before, now)
    yield from (f"Now advised: {spoken_advice(item)}" for item in found.gained)
    for pair in found.moved:
        was, item = pair.before.urgency, pair.after
        if was is not item.urgency:
            more = "More" if item.urgency < was else "Less"
            yield f"{more} urgent, before {was.name}: {spoken_advice(item)}"
    yield from (f"No longer advised: {spoken_advice(item)}" for item in found.lost)


def value_words(pathway: Pathway, key: str, value: Value) -> str:
    """A finding and its value: `Pain now (0-10): 7`."""
    finding = pathway.findings[key]
    return f"{finding.short}: {NOT_KNOWN if value == UNKNOWN else value_text(finding, value)}"


def named(findings: Iterable[Finding], part: str) -> list[Finding]:
    """The findings whose name contains some words; only the exact match if there is one."""
    sought = part.casefold()
    found = [finding for finding in findings if sought and sought in finding.short.casefold()]
    whole = [finding for finding in found if finding.short.casefold() == sought]
    return whole or found
