"""One sitting at the questionnaire: the session, the question at hand and the advice so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from data.events import UNDOABLE, Edition, Event, EventKind, answer
from data.legal import usable
from data.redflags import RedFlags, red_flags
from data.session import Session
from engine.advise import advise
from engine.compile import Compiled
from engine.decide import Advice, point
from engine.findings import UNKNOWN, Value
from engine.interview import Interview, Question, interview
from engine.tables import Section
from tui.forms.form import CARRIED, DRAFT
from tui.keeper import Keeps, Scratch

Clock = Callable[[], datetime]


class Sitting:
    """The interview of one session. Every answer is kept before anything else is drawn.

    Attributes:
        session: with every step so far, saved or not.
        standing: which questions apply and matter.
        advice: what the pathway says of the answers.
        flags: the red flags among them.
        question: the question at hand; None when nothing open can change the advice.
    """

    def __init__(
        self, compiled: Compiled, session: Session, keeper: Keeps, clock: Clock, program: str
    ) -> None:
        """Take a session up where it was left."""
        self.compiled = compiled
        self.session = session
        self._before = len(session.events)
        self._keeper = keeper
        self._clock = clock
        self._program = program
        self.standing: Interview
        self.advice: Advice
        self.flags: RedFlags
        self._judge()
        self.question: Question | None = self.standing.next
        if (place := session.state.paused) is not None:
            self.go_to(place)

    @property
    def fault(self) -> str:
        """Why the latest answers are not saved, or none is taken; empty when all is well."""
        return self._keeper.fault

    @property
    def read_only(self) -> bool:
        """Whether the session is open in another program, so that nothing is added here."""
        return self._keeper.read_only

    def put_away(self) -> None:
        """Let others open the session; nothing is added here any more."""
        if len(self.session.events) > self._before:
            self._add(self._advised(self._clock()))
        self._keeper.put_away()

    @property
    def answers(self) -> Mapping[str, Value]:
        """The answers that this content can use, those set aside included."""
        return self._answers

    @property
    def proposals(self) -> Mapping[str, Value]:
        """Carried or read values that nobody has confirmed; none of them is an answer."""
        return self._proposals

    @property
    def drafts(self) -> Mapping[str, Value]:
        """What was entered and not stored as an answer."""
        return self._drafts

    @property
    def shown(self) -> Mapping[str, Value]:
        """What a form begins with: drafts, else the answers, else proposals."""
        return {**self._proposals, **self._answers, **self._drafts}

    @property
    def earlier(self) -> Mapping[str, str]:
        """What a form says of a value that it begins with and that is no answer, by finding."""
        carried = dict.fromkeys(self._proposals.keys() - self._answers.keys(), CARRIED)
        return carried | dict.fromkeys(self._drafts, DRAFT)

    def draft(self, values: Mapping[str, Value]) -> None:
        """Keep what is entered so far, so that it outlives the program; it is no answer."""
        now = self._clock()
        step = [
            Event(EventKind.DRAFTED, now, key, value)
            for key, value in values.items()
            if self.session.state.drafts.get(key) != value
        ]
        if step:
            self._add(step)

    @property
    def answered(self) -> int:
        """How many of the questions that apply have their answer, every part of it known."""
        return sum(map(self._is_known, self.standing.questions))

    @property
    def not_known(self) -> int:
        """How many of the questions that apply were asked and are, in some part, not known."""
        return sum(map(self._is_answered, self.standing.questions)) - self.answered

    def progress(self, *, brief: bool = False) -> str:
        """How far the questionnaire is, in words."""
        known, unknown, still = self.answered, self.not_known, len(self.standing.open)
        if brief:
            return f"{known} known, {unknown} not, {still} open"
        asked = f"{known} answered" + (f", {unknown} not known" if unknown else "")
        return f"{asked}, {still} can still matter"

    @property
    def stopped(self) -> Section | None:
        """The part of the pathway that silences all later ones; None where none does."""
        compiled = self.compiled
        here = point(compiled, self.advice.facts)
        for key, section in compiled.pathway.sections.items():
            if section.stops and compiled.diagram.value(compiled.functions.gates[key], here):
                return section
        return None

    def give(self, values: Mapping[str, Value], *, typed: str = "") -> None:
        """Store the answer to the question at hand, unless it is unchanged, and go on.

        Args:
            values: by finding key.
            typed: what was typed, where it was converted from another unit.
        """
        question = self.question
        if question is not None and any(
            key not in self._answers or self._answers[key] != value for key, value in values.items()
        ):
            self._store_answer(question, values, typed)
        self.question = self.standing.next

    def go_on(self) -> None:
        """Go to the first question that is open."""
        self.question = self.standing.next

    def go_back(self) -> bool:
        """Go to the last answered question before the one at hand; false if there is none."""
        before = None
        for question in self.standing.questions:
            if self.question is not None and question.key == self.question.key:
                break
            if self._is_answered(question):
                before = question
        if before is not None:
            self.question = before
        return before is not None

    def go_to(self, key: str) -> bool:
        """Go to the question that asks for a finding; false if it does not apply now."""
        for question in self.standing.questions:
            if key == question.key or key in question.findings:
                self.question = question
                return True
        return False

    def undo(self) -> str:
        """Take the last step back and go to its question; what was taken back, or nothing."""
        step = self.session.state.undoable
        if not step:
            return ""
        now = self._clock()
        self._add([*self._reopening(now), Event(EventKind.UNDONE, now)])
        first = next(event for event in step if event.kind in UNDOABLE)
        if first.finding is None:
            return self._undone(first)
        if not self.go_to(first.question or first.finding):
            self.question = self.standing.next
        checklist = self.compiled.pathway.checklists.get(first.question or "")
        return checklist.ask if checklist else first.asked

    def _undone(self, event: Event) -> str:
        """A note or a decision that was taken back, in words."""
        if event.recommendation is None:
            return f"the note: {event.detail}"
        known = self.compiled.pathway.recommendations.get(event.recommendation)
        return f"{event.kind.value}: {known.title if known else event.recommendation}"

    def note(self, words: str) -> None:
        """Keep the user's own words; nothing in them changes the advice."""
        self._add([Event(EventKind.NOTED, self._clock(), detail=words)])

    def pause(self) -> None:
        """Remember the question at hand, if the session would not open at it by itself."""
        question, following = self.question, self.standing.next
        if question is None or self.session.finished:
            return
        place = None if following == question else question.key
        if place != self.session.state.paused:
            self._add([Event(EventKind.PAUSED, self._clock(), question=place)])

    def decide(self, code: str, kind: EventKind, reason: str) -> None:
        """Record what the user decides on a recommendation.

        Args:
            code: of the recommendation.
            kind: ACCEPTED, DECLINED or OVERRIDDEN.
            reason: needed unless it is accepted.
        """
        now = self._clock()
        decision = Event(kind, now, recommendation=code, detail=reason)
        self._add([*self._reopening(now), decision])

    def scratch(self) -> Sitting:
        """A copy in which other answers can be tried; nothing of it is kept."""
        return Sitting(self.compiled, self.session, Scratch(), self._clock, self._program)

    def adopt(self, scratch: Sitting) -> None:
        """Take over what was answered in a copy, as one step."""
        self._add(scratch.session.events[len(self.session.events) :])
        self.question = self.standing.next

    def finish(self) -> None:
        """Mark the session as finished."""
        if not self.session.finished:
            now = self._clock()
            self._add([*self._advised(now), Event(EventKind.FINISHED, now)])

    def exported(self, form: str) -> None:
        """Record that a summary left the program."""
        now = self._clock()
        self._add([*self._advised(now), Event(EventKind.EXPORTED, now, detail=form)])

    def _is_answered(self, question: Question) -> bool:
        return all(key in self.standing.active for key in question.findings)

    def _is_known(self, question: Question) -> bool:
        active = self.standing.active
        return all(active.get(key, UNKNOWN) != UNKNOWN for key in question.findings)

    def _store_answer(self, question: Question, values: Mapping[str, Value], typed: str) -> None:
        """Add the answers, and what they set aside or bring back, as one step."""
        now = self._clock()
        checklist = self.compiled.pathway.checklists.get(question.key)
        lines = {item.finding: item.says for item in checklist.items} if checklist else {}
        screen = question.key if checklist else None
        given = [
            self._said(key, value, now, screen, lines.get(key, question.ask), typed)
            for key, value in values.items()
        ]
        after = interview(self.compiled, {**self._answers, **values})
        moves = [
            Event(kind, now, key)
            for kind, keys in (
                (EventKind.SET_ASIDE, after.set_aside.keys() - self.standing.set_aside.keys()),
                (EventKind.RESTORED, self.standing.set_aside.keys() - after.set_aside.keys()),
            )
            for key in sorted(keys - values.keys())
        ]
        self._add([*self._reopening(now), *given, *moves])

    def _said(
        self, key: str, value: Value, now: datetime, screen: str | None, asked: str, typed: str
    ) -> Event:
        """An answer, which confirms a proposal where it repeats one."""
        if self._proposals.get(key) != value:
            return answer(key, value, now, question=screen, asked=asked, typed=typed)
        origin = next(
            event.detail
            for event in reversed(self.session.events)
            if event.kind is EventKind.PREFILLED and event.finding == key
        )
        return Event(
            EventKind.CONFIRMED, now, key, value, question=screen, asked=asked, detail=origin
        )

    def _reopening(self, now: datetime) -> list[Event]:
        """What says that a session goes on after its end, or under other content."""
        today = self._today
        same = replace(self.session.edition, program=today.program) == today
        if same and not self.session.finished:
            return []
        return [Event(EventKind.REOPENED, now, edition=today)]

    def _advised(self, now: datetime) -> list[Event]:
        """What keeps the advice of this content beside the answers, unless it is kept already."""
        codes, kept = self.advice.codes, self.session.state.advised
        if kept and kept.codes == codes and kept.edition == self._today:
            return []
        return [Event(EventKind.ADVISED, now, edition=self._today, codes=codes)]

    @property
    def _today(self) -> Edition:
        pathway = self.compiled.pathway
        return Edition(pathway.id, pathway.version, pathway.digest, self._program)

    def _add(self, step: Sequence[Event]) -> None:
        if self.read_only or not step:
            return
        self.session = self.session.after(step)
        self._keeper.keep(step)
        self._judge()

    def _judge(self) -> None:
        """Work out anew where the interview stands and what the advice is."""
        state = self.session.state
        pathway = self.compiled.pathway
        self._answers = usable(pathway, state.answers)
        self._proposals = usable(pathway, state.proposals)
        self._drafts = usable(pathway, state.drafts)
        self.standing = interview(self.compiled, self._answers)
        active = self.standing.active
        self.advice = advise(self.compiled, active, self.standing.closed)
        self.flags = red_flags(pathway, active, self.advice.facts, self._proposals)
