"""The interview: one question at a time, with the advice so far below it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Final

from textual import events
from textual.binding import BindingType
from textual.widget import Widget

from engine.decide import Advice
from tui.advice import panel
from tui.forms import Form, Given, form_for
from tui.rows import rule
from tui.screens.page import Page
from tui.sitting import Sitting
from tui.why import why_rows
from tui.widgets.rows import Rows

_AS_READ: Final = 0.1
"""Seconds that a question stands at least before a key can answer it: nobody reads faster, but
a held key, a double tap or a stray paste does."""

_TALL: Final = 20
"""Lines from which on the chapter and the title of the advice have one each."""

_NOT_STORED: Final = "What is entered here is not stored yet. {} again leaves without it."
_ALL_ASKED: Final = "All that can matter is asked; what is not known can still change the advice."


class FormArea(Rows):
    """The question; every key goes through it to the form, and what that does not want goes on."""

    can_focus = True

    def on_key(self, event: events.Key) -> None:
        """Hand the key to the screen's form."""
        screen = self.screen
        if isinstance(screen, InterviewScreen) and screen.take(event):
            event.stop()
            event.prevent_default()


class AdviceArea(Rows):
    """As much of the advice as there is room for."""

    advice: Advice | None = None

    def put(self, advice: Advice) -> None:
        """Show another advice."""
        self.advice = advice
        self.show(panel(advice, self.size.width, self.size.height))

    def on_resize(self, _: events.Resize) -> None:
        """Fit it to the new room."""
        if self.advice is not None:
            self.put(self.advice)


