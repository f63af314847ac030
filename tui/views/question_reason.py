"""The reason of a question, and the changes that an answer would bring now."""

from __future__ import annotations

from collections.abc import Iterator

from engine.advice.decide import Advice, decide
from engine.advice.interview import Question
from engine.diagram.sample_values import by_position
from tui.rows.row import TextRow, TextStyle
from tui.state.interview_session import InterviewSession

_SHOWN = 6


def why_rows(interview_session: InterviewSession) -> Iterator[TextRow]:
    """The reasons of the current question, then the recommendations that depend on it."""
    question = interview_session.question
    if question is None:
        return
    pathway = interview_session.compiled.pathway
    checklist = question.key in pathway.checklists
    for key in question.findings:
        finding = pathway.findings[key]
        yield TextRow(
            f"{finding.short}: {finding.why}" if checklist else finding.why, continuation_indent=2
        )
    changes = _changes(interview_session, question)
    if changes:
        yield TextRow("One answer here would bring in or take out:", TextStyle.STRONG)
        for words in changes[:_SHOWN]:
            yield TextRow(f"- {words}", continuation_indent=2)
        if len(changes) > _SHOWN:
            yield TextRow(f"+ {len(changes) - _SHOWN} more")
    else:
        yield TextRow(
            "It changes the advice only together with answers that are still open.",
            continuation_indent=2,
        )


def _changes(interview_session: InterviewSession, question: Question) -> list[str]:
    """The advice that comes or goes with one answer, the others unchanged."""
    compiled, active = interview_session.compiled, interview_session.interview_state.active
    before = _said(interview_session.advice)
    domains = {domain.key: domain for domain in compiled.domains}
    changed: dict[str, None] = {}
    for key in question.findings:
        finding = compiled.pathway.findings[key]
        domain = domains.get(key)
        for value in by_position(finding, domain).values() if domain else ():
            after = _said(decide(compiled, {**active, key: value}))
            changed.update(dict.fromkeys(words for words in before if words not in after))
            changed.update(dict.fromkeys(words for words in after if words not in before))
    return list(changed)


def _said(advice: Advice) -> dict[str, None]:
    """All that an advice says, the recommendations first and the most urgent of them first."""
    titles = (item.recommendation.title for item in advice.recommended)
    remarks = (f"Remark: {remark.says}" for remark in advice.remarks)
    return dict.fromkeys((*titles, *remarks))
