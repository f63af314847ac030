"""The base of screens that ask one question at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from textual import events
from textual.timer import Timer

from engine.model.answers import UNKNOWN, Value
from tui.forms.form import Answered, QuestionForm
from tui.forms.form_for import form_at_hand
from tui.keys.keys import key_of
from tui.rows.row import TextRow, TextStyle, layout
from tui.screens.timed_base import TimedPage
from tui.security.answer_timing import ANSWERING, TAKEN_AGAIN
from tui.security.paste_detection import HARMLESS
from tui.state.announced import Announced
from tui.state.form_values import StoredStep, carried_values, rest_keys, rest_values, store
from tui.state.interview_session import InterviewSession
from tui.views import page_texts
from tui.views.answer_echo import echo
from tui.views.form_rows import around, nothing_left
from tui.widgets.form_area import pressed

_ENTRY: Final = frozenset({"enter", "space"})
"""Keys that answer and print nothing."""

_REST: Final = 1.0
"""Seconds without a key after which a partial entry is stored, so that even a program that is
killed loses no more than what was typed within them."""

_ROOM_FOR_ECHO: Final = 16
"""Lines from which on an answer is echoed; below, the question needs them all."""

_NOT_STORED: Final = "The entry here is not stored yet. {} again leaves without it."
_KEPT: Final = "This entry is unfinished; it stays as it is. {} again leaves."


class AskingScreen(TimedPage):
    """Asks the current question of an interview session and stores the answer."""

    def __init__(self, interview_session: InterviewSession, *, named: bool = False) -> None:
        """Ask nothing yet; `named`: the page before named the first form."""
        super().__init__(interview_session)
        self._form: QuestionForm | None = None
        self._resting: Timer | None = None
        self._pressed = ""
        self._leaving = ""
        self._heading = ""
        self._announced = Announced(interview_session, named=named)
        self._read: frozenset[str] = frozenset()
        self._around: frozenset[str] = frozenset()

    def open_question(self) -> None:
        """Show the current question, or what comes when there is none."""
        raise NotImplementedError

    def show_answer(self) -> None:
        """Show the page of the next step, from which the questions go on."""

    def above(self) -> Iterator[TextRow]:
        """The rows above the question."""
        return iter(())

    @property
    def pending(self) -> bool:
        """Return whether the form holds more than is stored."""
        return self._form is not None and self._form.pending

    def ask(self) -> None:
        """Draw the form of the current question, with its partial entry."""
        interview_session = self.interview_session
        self._form = None
        self._leaving = ""
        if interview_session.question is None:
            return
        self._form = form_at_hand(interview_session)
        (self._timing.announced if self._announced.asked() else self._timing.shown)()
        self._rest_soon()
        self.draw(top=True)

    def draw(self, *, top: bool = False) -> None:
        """Show the form as it stands."""
        if self._form is None:
            return
        rows = [*self._form.rows()]
        heading = next((row.text for row in rows if row.look is TextStyle.STRONG), "")
        top |= self._heading != heading
        self._heading = heading
        view, above = self.rows("#question"), [*self.above()]
        room = view.size.height - len(layout([*above, *rows], *view.size))
        form = around(self.interview_session, view.size.width, room, alone=self._form.alone)
        self._around = form.shown
        self._read |= form.shown
        view.show([*above, *form.before, *rows, *form.after], top=top)

    def types(self, event: events.Key) -> bool:
        """Return whether a key is a figure of a number, which counts with Enter alone.

        Figures may come as fast as they like; Enter waits like any answer.
        """
        figures = self._form.figures if self._form else ()
        ready = self._timing.is_ready(self.host.came(event))
        return ready and event.is_printable and event.character in figures

    def keeps(self, capital: str) -> bool:
        """Return whether the form at hand answers a capital letter by itself."""
        return self._form is not None and self._form.keeps(capital)

    def take(self, event: events.Key) -> bool:
        """Hand a key to the form; return whether the form used it."""
        if self._form is None:
            return False
        if not self.heard(event):
            self.refuse()
            return True
        answers = (event.is_printable or event.key in _ENTRY) and event.key not in HARMLESS
        early = event.character in ANSWERING and not self._timing.allows(self._came)
        if answers and (early or self._timing.refuses(self._came)):
            self.refuse()
            return True
        self._pressed = pressed(event)
        self._form.seen = self.rows("#question").seen_whole
        result = self._form.press(self._pressed)
        if result is True and (self._leaving or self.rows("#status").text == TAKEN_AGAIN):
            self._leaving = ""
            self.say(self.standing)
        self._took(result)
        return result is not False

    def action_page(self, direction: int) -> None:
        """Read on; what the form said of the key before is over."""
        super().action_page(direction)
        self.draw()

    def action_rest(self) -> None:
        """Store that all is not known that is open in the form."""
        self._fill_rest("rest")

    def action_checked(self) -> None:
        """Store no for all that is open in the form, where it has a key for that."""
        self._fill_rest("checked")

    def _fill_rest(self, action: str) -> None:
        form = self.interview_session.order.form_of(self.interview_session.question)
        value, _ = rest_keys(form).get(action, ("", ""))
        if not value:
            self.say(page_texts.NO_REST)
        else:
            values = rest_values(self.interview_session, value)
            if values:
                self._fill_form(action, values, unread=value == UNKNOWN)
            else:
                self.say(nothing_left(self.interview_session))

    def action_carried(self) -> None:
        """Confirm what is carried into the form."""
        if values := carried_values(self.interview_session):
            self._fill_form("carried", values, unread=False)
        else:
            self.say(nothing_left(self.interview_session))

    def _fill_form(self, action: str, values: Mapping[str, Value], *, unread: bool) -> None:
        """Store values for many questions, which were all on the screen unless that may be."""
        order, state = self.interview_session.order, self.interview_session.interview_state
        waiting = order.waiting(state, self.interview_session.question)
        asked = {q.key for q in waiting if not values.keys().isdisjoint(q.findings)}
        if self._form is not None and self._form.entered:
            self.passing(page_texts.ENTERED_FIRST)
            return
        if self.too_soon():
            return
        seen = action == "checked" or self.rows("#question").seen_whole
        if not unread and not (seen and asked <= self._read):
            self.say(page_texts.read_first(key_of("interview", "field(1)")))
        else:
            self.change(partial(self._store_form, values))

    def action_not_known(self) -> None:
        """Store that this is not known."""
        if self._form is not None:
            self._took(self._form.not_known())

    def may_leave(self, action: str) -> bool:
        """Return whether nothing is lost by leaving the question, or the user knows that it is."""
        if not self.pending or self._leaving == action:
            return True
        self._leaving = action
        words = _NOT_STORED if self.interview_session.fault else _KEPT
        self.say(words.format(key_of("interview", action)))
        return False

    def step_back(self) -> bool:
        """Take one step back inside the form; false when there is none."""
        if self._form is None or not self._form.back():
            return False
        self._entered(top=True)
        return True

    def _took(self, result: Answered | bool) -> None:
        """Store an answer, or show and store a partial entry."""
        if isinstance(result, Answered):
            self._give(result)
        elif result:
            self._entered()

    def _entered(self, *, top: bool = False) -> None:
        self.draw(top=top)
        if self._form is None:
            return
        self.interview_session.edit(self._form.partial_entry)
        if self._form.draft:
            self.interview_session.draft(self._form.draft)
        if self.interview_session.fault:
            self.say(self.interview_session.fault)
        self._rest_soon()

    def _give(self, given: Answered) -> None:
        """Store an answer, at once or when its key proves not to be held down."""
        if self.too_soon():
            return
        unchanged = given.values.items() <= self.interview_session.answers.items()
        self.settle(self._pressed, partial(self._store, given), changes=not unchanged)

    def _store(self, given: Answered) -> None:
        self._stored(store(self.interview_session, given.values, given.typed))

    def _store_form(self, values: Mapping[str, Value]) -> None:
        self._announced.form_is_done()
        self._stored(store(self.interview_session, values, form=True))

    def _stored(self, step: StoredStep) -> None:
        """Show the next question, and say what was stored."""
        interview_session = self.interview_session
        self.open_question()
        if step.settles:
            self.show_answer()
        if not interview_session.fault and self.size.height >= _ROOM_FOR_ECHO:
            questions = interview_session.interview_state.questions
            beside = [one for one in questions if one.key in self._around]
            shown = any(step.values.keys() <= {*one.findings} for one in beside)
            width = self.size.width
            aside = step.set_aside
            said = echo(
                interview_session, step.values, step.before, width, shown=shown, set_aside=aside
            )
            self.say(said, single=True)

    def _rest_soon(self) -> None:
        """Store the partial entry after a pause in typing."""
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(_REST, self._rest)

    def _rest(self) -> None:
        self._resting = None
        self.interview_session.save_draft()
        if self.interview_session.fault and self.app.screen is self:
            self.say(self.interview_session.fault)
