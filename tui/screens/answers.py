"""All answers on one screen: given, not known, set aside, not asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from tui.screens.key_bindings import key
from tui.screens.session_base import HOME, PLAN, SessionPage
from tui.views.answers import ASIDE, answer_entries
from tui.widgets.picker import Picker


class AnswersScreen(SessionPage):
    """The list of findings by what is known of them; Enter goes to the question of one."""

    DEFAULT_CSS = "AnswersScreen #answers { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "change", "change", "go to the question of the line", foot=True),
        key("b,r,escape", "back", "back", "back to the questions", foot=True),
        PLAN,
        key("v", "review", "review", "what is missing, set aside, contradictory", foot=True),
        HOME,
    ]
    longest = "#answers"

    def body(self) -> Iterable[Widget]:
        """The list."""
        yield Picker[str](lambda _: self.say(), id="answers")

    def opened(self) -> None:
        """Fill the list, with the cursor on the question at hand."""
        interview_session = self._interview_session
        self.head("All answers")
        picker = self.query_one("#answers", Picker)
        picker.focus()
        at = interview_session.question.findings[0] if interview_session.question else None
        picker.fill(answer_entries(interview_session), at=at)

    def action_change(self) -> None:
        """Go to the question that asks for what is under the cursor."""
        picked = self.query_one("#answers", Picker).picked
        if picked is None:
            return
        if self._interview_session.go_to(picked):
            self.close()
        else:
            self.say(ASIDE)
