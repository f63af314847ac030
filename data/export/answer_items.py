"""The answers of a session as exports list them: known, not known, open, and set aside."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from data.input.kinds import is_legal
from data.session.events import Event, EventKind
from data.session.report_origin import COMPLETED, FROM_REPORT, is_from_report
from data.session.session import State
from data.wording.kinds import open_bound, value_text
from engine.advice.interview import Interview
from engine.model.answers import UNKNOWN, Answers
from engine.model.findings import Finding
from engine.model.pathway import Pathway


@dataclass(frozen=True, slots=True)
class AnswerItem:
    """A finding and what is known of it.

    Attributes:
        name: the finding's short name.
        value: the answer in words; empty when there is none.
        note: how the answer came about, where a reader needs it.
    """

    finding: str
    name: str
    value: str
    note: str = ""


def known_items(pathway: Pathway, state: State, interview: Interview) -> Iterator[AnswerItem]:
    """The answers that are known and count."""
    known = {k: v for k, v in interview.given.items() if interview.active[k] != UNKNOWN}
    return _answers(pathway, state, known, interview.unsettled)


def unknown_items(pathway: Pathway, state: State, interview: Interview) -> Iterator[AnswerItem]:
    """The questions whose answer is not known, or is a bound that decides nothing."""
    unknown = {k: v for k, v in interview.given.items() if interview.active[k] == UNKNOWN}
    return _answers(pathway, state, unknown, interview.unsettled)


def set_aside_items(pathway: Pathway, state: State, active: Answers) -> Iterator[AnswerItem]:
    """The answers that are not used, as their question does not apply."""
    return _answers(pathway, state, {k: v for k, v in state.answers.items() if k not in active})


def open_items(pathway: Pathway, state: State, interview: Interview) -> Iterator[AnswerItem]:
    """The questions that apply, could still change the advice, and have no answer."""
    for question in interview.open:
        for key in question.findings:
            if key not in interview.active:
                yield AnswerItem(key, pathway.findings[key].short, "", _why_open(key, state))


def _answers(
    pathway: Pathway, state: State, answers: Answers, unsettled: Collection[str] = ()
) -> Iterator[AnswerItem]:
    """The answers in questionnaire order, then those whose finding is gone from the content."""
    known = [key for key in pathway.findings if key in answers]
    for key in known + sorted(answers.keys() - pathway.findings.keys()):
        finding, value = pathway.findings.get(key), answers[key]
        note = _history(finding, state.given[key], part=key in state.completed)
        if finding is None:
            yield AnswerItem(key, key, str(value), note or "no longer asked")
        elif key in unsettled:
            yield AnswerItem(key, finding.short, open_bound(finding, value), note)
        elif is_legal(finding, value):
            yield AnswerItem(key, finding.short, value_text(finding, value), note)
        else:
            yield AnswerItem(key, finding.short, str(value), note or "no longer a legal answer")


def _history(finding: Finding | None, event: Event, *, part: bool) -> str:
    """The origin of an answer, as far as a reader needs it; `part` where a report completed it."""
    notes = []
    if event.kind is EventKind.CONFIRMED and is_from_report(event.detail):
        notes.append(COMPLETED if part else FROM_REPORT)
    elif event.kind is EventKind.CONFIRMED:
        notes.append("confirmed by the user" + (f", from: {event.detail}" if event.detail else ""))
    if event.kind is EventKind.ANSWERED and event.detail:
        notes.append(f"entered as {event.detail}")
    asked_now = finding.ask if finding else ""
    if event.asked and event.question is None and event.asked != asked_now:
        notes.append(f"asked as: {event.asked}")
    return "; ".join(notes)


def _why_open(key: str, state: State) -> str:
    if key in state.drafts:
        return "entered, but not stored as an answer"
    if key in state.proposals:
        return "a proposed value was not confirmed"
    return "its earlier answer is set aside" if key in state.answers else ""
