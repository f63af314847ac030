"""Announcements of an interview session: its pinned lines, and findings by their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from data.wording.advice_words import REFUSAL
from engine.model.findings import Finding
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


def named(findings: Iterable[Finding], part: str) -> list[Finding]:
    """The findings whose name contains some words; only the exact match if there is one."""
    sought = part.casefold()
    found = [finding for finding in findings if sought and sought in finding.short.casefold()]
    whole = [finding for finding in found if finding.short.casefold() == sought]
    return whole or found
