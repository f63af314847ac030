"""The session: one interview session with the questionnaire, kept as a list of events.

Nothing but events is stored. Answers, overrides, the place in the questionnaire and what undo
takes back are replayed from them, so the record and the screen cannot disagree.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Final

from data.session.events import (
    MOVES,
    WHOLE,
    Edition,
    Event,
    EventKind,
    one_step,
    require_word,
)
from data.session.report_origin import completed
from data.session.steps import last_undoable, left, place, steps
from data.text.outside_text import one_line
from engine.model.answers import UNKNOWN, Value
from engine.model.pathway import Pathway

LABEL_LENGTH: Final = 60

_ALPHABET: Final = "23456789abcdefghjkmnpqrstuvwxyz"
_ID: Final = re.compile(f"[{_ALPHABET}]{{8}}")


@dataclass(frozen=True, slots=True)
class Decision:
    """The user's decision on a recommendation.

    Attributes:
        kind: ACCEPTED, DECLINED or OVERRIDDEN.
        reason: may be empty where it is accepted.
        at: when, in UTC.
        outdated: whether answers were given, changed or taken away after it.
        by: initials and role of who decided; empty where not stated.
    """

    kind: EventKind
    reason: str
    at: datetime
    outdated: bool = False
    by: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """The state of a session after its events.

    Attributes:
        answers: values by finding key; UNKNOWN where it was asked and is not known.
        given: for each answer the event that gave it.
        proposals: prefilled values that nobody has confirmed.
        drafts: values that were entered and not stored as answers.
        completed: keys of the answers that were typed and then completed from a report.
        typed: partial entries, as the forms write them, by question.
        decisions: the latest decision on each recommendation, by code.
        dropped: for each result that is not waited for any more the event that says so, by key.
        cursor: key of the question or checklist that was last answered.
        paused: key of the one at which the session was left, if that is not the next open one.
        notes: the user's own words, with their times.
        undoable: the events that the next undo takes back.
        edition: the latest content and program, None before any reopening.
        advised: the event that last kept what was advised, None when none did.
    """

    answers: Mapping[str, Value]
    given: Mapping[str, Event]
    proposals: Mapping[str, Value]
    drafts: Mapping[str, Value]
    completed: frozenset[str]
    typed: Mapping[str, str]
    decisions: Mapping[str, Decision]
    dropped: Mapping[str, Event]
    cursor: str | None
    paused: str | None
    notes: tuple[Event, ...]
    undoable: tuple[Event, ...]
    finished: bool
    edition: Edition | None
    advised: Event | None


def replay(events: Iterable[Event]) -> State:
    """The state of a session after some events."""
    events = tuple(events)
    done: list[tuple[Event, ...]] = []
    cursor, finished, edition, advised = None, False, None, None
    for step in steps(events):
        if any(event.kind is EventKind.UNDONE for event in step):
            undone = last_undoable(done)
            if undone is not None:
                cursor = place(done.pop(undone)) or cursor
        done.append(step)
        cursor = place(step) or cursor
        for event in step:
            if event.kind in (EventKind.FINISHED, EventKind.REOPENED):
                finished = event.kind is EventKind.FINISHED
            if event.kind is EventKind.ADVISED:
                advised = event
            else:
                edition = event.edition or edition
    kept = [event for step in done for event in step]
    paused, typed = left(events)
    given, proposals, drafts, decisions = _fold(kept)
    undoable = last_undoable(done)
    return State(
        answers={key: UNKNOWN if e.value is None else e.value for key, e in given.items()},
        given=given,
        proposals=proposals,
        drafts=drafts,
        completed=completed(kept),
        typed=typed,
        decisions=decisions,
        dropped={event.result: event for event in kept if event.result is not None},
        cursor=cursor,
        paused=paused,
        notes=tuple(event for event in kept if event.kind is EventKind.NOTED),
        undoable=() if undoable is None else done[undoable],
        finished=finished,
        edition=edition,
        advised=advised,
    )


def _fold(
    events: Iterable[Event],
) -> tuple[dict[str, Event], dict[str, Value], dict[str, Value], dict[str, Decision]]:
    given: dict[str, Event] = {}
    proposals: dict[str, Value] = {}
    drafts: dict[str, Value] = {}
    decisions: dict[str, Decision] = {}
    for event in events:
        if event.recommendation is not None:
            decided = Decision(event.kind, event.detail, event.at, by=event.by)
            decisions[event.recommendation] = decided
        if event.finding is None:
            continue
        if event.kind is EventKind.DRAFTED and event.value is not None:
            drafts[event.finding] = event.value
        if event.kind is EventKind.REFUSED:
            proposals.pop(event.finding, None)
        if event.kind not in MOVES:
            continue
        proposals.pop(event.finding, None)
        drafts.pop(event.finding, None)
        if event.kind is EventKind.PREFILLED and event.value is not None:
            proposals[event.finding] = event.value
            continue
        decisions = {code: replace(d, outdated=True) for code, d in decisions.items()}
        given.pop(event.finding, None)
        if event.kind is not EventKind.CLEARED:
            given[event.finding] = event
    return given, proposals, drafts, decisions


@dataclass(frozen=True)
class Session:
    """One interview session with the questionnaire.

    Attributes:
        id: eight characters that say nothing about the patient.
        label: the user's own words for the session, one line, at most 60 characters.
        created: in UTC.
        pathway_id, pathway_version, pathway_digest, program_version: what it began under.
    """

    id: str
    label: str
    created: datetime
    pathway_id: str
    pathway_version: str
    pathway_digest: str
    program_version: str
    events: tuple[Event, ...] = ()

    def __post_init__(self) -> None:
        """Clean the label; refuse values that could not be read back."""
        if not is_session_id(self.id):
            raise ValueError("a session id has eight characters of " + _ALPHABET)
        if self.created.tzinfo is None:
            raise ValueError("the time of a session needs a time zone")
        for word in (
            self.pathway_id,
            self.pathway_version,
            self.pathway_digest,
            self.program_version,
        ):
            require_word(word)
        object.__setattr__(self, "created", self.created.astimezone(UTC))
        object.__setattr__(self, "label", one_line(self.label, LABEL_LENGTH))

    @cached_property
    def state(self) -> State:
        """The state of the session, replayed from its events once."""
        return replay(self.events)

    @property
    def answers(self) -> Mapping[str, Value]:
        """Values by finding key; UNKNOWN where it was asked and is not known."""
        return self.state.answers

    @property
    def cursor(self) -> str | None:
        """Key of the question or checklist the user was last at."""
        return self.state.cursor

    @property
    def finished(self) -> bool:
        """Return whether the session was finished and not reopened since."""
        return self.state.finished

    @property
    def training(self) -> bool:
        """Return whether the session is about no patient."""
        return any(event.kind is EventKind.PRACTISED for event in self.events)

    @property
    def focus(self) -> str:
        """Key of the focus it asks about; empty for the whole pathway."""
        focuses = [event.detail for event in self.events if event.kind is EventKind.FOCUSED]
        return focuses[-1] if focuses and focuses[-1] != WHOLE else ""

    @property
    def continues(self) -> str:
        """Id of the earlier session of the same patient that this one continues; empty if none."""
        return next((e.detail for e in self.events if e.kind is EventKind.CONTINUED), "")

    @property
    def edition(self) -> Edition:
        """The content and program that new events are made under."""
        return self.state.edition or self.first_edition

    @property
    def first_edition(self) -> Edition:
        """The content and program that it began under."""
        return Edition(
            self.pathway_id, self.pathway_version, self.pathway_digest, self.program_version
        )

    def about(self, focus: str, now: datetime) -> Session:
        """The session with what it asks about, so that it reopens with the same questions."""
        return self.after([Event(EventKind.FOCUSED, now, detail=focus)]) if focus else self

    def first(self, number: int) -> Session:
        """The session as it was after some of its events."""
        whole = number == len(self.events)
        return self if whole else replace(self, events=self.events[:number])

    def after(self, events: Iterable[Event]) -> Session:
        """The session after one more step."""
        return replace(self, events=self.events + one_step(events))


def id_of(digest: bytes) -> str:
    """A session id that is made of a digest, for a session without one of its own."""
    return "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest[:8])


def is_session_id(text: str) -> bool:
    """Return whether `text` has the form of a session id."""
    return _ID.fullmatch(text) is not None


def begin(
    pathway: Pathway, *, program: str, now: datetime, label: str = "", practice: bool = False
) -> Session:
    """A new session without answers, with an id drawn at random."""
    session = Session(
        id="".join(secrets.choice(_ALPHABET) for _ in range(8)),
        label=label,
        created=now,
        pathway_id=pathway.id,
        pathway_version=pathway.version,
        pathway_digest=pathway.digest,
        program_version=program,
    )
    return session.after([Event(EventKind.PRACTISED, now)]) if practice else session
