"""The plan: everything advised, and one piece of it in full, explained, or to be decided on."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Final

from textual.containers import Container
from textual.widget import Widget

from data.content.review import page_items
from data.wording.advice_words import REFUSAL
from data.wording.page import reason
from data.wording.reasons import Reasons
from engine.advice.interview import Question
from engine.advice.recommended import Recommended
from tui.keys.keys import key_of
from tui.rows.row import rule
from tui.screens.decision_base import DecidingPage
from tui.state.interview_session import InterviewSession
from tui.views.charts import charts_of, fitted
from tui.views.ending import ending
from tui.views.follow_up import follow_up_page
from tui.views.lead import leading_page
from tui.views.plan import Piece, code_of, other_entries, plan_entries
from tui.views.plan_sides import Side, view_rows
from tui.widgets.picker import Picker
from tui.widgets.rows import RowsView

_TALL: Final = 16
"""Lines from which on the details have a title."""

_NAMED: Final = 70
"""Columns from which on the bar says what is open."""

_WIDE: Final = 110
"""Columns from which on the details stand beside the list."""

_ROOMY: Final = 34
"""Lines from which on charts stand below the details, where these are beside the list."""


_DECIDING: Final = ", ".join(
    f"{key_of('plan', name)} {name}" for name in ("accept", "decline", "override")
)

_NO_QUESTION: Final = (
    f"{key_of('plan', 'question')} goes to an open question, and this is none: {_DECIDING}."
)


class PlanScreen(DecidingPage):
    """The list above, the details of the line under the cursor below."""

    DEFAULT_CSS = """
    PlanScreen #pieces { height: 1fr; }
    PlanScreen #list { height: 17fr; min-height: 2; }
    PlanScreen.-short #list { height: 18fr; }
    PlanScreen #details { height: 1fr; min-height: 2; }
    PlanScreen.-explains #list { height: 9fr; }
    PlanScreen.-explains #details_side { height: 12fr; }
    PlanScreen #chart { display: none; }
    PlanScreen #details_side { height: 7fr; min-height: 2; }
    PlanScreen.-wide #pieces { layout: horizontal; }
    PlanScreen.-wide #list { height: 1fr; width: 9fr; }
    PlanScreen.-wide #details_side { height: 1fr; width: 10fr; padding-left: 2; }
    PlanScreen.-wide.-roomy #chart { display: block; }
    """
    page_name = "plan"
    steady = True
    longest = "#details"

    def __init__(
        self, interview_session: InterviewSession, message: str = "", code: str = ""
    ) -> None:
        """Show the plan of an interview session, with the cursor on the advice of a code if any."""
        super().__init__(interview_session)
        self._message = message
        self._code = code
        self._view = Side.FULL
        self._others = False
        self._reasons: Reasons | None = None
        self._drawn = -1
        self._ending = ""
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE, "-wide")]
        self.VERTICAL_BREAKPOINTS = [(0, "-short"), (_TALL, "-normal"), (_ROOMY, "-roomy")]

    @property
    def about(self) -> InterviewSession | None:
        """The session where its plan, which begins with the next step, is not in sight."""
        hidden = self._others or (self.deciding and self.size.height < _TALL)
        return self.interview_session if hidden else None

    def body(self) -> Iterable[Widget]:
        """The list, the details, and the line on which a decision is given its reason."""
        beside = Container(RowsView(id="details"), RowsView(id="chart"), id="details_side")
        yield Container(Picker[Piece](self._show, id="list"), beside, id="pieces")
        yield from super().body()

    def opened(self) -> None:
        """Fill the list."""
        self.picker.focus()
        self._others = bool(self._code) and self._code not in self.interview_session.advice.codes
        self._view = Side.WHY if self._others else Side.FULL
        self._fill()
        self.greet(self._message or self.standing)

    def on_screen_resume(self) -> None:
        """Show what another screen changed."""
        if self.app.screen is self and self._drawn not in (
            -1,
            len(self.interview_session.session.events),
        ):
            self._fill()
            self.say(self.standing)

    @property
    def standing(self) -> str:
        """The ending too, while the plan is shown and there is a line for it."""
        ends = not self._others and self.size.height >= _TALL
        return super().standing or self._ending * ends

    def action_back(self) -> None:
        """Go back to the plan, or from it to the question at hand or the last one answered."""
        if self._others:
            self.action_others()
            return
        if self.interview_session.question is None:
            self.interview_session.go_back()
        self.close()

    def action_escape(self) -> None:
        """Leave a decision, then what is not advised, then go back to the questions."""
        if self.deciding:
            self.stop_deciding("Nothing was decided.")
        elif self._others:
            self.action_others()
        else:
            self.action_back()

    def action_question(self) -> None:
        """Go to the open question under the cursor."""
        picked = self.picker.picked
        if not isinstance(picked, Question):
            self.passing(_NO_QUESTION)
        elif self.interview_session.go_to(picked.key):
            self.close()

    def words_changed(self) -> None:
        """Show the same line in other words."""
        self._show(self.picker.picked)

    def action_why(self) -> None:
        """Show why, or all of it again."""
        self._look(Side.WHY)

    def action_change(self) -> None:
        """Show what would change it, or all of it again."""
        self._look(Side.CHANGE)

    def action_sources(self) -> None:
        """Show on whose word it stands, or all of it again."""
        self._look(Side.SOURCES)

    def action_others(self) -> None:
        """Show what is not advised in place of the plan, or the plan again."""
        self._others = not self._others
        self._view = Side.WHY if self._others else Side.FULL
        self._fill()
        self.say(self.standing)

    def action_what_if(self) -> None:
        """Try other answers in a copy."""
        self.host.show("what_if", self.interview_session)

    def action_map(self) -> None:
        """Show the way through the pathway, and what it gives unless that is refused."""
        if self.interview_session.advice.refused:
            self.say(REFUSAL)
            return
        self.host.show("pathway_map", self.interview_session)

    def action_since(self) -> None:
        """Show what changed since the last session of the patient."""
        found = follow_up_page(self.host.workspace, self.interview_session)
        if isinstance(found, str):
            self.say(found)
        else:
            self.host.show("follow_up", self.interview_session, *found)

    def action_export(self) -> None:
        """Write the plan to a file."""
        self.host.show("export", self.interview_session)

    def action_widen(self) -> None:
        """Go back to the questions, which are now about the whole pathway."""
        self.widen(self.close)

    def action_finish(self) -> None:
        """Go to the review, which finishes the session."""
        self.action_review()

    @property
    def at(self) -> str | None:
        """The code of what is under the cursor."""
        return code_of(self.picker.picked)

    def decided(self) -> None:
        """Go back to the list, which shows what was decided."""
        self.picker.focus()
        self._fill()

    def _look(self, view: Side) -> None:
        """Look at what is under the cursor from one side, or from all again."""
        self._view = Side.FULL if view is self._view else view
        self._show(self.picker.picked)

    def _fill(self) -> None:
        """Draw the list and what is said of the line under the cursor."""
        interview_session = self.interview_session
        self._drawn = len(interview_session.session.events)
        self._ending = ending(interview_session, key_of("plan", "back"))
        self._reasons = Reasons(
            interview_session.compiled,
            interview_session.interview_state.active,
            interview_session.advice.facts,
        )
        state = "finished" if interview_session.session.finished else "plan"
        asked = interview_session.interview_state
        still, others = len(asked.open), len(asked.left_out)
        questions = f" question{'s' * (still != 1)}" * (self.size.width >= _NAMED)
        left = f"{still}{questions} left" + (f", {others} not asked" if others else "")
        self.head(
            f"not advised, and why ({key_of('plan', 'others')}: plan)"
            if self._others
            else f"{state}: {left}",
        )
        shown = None if self._others else page_items(interview_session.advice)
        self.warn(shown)
        if self._others:
            pieces = list(other_entries(interview_session))
        else:
            pieces = list(chain(*plan_entries(self.host.workspace, interview_session)))
        at = next((key for key, _ in pieces if self._code and code_of(key) == self._code), None)
        self._code = ""
        self.picker.fill(pieces, at=at)
        found = charts_of(self.host.workspace, interview_session, "plan")
        room = self.size.height * 11 // 20
        self.rows("#chart").show(fitted(found, self.size.width * 10 // 19 - 2, room))

    def _listed(self, item: Recommended) -> set[str]:
        """The rows of a recommendation that stand in the list already."""
        following = leading_page(self.interview_session)[0].next_step
        if item is not following or len(item.rules) > 1:
            return {item.title}
        return {item.title, f"Rule: {reason(item)}"}

    def _show(self, piece: Piece | None) -> None:
        """Show one side of what is under the cursor."""
        reasons = self._reasons
        if reasons is None:
            return
        view = self._view if code_of(piece) or self._view is Side.SOURCES else Side.FULL
        self.set_class(view is not Side.FULL, "-explains")
        decided = view is Side.FULL and code_of(piece) is not None
        says = f"{view.value}: {_DECIDING}" if decided else view.value
        title = [rule(says, pinned=True)] if self.size.height >= _TALL else []
        rows = view_rows(piece, view, self.host.workspace, self.interview_session, reasons)
        if isinstance(piece, Recommended) and view is Side.FULL:
            rows = [row for row in rows if row.aloud not in self._listed(piece)]
        self.rows("#details").show([*title, *rows], top=True)
