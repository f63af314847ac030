"""The review before the end: what is missing, contradictory, set aside or noted; then finish."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from tui.screens.session_base import SessionPage
from tui.views import page_texts
from tui.views.charts import chart_entries
from tui.views.review import NO_QUESTION, review_entries
from tui.widgets.picker import Picker


class ReviewScreen(SessionPage):
    """The points that a second reader would ask about; Enter goes to the question."""

    flags_in_full = True
    longest = "#review"
    DEFAULT_CSS = "ReviewScreen #review { height: 1fr; }"
    page_name = "review"

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
        """Finish the session and go back to the list."""
        self.host.confirmations.confirm(self._finish)

    def _finish(self) -> None:
        interview_session = self.interview_session
        interview_session.finish()
        if interview_session.fault:
            self.say(interview_session.fault)
        else:
            self.host.go_home(page_texts.finished(interview_session.session.id))

    def action_change(self) -> None:
        """Go to the question that asks for what is under the cursor."""
        self.go_to(self.picker.picked, NO_QUESTION)

    def _fill(self) -> None:
        self.head(page_texts.REVIEW)
        picker = self.picker
        picker.focus()
        session = self.interview_session
        charts = chart_entries(self.host.workspace, session)
        picker.fill([*review_entries(session), *charts])
        self.say(page_texts.FINISHED if session.session.finished else session.fault)
