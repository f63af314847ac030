"""The events of a session, each with its time and the words of the question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from data.text.outside_text import one_line
from engine.model.answers import UNKNOWN, Bound, Value

WORDS_LENGTH: Final = 1000
PERSON_LENGTH: Final = 80
LARGEST_NUMBER: Final = 10**15


class EventKind(StrEnum):
    """Kinds of events.

    A PREFILLED value is a proposal and no answer until it is CONFIRMED; a REFUSED one is none, and
    the answer before it stays. SET_ASIDE and RESTORED
    record that a question stopped applying or applies again; the answer itself stays. UNDONE
    takes back the last step that is not taken back yet. A recommendation is ACCEPTED, DECLINED
    (not followed) or OVERRIDDEN (something else is done, or it is done though it is withheld).
    NOTED is the user's own words, PAUSED that the session was left at a question. DRAFTED is a
    value that is entered there and is no answer yet; TYPED a partial entry: figures, ticks,
    part of a level. CONTINUED names the session of the same patient that this one goes on from,
    PRACTISED says that it is about no patient, FOCUSED what it asks about. ADVISED keeps what the
    pathway advised when the session was finished, exported or left, as later content may advise
    otherwise. DROPPED says that an awaited result is not waited for any more.
    """

    ANSWERED = "answered"
    SET_UNKNOWN = "set_unknown"
    CLEARED = "cleared"
    SET_ASIDE = "set_aside"
    RESTORED = "restored"
    PREFILLED = "prefilled"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    OVERRIDDEN = "overridden"
    UNDONE = "undone"
    EXPORTED = "exported"
    ADVISED = "advised"
    FINISHED = "finished"
    REOPENED = "reopened"
    NOTED = "noted"
    PAUSED = "paused"
    DRAFTED = "drafted"
    TYPED = "typed"
    CONTINUED = "continued"
    PRACTISED = "practised"
    DROPPED = "dropped"
    FOCUSED = "focused"


_SAID: Final = {EventKind.ANSWERED, EventKind.PREFILLED, EventKind.CONFIRMED}
_WITH_VALUE: Final = _SAID | {EventKind.DRAFTED}
MOVES: Final = _SAID | {EventKind.SET_UNKNOWN, EventKind.CLEARED}
_WITH_FINDING: Final = MOVES | {
    EventKind.SET_ASIDE,
    EventKind.RESTORED,
    EventKind.DRAFTED,
    EventKind.REFUSED,
}
WHOLE: Final = "whole"
"""The detail of a FOCUSED that asks about all of the pathway again."""
DECISIONS: Final = {EventKind.ACCEPTED, EventKind.DECLINED, EventKind.OVERRIDDEN}
ANSWERS: Final = MOVES - {EventKind.PREFILLED}
UNDOABLE: Final = ANSWERS | DECISIONS | {EventKind.NOTED, EventKind.DROPPED}
"""The kinds that a person gives, so that undo takes them back and they can name the person."""
_WITH_DETAIL: Final = {
    EventKind.DECLINED: "reason",
    EventKind.OVERRIDDEN: "reason",
    EventKind.DROPPED: "reason",
    EventKind.NOTED: "words",
    EventKind.TYPED: "words",
    EventKind.CONTINUED: "session",
    EventKind.FOCUSED: "focus",
}
_WITH_EDITION: Final = {EventKind.REOPENED, EventKind.ADVISED}


@dataclass(frozen=True, slots=True)
class Edition:
    """The content and the program that something was said under."""

    pathway_id: str
    version: str
    digest: str
    program: str

    def __post_init__(self) -> None:
        """Refuse names that would not come back unchanged from the file."""
        for word in (self.pathway_id, self.version, self.digest, self.program):
            require_word(word)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened in a session.

    Attributes:
        at: when, in UTC; a time without a zone is refused.
        finding: key of the finding it is about.
        value: the answer given, proposed or confirmed.
        question: key of the screen that asked, when it is a checklist and not the finding itself;
            for PAUSED and TYPED that of the question.
        asked: the wording in which the question was asked.
        recommendation: code of the recommendation that was decided on.
        result: key of the awaited result that is dropped.
        detail: the reason for a decision, the format of an export, the origin of a proposal,
            the words of a note, the id of an earlier session, what was typed where an answer
            was converted from another unit, or a partial entry, as the form writes it.
        edition: for REOPENED, what the later events were made under; for ADVISED, what advised.
        codes: for ADVISED, the codes of the recommendations that held, in order.
        joined: whether it belongs to the same step as the event before it.
        by: initials and role of who answered, decided or noted; empty where not stated.

    Raises:
        ValueError: when the kind lacks what it needs or the value cannot be stored.
    """

    kind: EventKind
    at: datetime
    finding: str | None = None
    value: Value | None = None
    question: str | None = None
    asked: str = ""
    recommendation: str | None = None
    result: str | None = None
    detail: str = ""
    edition: Edition | None = None
    joined: bool = False
    codes: tuple[str, ...] | None = None
    by: str = ""

    def __post_init__(self) -> None:
        """Clean the words; refuse values that could not be read back."""
        if self.at.tzinfo is None:
            raise ValueError("the time of an event needs a time zone")
        object.__setattr__(self, "at", self.at.astimezone(UTC))
        object.__setattr__(self, "asked", one_line(self.asked, WORDS_LENGTH))
        object.__setattr__(self, "detail", one_line(self.detail, WORDS_LENGTH))
        object.__setattr__(self, "by", one_line(self.by, PERSON_LENGTH))
        _require_parts(self)
        if self.value is not None:
            require_storable(self.value)


