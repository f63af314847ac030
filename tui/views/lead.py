"""The lead: the next step, and what comes before it: urgent questions, carried answers."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from data.session.events import EventKind
from data.session.value_age import carried_day
from data.text.dates import day_text
from engine.advice.checked import checked_advice
from engine.advice.decide import Advice
from engine.advice.page import DO_NOW_MOST, Page, next_step
from engine.advice.reasons import Known
from engine.advice.recommended import Recommended
from engine.model.urgency import Urgency
from tui.state.interview_session import InterviewSession
from tui.state.progress import unasked


@dataclass(frozen=True, slots=True)
class Lead:
    """The step that leads, and what comes before it.

    Attributes:
        step: None where nothing is to be done.
        questions: the demands for urgent questions that are about to be asked.
        confirm: the carried answers with which another step would lead, in words.
    """

    step: Recommended | None
    questions: Sequence[Recommended] = ()
    confirm: str = ""

    @property
    def opening(self) -> str:
        """The words before the step; empty where the step comes first."""
        questions = ["answer the urgent questions,"] * bool(self.questions)
        said = " ".join([*questions, *([f"confirm {self.confirm},"] * bool(self.confirm))])
        return said[:1].upper() + said[1:]

    @property
    def after(self) -> str:
        """The word between what comes before the step and the step."""
        return "otherwise" if self.confirm else "then"


def lead(interview_session: InterviewSession) -> Lead:
    """The lead of a session.

    Nobody confirmed what is carried, so the advice rests on none of it: it may order again what
    was done. Where another step would lead with what is carried, that is to be confirmed first.
    An urgent step waits for nothing.
    """
    finished = interview_session.session.finished
    asked = set[str]() if finished else unasked(interview_session.interview_state)
    found = _lead(interview_session.advice, asked)
    waiting = interview_session.proposals.keys() - interview_session.answers.keys()
    step = found.step
    if not waiting or step is None or step.urgency <= Urgency.URGENT:
        return found
    supposed = {**interview_session.proposals, **interview_session.answers}
    state = interview_session.order.state(supposed)
    advice = checked_advice(interview_session.compiled, state.active, state.closed)
    would = _lead(advice, unasked(state)).step
    if would is None or would.code == step.code:
        return found
    return Lead(step, found.questions, _waiting_words(interview_session, step, waiting))


def leading_page(interview_session: InterviewSession) -> tuple[Page, Lead]:
    """The page with the step that leads, and the lead; demands for questions are to be done."""
    page, leads = interview_session.advice.page, lead(interview_session)
    if not leads.questions:
        return page, leads
    every = (*((page.next_step,) if page.next_step else ()), *page.do_now, *page.more)
    now = tuple(item for item in every if item is not leads.step)
    beside = tuple(item for item in page.alongside if item is not leads.step)
    moved = {"do_now": now[:DO_NOW_MOST], "more": now[DO_NOW_MOST:], "alongside": beside}
    return replace(page, next_step=leads.step, **moved), leads


def _lead(advice: Advice, asked: Set[str]) -> Lead:
    """The step that leads, and the urgent questions before it that are about to be asked.

    Such questions come and go with each answer; the step after them stays the same. Where
    something else is urgent too, or answers contradict each other, that needs the lines.
    """
    urgent = [item for item in advice.recommended if item.urgency <= Urgency.URGENT]
    before = [item for item in urgent if item.awaits and item.awaits <= asked]
    then = next_step(item for item in advice.recommended if item not in before)
    alone = len(before) == len(urgent) and not advice.conflicts
    return Lead(then, before) if then and before and alone else Lead(advice.page.next_step)


def _waiting_words(
    interview_session: InterviewSession, step: Recommended, waiting: Set[str]
) -> str:
    """Carried answers with their day; by name where the step rests on their being not known."""
    rests = {one.finding for one in step.because if isinstance(one, Known)} & waiting
    named = [
        f.short for f in interview_session.compiled.pathway.findings.values() if f.key in rests
    ]
    about = rests or waiting
    days = {
        carried_day(event.detail)
        for event in interview_session.session.events
        if event.kind is EventKind.PREFILLED and event.finding in about
    }
    of = " and ".join(day_text(day) for day in sorted(filter(None, days)))
    return f"{' and '.join(named) or 'the carried answers'}{f' ({of})' * bool(of)}"
