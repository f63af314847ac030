"""One interview session: the stored session, the current question and the advice so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final

from data.input.kinds import usable
from data.session.events import WHOLE, Edition, Event, EventKind, signed
from data.session.session import Session
from data.session.unconfirmed import reliable_answers, unconfirmed
from data.text.dates import local_day
from data.wording.red_flags import red_flags
from engine.advice.checked import checked_advice
from engine.advice.interview import Interview, Question
from engine.diagram.compiler import Compiled
from engine.model.answers import Value
from tui.state import action_events
from tui.state.autosave import SavesNothing, SavesSteps
from tui.state.form_order import FormOrder
from tui.state.partial_entry import DRAFT, PartialEntry, partial_entry_text, read_partial_entry

Clock = Callable[[], datetime]

_NOTHING: Final = partial_entry_text({})


class InterviewSession:
    """The interview of one session. Every answer is kept before anything else is drawn.

    Attributes:
        session: the session with every step so far, saved or not.
        autosave: what stores its steps.
        interview_state: which questions apply and matter.
        advice: what the pathway says of the answers.
        doubts: the answers that are to be confirmed or given anew.
        answers: those that this content can use, those set aside included.
        proposals: carried or read values that nobody has confirmed; none of them is an answer.
        drafts: what was entered and not stored as an answer.
        red_flags: the red flags among them.
        order: the order of the questions, by the forms of the content.
        question: the current question; None when nothing open can change the advice.
        before: the session of the patient that this one follows, to read only; None without one.
    """

    before: InterviewSession | None = None

    def __init__(
        self,
        compiled: Compiled,
        session: Session,
        autosave: SavesSteps,
        clock: Clock,
        program: str,
        focus: str = "",
        person: Callable[[], str] = str,
    ) -> None:
        """Open a session where it was left; `person` names who answers, where that is known."""
        self.compiled = compiled
        self.session = session
        self._before = len(session.events)
        self.autosave = autosave
        self._clock, self._person = clock, person
        self._read_at = clock()
        self.order = FormOrder(compiled, focus)
        of = compiled.pathway
        self._today = Edition(of.id, of.version, of.digest, program)
        self._entered: tuple[str, str] | None = None
        self._agreed = False
        self._assess()
        self.question = self._first
        if (place := self._state.paused) is not None:
            self.go_to(place)

    @property
    def fault(self) -> str:
        """The reason why answers are not saved or not taken; empty without a fault."""
        return self.autosave.fault

    @property
    def read_only(self) -> bool:
        """Return whether another program holds the session, so that nothing is added here."""
        return self.autosave.read_only

    @property
    def closed(self) -> bool:
        """Return whether the session is finished, so that a change needs `reopen` before it."""
        return self._state.finished and not self._agreed and not self.read_only

    def refresh(self) -> None:
        """Read the session as of today: values grow old while it is open."""
        before, self._read_at = self._read_at, self._clock()
        if local_day(before) != local_day(self._read_at):
            self._assess()

    def reopen(self) -> None:
        """Let the next change open the finished session again: the user has agreed."""
        self._agreed = True

    def close(self) -> None:
        """Release the session; no step is added here any more."""
        self.save_draft()
        if len(self.session.events) > self._before:
            self._add(self._advised(self._clock()))
        self.autosave.close()

    @property
    def shown(self) -> Mapping[str, Value]:
        """The values with which forms begin: drafts, else answers, else proposals."""
        return {**self.proposals, **self.answers, **self.drafts}

    @property
    def value_notes(self) -> Mapping[str, str]:
        """Notes on values that are no answers, by finding."""
        carried = self.proposals.keys() - self.answers.keys()
        notes = action_events.carried_notes(self.session.events, carried)
        return notes | dict.fromkeys(self.drafts, DRAFT)

    def draft(self, values: Mapping[str, Value]) -> None:
        """Store a draft, which survives the end of the program and is no answer."""
        new = [(k, value) for k, value in values.items() if self._state.drafts.get(k) != value]
        self._add([Event(EventKind.DRAFTED, self._clock(), key, value) for key, value in new])

    @property
    def partial_entry(self) -> PartialEntry:
        """The partial entry at the current question; empty without one."""
        key = self.question.key if self.question else ""
        if self._entered is not None and self._entered[0] == key:
            return read_partial_entry(self._entered[1])
        return read_partial_entry(self._state.typed.get(key, _NOTHING))

    def edit(self, entry: PartialEntry) -> None:
        """Remember the partial entry at the current question; `save_draft` stores it."""
        if self.question is None:
            return
        if self._entered is not None and self._entered[0] != self.question.key:
            self._keep_entered()
        self._entered = self.question.key, partial_entry_text(entry)

    def save_draft(self) -> None:
        """Store the partial entry and the current question, so that the session reopens there."""
        self._keep_entered()
        question = self.question
        opening = self.order.asking(self.interview_state, self._state.paused) or self._first
        if question is None or self._state.finished or question == opening:
            return
        place = None if question == self._first else question.key
        self._add([Event(EventKind.PAUSED, self._clock(), question=place)])

    def answer(self, values: Mapping[str, Value], *, typed: str = "") -> None:
        """Store the answer, unless it is unchanged, and go on; `typed`: before its conversion."""
        question = self.question
        doubted = any(found.key in values for found in self.doubts)
        if question is not None and (doubted or not values.items() <= self.answers.items()):
            self._store_answer([question], values, typed)
        else:
            self.edit({})
        self.question = self.order.following(self.interview_state.open, self.question)

    def answer_form(self, values: Mapping[str, Value]) -> None:
        """Store values for what is open in the form at hand, as one step."""
        if values:
            asked = self.order.waiting(self.interview_state, self.question)
            self._store_answer(asked, values, "")
            self.question = self.order.following(self.interview_state.open, self.question)

    @property
    def _first(self) -> Question | None:
        """The first question that is open."""
        return self.order.following(self.interview_state.open, None)

    def settle(self, key: str, value: Value, origin: str, *, taken: bool) -> None:
        """Store a proposal from a report with the user's decision; only one taken is an answer."""
        now, given = self._clock(), {key: value} if taken else {}
        after = self.order.state({**self.answers, **given})
        step = action_events.settling(self.compiled.pathway, key, value, origin, now, taken=taken)
        moves = action_events.moving(self.interview_state, after, given, now)
        self._add([*self._reopening(now), *step, *moves], after)
        self.question = self._first

    def go_back(self) -> bool:
        """Go to the last answered question before the current one; false if there is none."""
        before = self.order.before(self.interview_state, self.question)
        self.question = before or self.question
        return before is not None

    def go_to(self, key: str) -> bool:
        """Go to the question that asks for a finding; false if it does not apply now."""
        question = self.order.asking(self.interview_state, key)
        self.question = question or self.question
        return question is not None

    def undo(self) -> str:
        """Undo the last step and go to its question; return what was undone, or nothing."""
        step = self._state.undoable
        if not step:
            return ""
        now = self._clock()
        self._add([*self._reopening(now), Event(EventKind.UNDONE, now)])
        places = action_events.places(step)
        if places and not self.go_to(places[0]):
            self.question = self._first
        waiting = self.order.waiting(self.interview_state, self.question)
        self.question = waiting[0] if waiting and len(places) > 1 else self.question
        return action_events.undone(self.compiled.pathway, step)

    def note(self, words: str) -> None:
        """Store a note in the user's own words; it changes no advice."""
        self._add([Event(EventKind.NOTED, self._clock(), detail=words)])

    def decide(self, code: str, kind: EventKind, reason: str, *more: str) -> None:
        """Record as one step that recommendations are accepted, declined or overridden."""
        now = self._clock()
        decisions = (Event(kind, now, recommendation=each, detail=reason) for each in (code, *more))
        self._add([*self._reopening(now), *decisions])

    def widen(self) -> None:
        """Ask about the whole pathway from now on, whatever the session was about."""
        self.order.focus = None
        self._add([Event(EventKind.FOCUSED, self._clock(), detail=WHOLE)])
        self.question = self._first

    def scratch(self) -> InterviewSession:
        """A copy for trials of other answers; it is never stored."""
        self.save_draft()
        own = self._clock, self._today.program
        copy = InterviewSession(self.compiled, self.session, SavesNothing(), *own)
        copy.reopen()
        return copy

    def adopt(self, scratch: InterviewSession) -> None:
        """Adopt the answers of a copy as one step."""
        self._add(scratch.session.events[scratch._before :])
        self.question = self._first

    def finish(self) -> None:
        """Mark the session as finished."""
        if not self._state.finished:
            self._add([*self._advised(now := self._clock()), Event(EventKind.FINISHED, now)])

    def exported(self, form: str) -> None:
        """Record that a summary left the program."""
        event = Event(EventKind.EXPORTED, self._clock(), detail=form)
        self._add([*self._advised(event.at), event])

    def _store_answer(
        self, asked: Sequence[Question], values: Mapping[str, Value], typed: str
    ) -> None:
        """Add the answers, and what they set aside or bring back, as one step."""
        now, before = self._clock(), self._state.given
        given = action_events.answering(self.compiled.pathway, asked, values, now, typed, before)
        answered = action_events.confirming(given, self.proposals, self.session.events)
        after = self.order.state(action_events.applied(self.answers, given))
        moves = action_events.moving(self.interview_state, after, values, now)
        if self._entered is not None and any(self._entered[0] == q.key for q in asked):
            self._entered = None
        self._keep_entered()
        self._add([*self._reopening(now), *answered, *moves], after)

    def _keep_entered(self) -> None:
        """Store the partial entry, unless it is stored already."""
        entered, self._entered = self._entered, None
        if entered is None:
            return
        key, words = entered
        if words != self._state.typed.get(key, _NOTHING):
            self._add([Event(EventKind.TYPED, self._clock(), question=key, detail=words)])

    def _reopening(self, now: datetime) -> list[Event]:
        return action_events.reopening(self.session, self._state, self._today, now)

    def _advised(self, now: datetime) -> list[Event]:
        return action_events.advising(self._state, self.advice, self._today, now)

    def _add(self, step: Sequence[Event], interview_state: Interview | None = None) -> None:
        """Store the events of a step; the interview after it is given where it is known."""
        if self.read_only or not step:
            return
        reopens = any(event.kind is EventKind.REOPENED for event in step)
        if reopens and self.closed:
            raise action_events.FinishedError
        self._agreed &= not reopens
        step = signed(step, self._person())
        self.session = self.session.after(step)
        self.autosave.keep(step)
        self._assess(interview_state)

    def _assess(self, interview_state: Interview | None = None) -> None:
        """Compute the state of the interview and the advice again."""
        self._state, pathway = self.session.state, self.compiled.pathway
        self.answers = usable(pathway, self._state.answers)
        self.proposals = usable(pathway, self._state.proposals)
        self.drafts = usable(pathway, self._state.drafts)
        self.interview_state = interview_state or self.order.state(self.answers)
        active = self.interview_state.active
        self.doubts = unconfirmed(pathway, self.session, active, self._read_at)
        answers = reliable_answers(self.compiled, active, self.doubts)
        self.advice = checked_advice(self.compiled, answers, self.interview_state.closed)
        self.red_flags = red_flags(pathway, active, self.advice.facts, self.proposals)
