"""The events that one action of the user adds to a session."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from data.session.events import UNDOABLE, Edition, Event, EventKind, answer
from data.session.session import Session, State
from data.session.value_age import carried_day
from data.text.dates import day_text
from engine.advice.decide import Advice
from engine.advice.interview import Interview, Question
from engine.model.answers import UNKNOWN, Answers, Value
from engine.model.pathway import Pathway
from tui.state.partial_entry import CARRIED


class FinishedError(Exception):
    """A change of a finished session to whose reopening nobody has agreed."""


def answering(
    pathway: Pathway,
    asked: Sequence[Question],
    values: Mapping[str, Value],
    now: datetime,
    typed: str,
    before: Mapping[str, Event],
) -> list[Event]:
    """The answers to some questions, each in the words that it was asked in, and what they settle.

    Args:
        pathway: what the questions belong to.
        asked: the current one, or those that one key answers.
        values: the values by finding key.
        now: the time of day.
        typed: what was typed, where it was converted from another unit.
        before: the answers so far.
    """
    lines = {i.finding: i.says for one in pathway.checklists.values() for i in one.items}
    by_key = {key: question for question in asked for key in question.findings}
    answered = [
        answer(
            key,
            value,
            now,
            question=by_key[key].key if by_key[key].key in pathway.checklists else None,
            asked=lines.get(key, by_key[key].ask),
            typed=typed,
        )
        for key, value in values.items()
    ]
    return [*answered, *_settled(pathway, values, before, now)]


def _settled(
    pathway: Pathway, values: Mapping[str, Value], before: Mapping[str, Event], now: datetime
) -> Iterator[Event]:
    """Answers that others hold already, and the end of those that the answers before held."""
    settles = {key: by for form in pathway.forms.values() for key, by in form.settles.items()}
    for asked in values.keys() & settles.keys():
        held = settles[asked].get(str(values[asked]), {})
        for key, event in before.items():
            if event.question == asked and key not in held:
                yield Event(EventKind.CLEARED, now, key, question=asked)
        for key, value in held.items():
            if key not in before and key not in values:
                yield answer(key, value, now, question=asked, asked=pathway.findings[key].ask)


def applied(answers: Answers, events: Iterable[Event]) -> dict[str, Value]:
    """The answers after some events."""
    after = dict(answers)
    for event in events:
        after.pop(event.finding or "", None)
        if event.finding and event.kind is not EventKind.CLEARED:
            after[event.finding] = UNKNOWN if event.value is None else event.value
    return after


def confirming(
    given: Sequence[Event], proposals: Mapping[str, Value], events: Sequence[Event]
) -> list[Event]:
    """The answers, each that repeats a proposal as its confirmation."""
    proposed = (event for event in events if event.kind is EventKind.PREFILLED)
    origins = {event.finding: event.detail for event in proposed}
    return [
        replace(said, kind=EventKind.CONFIRMED, detail=origins[said.finding])
        if said.value is not None and proposals.get(said.finding or "") == said.value
        else said
        for said in given
    ]


def settling(
    pathway: Pathway, key: str, value: Value, origin: str, now: datetime, *, taken: bool
) -> list[Event]:
    """A proposal from a report, and that it was taken or refused.

    Args:
        pathway: what the finding belongs to.
        key: the key of the finding.
        value: the value as proposed.
        origin: where it comes from, by `data.session.report_origin`.
        now: the time of day.
        taken: whether it is an answer from now on.
    """
    proposed = Event(EventKind.PREFILLED, now, key, value, detail=origin)
    if not taken:
        return [proposed, Event(EventKind.REFUSED, now, key, detail=origin)]
    asked = pathway.findings[key].ask
    return [proposed, Event(EventKind.CONFIRMED, now, key, value, asked=asked, detail=origin)]


def moving(
    before: Interview, after: Interview, given: Mapping[str, Value], now: datetime
) -> list[Event]:
    """The answers that other answers set aside or restore."""
    return [
        Event(kind, now, key)
        for kind, keys in (
            (EventKind.SET_ASIDE, after.set_aside.keys() - before.set_aside.keys()),
            (EventKind.RESTORED, before.set_aside.keys() - after.set_aside.keys()),
        )
        for key in sorted(keys - given.keys())
    ]


def reopening(session: Session, state: State, today: Edition, now: datetime) -> list[Event]:
    """The event that a session continues after its end, or under other content."""
    edition = state.edition or session.first_edition
    same = replace(edition, program=today.program) == today
    return [] if same and not state.finished else [Event(EventKind.REOPENED, now, edition=today)]


def advising(state: State, advice: Advice, today: Edition, now: datetime) -> list[Event]:
    """The event that stores the advice of this content, unless it is stored already."""
    codes, kept = advice.codes, state.advised
    if kept and kept.codes == codes and kept.edition == today:
        return []
    return [Event(EventKind.ADVISED, now, edition=today, codes=codes)]


def places(step: Iterable[Event]) -> list[str]:
    """The questions that a step answered, in its order; several where one key answered a form."""
    of = [event.question or event.finding for event in step if event.kind in UNDOABLE]
    return list(dict.fromkeys(filter(None, of)))


def undone(pathway: Pathway, step: Sequence[Event]) -> str:
    """The question of an undone answer, or another undone step, in words."""
    made = [event for event in step if event.kind in UNDOABLE]
    event, count = made[0], len(made)
    if event.recommendation is not None and count > 1:
        return f"{count} recommendations {event.kind.value}"
    if len(places(step)) > 1:
        return f"{count} answers stored as one"
    if event.finding is not None:
        checklist = pathway.checklists.get(event.question or "")
        return checklist.ask if checklist else event.asked
    if event.result is not None:
        return f"the end of waiting for a result: {event.detail}"
    if event.recommendation is None:
        return f"the note: {event.detail}"
    known = pathway.recommendations.get(event.recommendation)
    return f"{event.kind.value}: {known.title if known else event.recommendation}"


def carried_notes(events: Iterable[Event], keys: Collection[str]) -> dict[str, str]:
    """The note on each carried value, with the day of the session that it comes from."""
    notes = dict.fromkeys(keys, CARRIED)
    for event in events:
        if event.kind is EventKind.PREFILLED and event.finding in notes:
            day = carried_day(event.detail)
            said = f"carried from {day_text(day)}, not confirmed" if day else CARRIED
            notes[event.finding] = said
    return notes
