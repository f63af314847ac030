"""The interview: one question at a time, with the advice so far below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Final

from textual import events
from textual.containers import Vertical
from textual.widget import Widget

from engine.model.answers import Value
from tui.keys.keys import key_of
from tui.rows.row import TextRow, rule
from tui.screens.question_base import AskingScreen
from tui.state.interview_session import InterviewSession
from tui.state.progress import progress, unasked
from tui.views import page_texts
from tui.views.advice_panel import nothing_yet, panel
from tui.views.earlier_session import follow_up_words, last_time
from tui.views.emergency_card import emergency_clock
from tui.views.ending import all_asked, ending
from tui.views.lead import lead
from tui.views.question_header import place_rows, way_rows
from tui.views.question_reason import why_rows
from tui.widgets.advice_panel import AdviceArea
from tui.widgets.form_area import FormArea
from tui.widgets.rows import RowsView

_TALL: Final = 20
"""Lines from which on the chapter and the title of the advice have one each."""

_ROOMY: Final = 34
"""Lines from which on the way and charts stand beside them."""

_WIDE: Final = 120
"""Columns from which on question and advice stand side by side."""

_WIDE_ENOUGH: Final = 70
"""Columns from which on the progress is said in full."""

_HOME: Final = key_of("interview", "home")
_WHY: Final = key_of("interview", "why")


class InterviewScreen(AskingScreen):
    """The questionnaire of one interview session, updated in place."""

    DEFAULT_CSS = """
    InterviewScreen #middle, InterviewScreen #left { height: 1fr; }
    InterviewScreen #right { dock: top; height: auto; }
    InterviewScreen #question { height: 1fr; }
    InterviewScreen #why { height: auto; max-height: 6; display: none; }
    InterviewScreen.-short #why { height: 1fr; max-height: 100%; }
    InterviewScreen #advice_title { height: 1; display: none; }
    InterviewScreen #advice { height: 3; }
    InterviewScreen.-short #advice { height: 2; }
    InterviewScreen.-short.-unanswered #advice { height: 1; }
    InterviewScreen.-short.-asks_again #advice { display: none; }
    InterviewScreen.-emergency #advice { height: 6; }
    InterviewScreen.-short.-emergency #advice { height: 2; }
    InterviewScreen.-roomy #advice { height: 12; }
    InterviewScreen #way, InterviewScreen #chart { display: none; }
    InterviewScreen.-wide.-roomy #way { display: block; width: 26; height: 1fr; padding: 0 1 0 0; }
    InterviewScreen.-wide.-roomy #chart { display: block; }
    InterviewScreen.-wide #middle { layout: horizontal; }
    InterviewScreen.-wide #left { width: 7fr; }
    InterviewScreen.-wide #right { dock: none; width: 5fr; height: 1fr; padding: 0 0 0 1; }
    InterviewScreen.-wide #advice_title { display: block; }
    InterviewScreen.-wide #advice { height: 1fr; }
    InterviewScreen.-wide #why { max-height: 12; }
    """
    page_name = "interview"
    replaced = False
    steady = True

    def __init__(self, interview_session: InterviewSession, *, named: bool = False) -> None:
        """Show the current question of an interview session; of a finished one first its plan.

        Args:
            interview_session: the session.
            named: whether the page before named the form that is asked first.
        """
        super().__init__(interview_session, named=named)
        self._drawn: tuple[str | None, Mapping[str, Value]] | None = None
        self._to_plan = interview_session.session.finished
        self._message = ""
        self._show_unanswered(update=False)  # before the first style is worked out
        self.VERTICAL_BREAKPOINTS = [(0, "-short"), (_TALL, "-normal"), (_ROOMY, "-roomy")]
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE, "-wide")]

    @property
    def about(self) -> None:
        """None: the panel says the next step."""

    def body(self) -> Iterable[Widget]:
        """The next step above the question; where there is room way, question, advice abreast."""
        with Vertical(id="middle"):
            yield RowsView(id="way")
            with Vertical(id="left"):
                yield FormArea(self.take, id="question", resized=self.draw)
                yield FormArea(self._leaves_why, id="why")
            with Vertical(id="right"):
                yield RowsView(id="advice_title")
                yield AdviceArea(id="advice")
                yield RowsView(id="chart")

    def opened(self) -> None:
        """Show the current question."""
        self.rows("#advice_title").show([rule("Advice so far")])
        self._message = follow_up_words(self.host.workspace, self.interview_session)
        self.query_one("#question").focus()

    def on_resize(self, _: events.Resize) -> None:
        """Say where we are in as many words as there is room for."""
        self._show_progress()
        if self.query_one("#why").display:
            self._show_why(shown=True)
        self.draw()
        self._show_way()

    def on_screen_resume(self) -> None:
        """Show what another screen changed; a partial entry stays as it is.

        Nothing is done on the way home, when this screen is already left again.
        """
        if self.app.screen is not self:
            return
        self.uncovered(named=self._announced.named)
        interview_session = self.interview_session
        at = interview_session.question.key if interview_session.question else None
        if self._to_plan:
            self._to_plan = False
            self.action_plan()
        elif self._drawn != (at, interview_session.answers):
            self.open_question()
        else:
            self.say(self.standing)

    def open_question(self) -> None:
        """Show the current question, or the plan when there is none."""
        interview_session = self.interview_session
        self.ask()
        if interview_session.question is None:
            self.action_plan(all_asked(interview_session, key_of("plan", "widen")))
            return
        self._drawn = (interview_session.question.key, interview_session.answers)
        self._show_why(shown=False)
        self.pin()
        self._show_advice()
        self._show_progress()
        self._show_way()
        self.greet(self._message or self.standing)
        self._message = ""

    def above(self) -> Iterator[TextRow]:
        """The place in the questionnaire, if there is room for it."""
        question = self.interview_session.question
        if question is not None and self.size.height >= _TALL:
            width = self.rows("#question").size.width
            yield from place_rows(self.interview_session, question)
            yield from last_time(self.interview_session, question, width)

    def draw(self, *, top: bool = False) -> None:
        """Show the form as it stands, and beside it the chart of what is read level by level."""
        super().draw(top=top)
        form = self._form
        number = form.asking if form is not None and form.asking.figures else None
        asks_again = number is not None and (number.confirming or bool(number.fault))
        self.set_class(asks_again, "-asks_again")
        if self._panelled and self._form is not None:
            from tui.views.charts import levels_rows  # late: a small terminal does without

            drafts = self._form.draft
            content = self.host.workspace.content
            rows = levels_rows(content, self.interview_session, drafts)
            self.rows("#chart").show(rows)

    @property
    def _panelled(self) -> bool:
        """Return whether there is room for the way and the chart."""
        return self.size.width >= _WIDE and self.size.height >= _ROOMY

    def _show_way(self) -> None:
        question = self.interview_session.question
        if self._panelled and question is not None:
            rows = way_rows(self.interview_session, question)
            self.rows("#way").show([rule("Way"), *rows])

    def action_back(self) -> None:
        """Go to the question before; its answer stays."""
        if self.step_back():
            return
        if self.may_leave("back"):
            if self.interview_session.go_back():
                self.open_question()
            else:
                self.say(f"{page_texts.FIRST_QUESTION} {_HOME} goes back to the list of sessions.")

    def action_field(self, direction: int) -> None:
        """Go to another question of the form; the answers stay."""
        interview_session = self.interview_session
        at, order = interview_session.question, interview_session.order
        form = order.form_of(at)
        if at is None or form is None or not self.may_leave(f"field({direction})"):
            return
        keys = [q.key for q in order.shown(interview_session.interview_state, form)]
        to = keys.index(at.key) + direction if at.key in keys else 0
        if interview_session.go_to(keys[to % len(keys)]):
            self.open_question()

    def action_why(self) -> None:
        """Show or hide why the question is asked."""
        why = self.rows("#why")
        if why.display or self.interview_session.question is None:
            self._show_why(shown=False)
            return
        why.show(
            [
                rule(f"Why this is asked ({_WHY} closes)", pinned=True),
                *why_rows(self.interview_session),
            ],
            top=True,
        )
        self._show_why(shown=True)

    def _show_why(self, *, shown: bool) -> None:
        """Show the reason, in place of the question where there is no room for both, or hide it."""
        instead = shown and self.size.height < _TALL
        self.query_one("#why").display = shown
        self.query_one("#question").display = not instead
        self.query_one("#why" if instead else "#question").focus()

    def _leaves_why(self, event: events.Key) -> bool:
        """Close the reason by a key that may be meant for the question, which is not in sight."""
        closes = event.is_printable or event.key == "enter"
        if closes:
            self._show_why(shown=False)
        return closes

    def action_undo(self) -> None:
        """Take the last step back and show its question."""
        if self.too_soon() or not self.may_leave("undo"):
            return
        if self.interview_session.session.state.undoable:
            self.change(self._undo)
        else:
            self._undo()

    def _undo(self) -> None:
        undone = self.interview_session.undo()
        self.open_question()
        self.say(self.interview_session.fault or page_texts.taken_back(undone))

    def action_widen(self) -> None:
        """Ask about the whole pathway from here on."""
        if self.may_leave("widen"):
            self.widen(self.open_question)

    def action_report(self) -> None:
        """Read a report in; what is entered here stays."""
        self.show("report")

    def show_answer(self) -> None:
        """Show the plan with how many questions are left, and whether they can change it."""
        self.action_plan(ending(self.interview_session, key_of("plan", "back")))

    @property
    def paged(self) -> str:
        """The reason of the question, where that is shown; else the question."""
        return "#why" if self.rows("#why").display else "#question"

    def _show_advice(self) -> None:
        workspace = self.host.workspace
        telephones = workspace.settings.telephones
        clock = emergency_clock(self.interview_session, telephones, workspace.today)
        self.set_class(clock is not None, "-emergency")
        session, state = self.interview_session, self.interview_session.interview_state
        rows = partial(panel, session.advice, lead(session), clock=clock, asked=unasked(state))
        self._show_unanswered()
        self.query_one("#advice", AdviceArea).put(rows if state.active else nothing_yet)

    def _show_unanswered(self, *, update: bool = True) -> None:
        active = self.interview_session.interview_state.active
        self.set_class(not active, "-unanswered", update=update)

    def _show_progress(self) -> None:
        session, focus = self.interview_session.session, self.interview_session.order.focus
        brief = self.size.width < _WIDE_ENOUGH
        only = (f"  {focus.title}" if brief else f"  ({focus.title} only)") if focus else ""
        self.bar(
            f"{session.id}  {session.label}".rstrip() + only,
            progress(self.interview_session.interview_state, brief=brief),
        )
