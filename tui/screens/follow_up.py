"""The follow-up screen: changes since the last session of the patient."""

from __future__ import annotations

from tui.rows.row import TextRow
from tui.screens.session_base import SessionPage
from tui.state.interview_session import InterviewSession


class FollowUpScreen(SessionPage):
    """The advice of now against that of the session before, both by today's content."""

    page_name = "follow_up"

    def __init__(
        self, interview_session: InterviewSession, title: str, rows: tuple[TextRow, ...]
    ) -> None:
        """Show a comparison of an interview session."""
        super().__init__(interview_session)
        self._page = title, rows

    def opened(self) -> None:
        """Fill the page."""
        title, rows = self._page
        self.head(title)
        self.rows("#text").show(rows, top=True)
