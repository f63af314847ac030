"""One sitting at the questionnaire: the session, the question at hand and the advice so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from data.events import Edition, Event, EventKind, answer
from data.legal import is_legal
from data.session import Session
from engine.advise import advise
from engine.compile import Compiled
from engine.decide import Advice
from engine.findings import Value
from engine.interview import Interview, Question, interview
from tui.keeper import Keeper

Clock = Callable[[], datetime]


class Sitting:
    """The interview of one session. Every answer is kept before anything else is drawn.

    Attributes:
        session: with every step so far, saved or not.
        standing: which questions apply and matter.
        advice: what the pathway says of the answers.
        question: the question at hand; None when nothing open can change the advice.
    """

    def __init__(
        self, compiled: Compiled, session: Session, keeper: Keeper, clock: Clock, program: str
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
        self._judge()
        self.question: Question | None = self.standing.next

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
    def answered(self) -> int:
        """How many of the questions that apply have their answer."""
        return sum(self._is_answered(question) for question in self.standing.questions)

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

    def _store_answer(self, question: Question, values: Mapping[str, Value], typed: str) -> None:
        """Add the answers, and what they set aside or bring back, as one step."""
        now = self._clock()
        checklist = self.compiled.pathway.checklists.get(question.key)
        lines = {item.finding: item.says for item in checklist.items} if checklist else {}
        screen = question.key if checklist else None
        given = [
            answer(
                key,
                value,
                now,
                question=screen,
                asked=lines.get(key, question.ask),
                typed=typed,
            )
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
        findings = self.compiled.pathway.findings
        self._answers = {
            key: value
            for key, value in self.session.answers.items()
            if key in findings and is_legal(findings[key], value)
        }
        self.standing = interview(self.compiled, self._answers)
        self.advice = advise(self.compiled, self.standing.active, self.standing.closed)
