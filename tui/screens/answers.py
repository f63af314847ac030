"""All answers on one screen: given, not known, set aside, not asked."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from tui.screens.session_base import SessionPage
from tui.views import page_texts
from tui.views.answers import ASIDE, answer_entries
from tui.widgets.picker import Picker


class AnswersScreen(SessionPage):
    """The list of findings by what is known of them; Enter goes to the question of one."""

    DEFAULT_CSS = "AnswersScreen #answers { height: 1fr; }"
    page_name = "answers"
    longest = "#answers"

    def body(self) -> Iterable[Widget]:
        """The list."""
        yield Picker[str](lambda _: self.say(), id="answers")

    def opened(self) -> None:
        """Fill the list, with the cursor on the current question."""
        interview_session = self.interview_session
        self.head(page_texts.ALL_ANSWERS)
        picker = self.picker
        picker.focus()
        at = interview_session.question.findings[0] if interview_session.question else None
        picker.fill(answer_entries(interview_session), at=at)

    def action_change(self) -> None:
        """Go to the question that asks for what is under the cursor."""
        self.go_to(self.picker.picked, ASIDE)
