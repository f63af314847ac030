"""The review before the end: what is missing, contradictory, set aside or noted; then finish."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from tui.screens.key_bindings import key
from tui.screens.session_base import PLAN, SessionPage
from tui.views.review import FINISHED, NO_QUESTION, review_entries
from tui.widgets.picker import Picker


class ReviewScreen(SessionPage):
    """What a second pair of eyes would ask about; Enter goes to the question."""

    flags_in_full = True
    longest = "#review"
    DEFAULT_CSS = "ReviewScreen #review { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("f", "finish", "finish", "finish the session and go back to the list", foot=True),
        key("enter", "change", "go to it", "go to the question under the cursor", foot=True),
        key("o", "note", "note", "add a note of your own; it changes no advice", foot=True),
        PLAN,
        key("r", "answers", "answers", "all answers"),
        key("b,v,escape", "back", "back", "back to the questions", foot=True),
        key("q", "home", "home", "back to the list of sessions, not finished"),
    ]

    def body(self) -> Iterable[Widget]:
        """The list."""
        yield Picker[str](lambda _: self.say(), id="review")

    def opened(self) -> None:
        """Fill the list."""
        self._fill()
        self.host.confirmations.offer()

    def on_screen_resume(self) -> None:
        """Show a note that was added meanwhile."""
        if self.app.screen is self:
            self._fill()

    def action_finish(self) -> None:
        """Mark the session as finished and go back to the list."""
        self.host.confirmations.confirm(self._finish)

    def _finish(self) -> None:
        interview_session = self._interview_session
        interview_session.finish()
        if interview_session.fault:
            self.say(interview_session.fault)
        else:
            self.host.go_home(f"Session {interview_session.session.id} is finished.")

    def action_change(self) -> None:
        """Go to the question that asks for what is under the cursor."""
        picked = self.query_one("#review", Picker).picked
        if picked is None:
            return
        if self._interview_session.go_to(picked):
            self.close()
        else:
            self.say(NO_QUESTION)

    def _fill(self) -> None:
        self.head("Review before finish")
        picker = self.query_one("#review", Picker)
        picker.focus()
        picker.fill(review_entries(self._interview_session))
        self.say(
            FINISHED if self._interview_session.session.finished else self._interview_session.fault
        )
