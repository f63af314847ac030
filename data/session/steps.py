"""The steps of a session as they are read back: the events of one action each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from data.session.events import MOVES, UNDOABLE, Event, EventKind

_PLACED: Final = {EventKind.PAUSED, EventKind.DRAFTED, EventKind.TYPED}


def steps(events: Iterable[Event]) -> Iterator[tuple[Event, ...]]:
    """The steps of a session: events that were made by one action."""
    step: list[Event] = []
    for event in events:
        if step and not event.joined:
            yield tuple(step)
            step = []
        step.append(event)
    if step:
        yield tuple(step)


def left(events: Sequence[Event]) -> tuple[str | None, dict[str, str]]:
    """The question at which the session was left, and the partial entry; undo restores neither."""
    last = next((e for e in reversed(events) if e.kind is not EventKind.ADVISED), None)
    placed = last is not None and last.kind in _PLACED
    paused = (last.question or last.finding) if last is not None and placed else None
    typed: dict[str, str] = {}
    for event in events:
        if event.kind is EventKind.TYPED and event.question is not None:
            typed[event.question] = event.detail
        elif typed and event.kind in MOVES:
            typed.pop(event.question or event.finding or "", None)
    return paused, typed


def last_undoable(done: Sequence[tuple[Event, ...]]) -> int | None:
    """The number of the last step that an undo takes back; None where there is none."""
    for number in reversed(range(len(done))):
        if any(event.kind in UNDOABLE for event in done[number]):
            return number
    return None


def place(step: Iterable[Event]) -> str | None:
    """The question that a step was made at, if it was made at one."""
    places = [event.question or event.finding for event in step if event.kind in MOVES]
    return places[-1] if places else None
