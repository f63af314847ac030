"""A session as it should be after every step: no screen, no file, no event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.advice.interview import Interview, Question, interview
from engine.diagram.compiler import Compiled
from engine.model.answers import UNKNOWN, Value
from engine.model.kinds import Kind
from tui.state.form_order import FormOrder
from tui.state.partial_entry import PartialEntry


@dataclass(frozen=True, slots=True)
class Step:
    """The step that one undo takes back.

    Attributes:
        before: all answers before it.
        question: key of the one that was answered; None where it was something else.
        levels: what was entered level by level for the answer.
        held: answers that another answer held, by finding.
    """

    before: Mapping[str, Value]
    question: str | None
    levels: Mapping[str, Value]
    held: Mapping[str, str]


class Model:
    """One session.

    Attributes:
        answers: every answer that was confirmed and not taken back.
        levels: what was entered level by level and is no answer, by finding.
        half: what is half entered, as the forms write it, by question.
        at: the question at hand; None when nothing open can change the advice.
        place: the one that the session is taken up at, if that is not the next open one.
        finished: whether it is marked as finished.
        agreed: whether somebody said that it may be changed all the same.
    """

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        self._order = FormOrder(compiled)
        self._steps: list[Step] = []
        self._held: Mapping[str, str] = {}
        self.answers: Mapping[str, Value] = {}
        self.standing: Interview = interview(compiled, {})
        self.levels: dict[str, Value] = {}
        self.half: dict[str, PartialEntry] = {}
        self._kept: dict[str, PartialEntry] = {}
        self._entering: str | None = None
        self.at = self._next
        self.place: str | None = None
        self.finished = self.agreed = False

    @property
    def _next(self) -> Question | None:
        """The first open question, in the order of the forms."""
        return self._order.following(self.standing.open, None)

    @property
    def ended(self) -> bool:
        """Return whether all is asked that the next step needs at first: the plan opens then."""
        return self._order.ended(self.standing)

    @property
    def closed(self) -> bool:
        """Return whether a change is asked about first."""
        return self.finished and not self.agreed

    @property
    def shown(self) -> Mapping[str, Value]:
        """The words with which a question begins."""
        return {**self.answers, **self.levels}

    @property
    def can_undo(self) -> bool:
        """Return whether there is anything to take back."""
        return bool(self._steps)

    @property
    def progress(self) -> tuple[str, str]:
        """The numbers of findings with an answer and of questions that are left, in words."""
        given, still = len(self.answers), len(self.standing.open)
        return (
            f" {given} answer" + "s" * (given != 1),
            f", {still} question{'s' * (still != 1)} left",
        )

    def answer(self, values: Mapping[str, Value]) -> None:
        """Answer the question at hand; the same answer again is no step."""
        asked = self.at
        question = asked.key if asked else None
        self.enter_half({})
        if {**self.answers, **values} != self.answers:
            self._kept.pop(question or "", None)
            entered = {key: self.levels.pop(key) for key in values if key in self.levels}
            self._steps.append(Step(self.answers, question, entered, self._held))
            self._changed(self._with_settled(values))
        self.at = self._order.following(self.standing.open, asked)

    def _with_settled(self, values: Mapping[str, Value]) -> dict[str, Value]:
        """All answers with some new ones, and with what those settle or no longer do."""
        forms = self._compiled.pathway.forms.values()
        settles = {key: by for form in forms for key, by in form.settles.items()}
        held = {key: by for key, by in self._held.items() if key not in values}
        answers = {**self.answers, **values}
        for asked in values.keys() & settles.keys():
            wanted = settles[asked].get(str(values[asked]), {})
            for key in [k for k, by in held.items() if by == asked and k not in wanted]:
                del held[key], answers[key]
            for key in wanted.keys() - answers.keys():
                answers[key], held[key] = wanted[key], asked
        self._held = held
        return answers

    def enter(self, values: Mapping[str, Value]) -> None:
        """Enter levels, all of them with those that were there before, without being done."""
        for key, value in values.items():
            kind = self._compiled.pathway.findings[key].kind
            if kind is Kind.LEVELS and value not in (UNKNOWN, self.answers.get(key)):
                if self.levels.get(key) != value:
                    self.place = key
                self.levels[key] = value

    def enter_half(self, half: PartialEntry) -> None:
        """Enter a part of an answer to the question at hand; nothing where that is empty."""
        if self.at is None:
            return
        if self._entering != self.at.key:
            self._keep()
        self._entering = self.at.key
        self.half.pop(self.at.key, None)
        if half:
            self.half[self.at.key] = half

    def rest(self) -> None:
        """Let a moment pass, in which what is half entered is kept, and the place."""
        self._keep()
        if not self.finished and self.at is not None:
            self.place = None if self.at == self._next else self.at.key

    def lose(self) -> None:
        """Be killed: what was entered since the last rest is gone."""
        self.half, self._entering = dict(self._kept), None

    def note(self) -> None:
        """Write a note."""
        self._steps.append(Step(self.answers, None, {}, self._held))
        self.place = None

    def undo(self) -> None:
        """Take the last step back and go to its question; levels entered for it are there."""
        if not self._steps:
            return
        step = self._steps.pop()
        self.levels = {**step.levels, **self.levels}
        self._held = step.held
        self._changed(step.before)
        if step.question is not None:
            self.at = self._asked(step.question) or self._next

    def back(self) -> None:
        """Go to the last answered question before the one at hand, if there is one."""
        here = self.at.key if self.at else None
        for question in self._order.ordered(self.standing.questions):
            if question.key == here:
                break
            if all(key in self.standing.active for key in question.findings):
                self.at = question

    def finish(self) -> None:
        """Mark it as finished."""
        self.finished, self.place = True, None

    def take_up(self) -> None:
        """Come back to it."""
        self.agreed = False
        self.at = self._asked(self.place) or self._next

    def _keep(self) -> None:
        key, self._entering = self._entering, None
        if key is not None and self._kept.get(key, {}) != self.half.get(key, {}):
            self._kept = {k: half for k, half in self.half.items() if k in self._kept or k == key}
            self.place = key

    def _changed(self, answers: Mapping[str, Value]) -> None:
        self.answers = answers
        self.standing = interview(self._compiled, answers)
        self.place = None
        self.finished = self.agreed = False

    def _asked(self, key: str | None) -> Question | None:
        asked = (q for q in self.standing.questions if key == q.key or key in q.findings)
        return next(asked, None)
