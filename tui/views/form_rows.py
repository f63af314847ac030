"""The questions of a form around the current one: the answered ones and the next ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.wording.kinds import value_parts
from engine.advice.interview import Question
from engine.model.answers import Value
from engine.model.pathway import Pathway
from tui.forms.level_reading import reading_words
from tui.keys.keys import key_of
from tui.rows.row import BLANK, TextRow, TextStyle, layout
from tui.state.form_values import carried_values, rest_keys
from tui.state.interview_session import InterviewSession
from tui.views import page_texts
from tui.views.answer_echo import stored_parts, stored_words, whole_parts

_ANSWER = "the answer"
"""The page that comes where the first contact ends; its key for the questions goes on."""

_NAME = 30

_PAST = 2
"""Answered questions above the current one, so that it stays at its place from one to the next."""

_SPARE = 14
"""Lines left free below a form from which on more of them are shown."""


@dataclass(frozen=True, slots=True)
class Around:
    """The lines above and below a question, and the questions that they show."""

    before: Sequence[TextRow] = ()
    after: Sequence[TextRow] = ()
    shown: frozenset[str] = frozenset()


def around(interview_session: InterviewSession, width: int, room: int, *, alone: bool) -> Around:
    """The questions of the form at hand around the current one, as there is room for them.

    Args:
        interview_session: the session, at a question.
        width: the width of a line, in columns.
        room: lines that are free.
        alone: whether what comes after it is shown only where there is much room.
    """
    question, order = interview_session.question, interview_session.order
    form = order.form_of(question)
    if question is None or form is None or room <= 0:
        return Around(shown=frozenset({question.key} if question else ()))
    state = interview_session.interview_state
    others = [q for q in order.shown(state, form) if q.key != question.key]
    later = [q for q in others if form.asks.index(q.key) > form.asks.index(question.key)]
    earlier = [q for q in others if q not in later]
    ends = _ends(interview_session, question)[:room]
    if alone:
        later, ends = later if room > _SPARE else [], []
    room -= len(ends)
    above = min(len(earlier), room, max(_PAST, room - len(later) - _SPARE))
    before = {q.key: _line(interview_session, q, width) for q in earlier}
    while len(layout(before.values(), width)) > above:
        before.pop(next(iter(before)))
    above = len(layout(before.values(), width))
    following = {q.key: _line(interview_session, q, width) for q in later}
    carried = carried_values(interview_session)
    plain = [q.key for q in later if carried.keys().isdisjoint(q.findings)]
    while len(layout(following.values(), width)) > room - above:
        following.pop(plain.pop() if plain else [*following][-1])
    after = [*following.values(), *ends]
    gap = [BLANK] * bool(after and len(layout(following.values(), width)) < room - above)
    return Around(
        [*before.values()],
        [*gap, *after],
        frozenset({*before, question.key, *following}),
    )


def _ends(interview_session: InterviewSession, question: Question) -> list[TextRow]:
    """The key for the rest of the form, and the form that is asked next.

    The next form stands behind the key that leaves the form. No key leaves one that asks for
    carried answers and for others. Where all that is open is carried, no key stores a rest.
    """
    order, state = interview_session.order, interview_session.interview_state
    form = order.form_of(question)
    rows = []
    waiting = order.waiting(state, question)
    answers, proposals = interview_session.answers, interview_session.proposals
    asked = {key for q in waiting for key in q.findings} - answers.keys()
    if asked - proposals.keys():
        for action, (_, words) in rest_keys(form).items():
            rows.append(TextRow(f"  {key_of('interview', action):<6}{words}"))
    carried = carried_values(interview_session)
    if len(carried) > 1:
        words = "confirm all that is carried into this form"
        rows.append(TextRow(f"  {key_of('interview', 'carried'):<6}{words}"))
    following = order.next_form(state, question)
    ends = form is not None and order.ends(state, form)
    if ends or following is not None:
        then = f"then: {following.title if following else _ANSWER}"
        stays = asked - carried.keys() if len(carried) > 1 else asked & proposals.keys()
        last = rows.pop().text if rows and not stays else ""
        rows.append(TextRow(f"{last}; {then}") if last else TextRow(f"  {then}", TextStyle.QUIET))
    return rows


def nothing_left(interview_session: InterviewSession) -> str:
    """Say why a key for all of the form at hand has nothing to store."""
    if carried_values(interview_session):
        return page_texts.ONLY_CARRIED
    state, order = interview_session.interview_state, interview_session.order
    carried = interview_session.proposals.keys() - interview_session.answers.keys()
    asked = order.waiting(state, interview_session.question)
    partly = any(not carried.isdisjoint(question.findings) for question in asked)
    return page_texts.PARTLY_CARRIED if partly else page_texts.NOTHING_CARRIED


def _line(interview_session: InterviewSession, question: Question, width: int) -> TextRow:
    """A question by its name, with its answer; nothing stands beside an open one."""
    pathway, answers = interview_session.compiled.pathway, interview_session.answers
    known = {key: answers[key] for key in question.findings if key in answers}
    parts: Sequence[str] = []
    if question.key in pathway.checklists:
        name, parts = question.ask, stored_parts(pathway, known) if known else parts
    else:
        finding = pathway.findings[question.key]
        name = finding.short
        parts = value_parts(finding, known[question.key]) if known else parts
    proposed = interview_session.proposals
    carried = not known and all(key in proposed for key in question.findings)
    if carried:
        says = _carried_words(pathway, {key: proposed[key] for key in question.findings})
        parts = [f"{says} (carried, not confirmed)"]
    look = TextStyle.PLAIN if known else TextStyle.QUIET
    words = whole_parts(f"  {name:<{_NAME}}  ", parts, width).rstrip()
    return TextRow(words, look, continuation_indent=_NAME + 4)


def _carried_words(pathway: Pathway, values: Mapping[str, Value]) -> str:
    """Carried values in words; of levels what they show, and how many signs are excluded."""
    ((key, value), *others) = values.items()
    if isinstance(value, tuple) and value and not others:
        read = (f"{one['level']}: {reading_words(pathway.findings[key], one)}" for one in value)
        return "; ".join(read)
    says = stored_words(pathway, values)
    return says.partition(": ")[2] or says