def _require_parts(event: Event) -> None:
    kind = event.kind
    for name, part, kinds in (
        ("finding", event.finding, _WITH_FINDING),
        ("value", event.value, _WITH_VALUE),
        ("recommendation", event.recommendation, DECISIONS),
        ("result", event.result, {EventKind.DROPPED}),
        ("edition", event.edition, _WITH_EDITION),
        ("codes", event.codes, {EventKind.ADVISED}),
    ):
        if part is None and kind in kinds:
            raise ValueError(f"an event '{kind}' needs its {name}")
        if part is not None and kind not in kinds:
            raise ValueError(f"an event '{kind}' has no {name}")
    if kind in _WITH_DETAIL and not event.detail:
        raise ValueError(f"an event '{kind}' needs its {_WITH_DETAIL[kind]}")
    if event.by and kind not in UNDOABLE:
        raise ValueError(f"an event '{kind}' is by nobody")
    if kind is EventKind.TYPED and event.question is None:
        raise ValueError(f"an event '{kind}' needs its question")
    if kind in _WITH_VALUE and event.value == UNKNOWN:
        raise ValueError(f"'{UNKNOWN}' is recorded as '{EventKind.SET_UNKNOWN}'")
    named = (event.finding, event.question, event.recommendation, event.result)
    for key in (*named, *(event.codes or ())):
        if key is not None:
            require_word(key)


def require_storable(value: Value) -> None:
    """Refuse a value that would not come back unchanged from the file.

    Raises:
        ValueError: for NaN, infinity, huge numbers, empty or unclean words.
    """
    if isinstance(value, str):
        require_word(value)
    elif isinstance(value, bool):
        raise ValueError("an answer is 'yes' or 'no', not true or false")
    elif isinstance(value, int | float):
        number = value.limit if isinstance(value, Bound) else value
        if not abs(number) <= LARGEST_NUMBER:  # NaN compares false
            raise ValueError("the number is not finite or is too large")
    elif isinstance(value, frozenset):
        for choice in value:
            require_word(choice)
    else:
        for reading in value:
            for name, part in reading.items():
                require_word(name)
                require_storable(part)


def require_word(word: object) -> None:
    """Refuse what is not a name: one line of printable text.

    Raises:
        ValueError: for anything else.
    """
    if not isinstance(word, str) or not word or one_line(word, WORDS_LENGTH) != word:
        raise ValueError("a name or a choice is one line of printable text")


def answer(
    finding: str,
    value: Value,
    at: datetime,
    *,
    question: str | None = None,
    asked: str = "",
    typed: str = "",
) -> Event:
    """The event for an answer: SET_UNKNOWN when the value is UNKNOWN, else ANSWERED.

    Args:
        finding: its key.
        value: in the finding's own unit.
        at: when it was given.
        question: key of the checklist that asked, if one did.
        asked: the wording in which it was asked.
        typed: what was typed, where it was converted from another unit.
    """
    if value == UNKNOWN:
        return Event(EventKind.SET_UNKNOWN, at, finding, question=question, asked=asked)
    return Event(
        EventKind.ANSWERED, at, finding, value, question=question, asked=asked, detail=typed
    )


def signed(events: Iterable[Event], person: str) -> list[Event]:
    """The events with the name of a person at those that a person gives, unless they have one."""
    return [
        replace(event, by=event.by or person) if event.kind in UNDOABLE else event
        for event in events
    ]


def one_step(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events tied into one step, which undo takes back as a whole."""
    return tuple(replace(event, joined=number > 0) for number, event in enumerate(events))