class InterviewScreen(Page):
    """The questionnaire of one sitting, updated in place."""

    DEFAULT_CSS = """
    InterviewScreen #question { height: 1fr; }
    InterviewScreen #why { height: auto; max-height: 6; display: none; }
    InterviewScreen #advice_title { height: 1; }
    InterviewScreen #advice { height: 6; }
    InterviewScreen.-short #advice { height: 2; }
    InterviewScreen.-short #advice_title { display: none; }
    InterviewScreen.-roomy #advice { height: 12; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("b,escape", "back", "back"),
        ("u", "not_known", "not known"),
        ("w", "why", "why is this asked"),
        ("r", "answers", "all answers"),
        ("p", "plan", "plan"),
        ("q", "home", "home"),
        ("pagedown", "page(1)", "more"),
        ("pageup", "page(-1)", "more"),
    ]
    keys = " u not known   b back   w why   r all answers   p plan   q home   ? help"

    def __init__(self, sitting: Sitting, *, to_plan: bool = False) -> None:
        """Show the question at hand of a sitting, or first its plan."""
        super().__init__()
        self.sitting = sitting
        self._form: Form | None = None
        self._shown_at = float("-inf")
        self._leaving = ""
        self._drawn: tuple[str | None, int] | None = None
        self._to_plan = to_plan
        self.VERTICAL_BREAKPOINTS = [(0, "-short"), (_TALL, "-normal"), (34, "-roomy")]

    def body(self) -> Iterable[Widget]:
        """The question above, the advice below."""
        yield FormArea(id="question")
        yield Rows(id="why")
        yield Rows(id="advice_title")
        yield AdviceArea(id="advice")

    def opened(self) -> None:
        """Show the question at hand."""
        self.rows("#advice_title").show([rule("Advice so far")])
        self.query_one("#question").focus()

    def on_screen_resume(self) -> None:
        """Show what another screen changed; an entry half made stays as it is.

        Nothing is done on the way home, when this screen is already left again.
        """
        if self.app.screen is not self:
            return
        sitting = self.sitting
        at = sitting.question.key if sitting.question else None
        if self._to_plan:
            self._to_plan = False
            self.action_plan()
        elif self._drawn != (at, len(sitting.session.events)):
            self.open_question()
        else:
            self.say(sitting.fault)

    @property
    def pending(self) -> bool:
        """Whether the form holds more than is stored."""
        return self._form is not None and self._form.pending

    def open_question(self) -> None:
        """Show the question at hand, or the plan when there is none."""
        sitting = self.sitting
        if sitting.question is None:
            self._form = None
            self.action_plan(_ALL_ASKED)
            return
        self._drawn = (sitting.question.key, len(sitting.session.events))
        pathway = sitting.compiled.pathway
        self._form = form_for(pathway, sitting.question, sitting.answers)
        self._shown_at = self.spinepath.monotonic()
        self._leaving = ""
        self.query_one("#why").display = False
        self._draw(top=True)
        self._show_advice()
        self._show_progress()
        self.say(sitting.fault)

    def take(self, event: events.Key) -> bool:
        """Let the form have a key; whether it wanted it."""
        if self._form is None:
            return False
        key = event.character if event.is_printable and event.key != "space" else event.key
        result = self._form.press(key or event.key)
        if isinstance(result, Given):
            self._give(result)
        elif result:
            if self._leaving:
                self._leaving = ""
                self.say(self.sitting.fault)
            self._draw()
        return result is not False

    def action_not_known(self) -> None:
        """Store that this is not known."""
        result = self._form.not_known() if self._form else False
        if isinstance(result, Given):
            self._give(result)
        elif result:
            self._draw()

    def action_back(self) -> None:
        """Go to the question before; its answer stays."""
        if self._form and self._form.back():
            self._draw(top=True)
        elif self._may_leave("b"):
            if self.sitting.go_back():
                self.open_question()
            else:
                self.say("This is the first question. q goes back to the list of sessions.")

    def action_why(self) -> None:
        """Show or hide why the question is asked."""
        why = self.rows("#why")
        if why.display or self.sitting.question is None:
            why.display = False
            return
        why.show(
            [rule("Why this is asked (w closes)", pinned=True), *why_rows(self.sitting)], top=True
        )
        why.display = True

    def action_answers(self) -> None:
        """Go to the list of all answers."""
        if self._may_leave("r"):
            from tui.screens.answers import AnswersScreen

            self.app.push_screen(AnswersScreen(self.sitting))

    def action_plan(self, message: str = "") -> None:
        """Go to the plan."""
        if self._may_leave("p"):
            from tui.screens.plan import PlanScreen

            self.app.push_screen(PlanScreen(self.sitting, message))

    def action_home(self) -> None:
        """Go back to the list; everything is saved, or said not to be."""
        if self._may_leave("q"):
            self.spinepath.leave(self.sitting)

    def action_page(self, direction: int) -> None:
        """Show more of the question, or of why it is asked."""
        why = self.rows("#why")
        part = why if why.display else self.rows("#question")
        part.scroll_page(direction)

    def _give(self, given: Given) -> None:
        if self.spinepath.monotonic() - self._shown_at < _AS_READ:
            self.say("Too soon after the last answer: the key was not taken. Press it again.")
            return
        if self.sitting.read_only:
            self.say(self.sitting.fault)
            return
        self.sitting.give(given.values, typed=given.typed)
        self.open_question()

    def _may_leave(self, key: str) -> bool:
        if not self.pending or self._leaving == key:
            return True
        self._leaving = key
        self.say(_NOT_STORED.format(key))
        return False

    def _draw(self, *, top: bool = False) -> None:
        question = self.sitting.question
        if question is None or self._form is None:
            return
        title = self.sitting.compiled.pathway.chapters.get(question.chapter, "")
        area = self.rows("#question")
        chapter = [rule(title, pinned=True)] if self.size.height >= _TALL else []
        area.show([*chapter, *self._form.rows()], top=top)

    def _show_advice(self) -> None:
        self.query_one("#advice", AdviceArea).put(self.sitting.advice)

    def _show_progress(self) -> None:
        sitting = self.sitting
        still = len(sitting.standing.open)
        self.bar(
            f"{sitting.session.id}  {sitting.session.label}".rstrip(),
            f"{sitting.answered} answered, {still} can still matter",
        )
