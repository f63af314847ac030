"""Changes since the last session of the patient."""

from __future__ import annotations

from tui.screens.key_bindings import bindings
from tui.screens.session_base import SessionPage
from tui.state.interview_session import InterviewSession
from tui.views.changes_since import since_rows, since_title


class ChangesSinceScreen(SessionPage):
    """The advice of now against that of the session before, both by today's content."""

    page_name = "changes_since"
    BINDINGS = bindings("changes_since")

    def __init__(self, before: InterviewSession, now: InterviewSession) -> None:
        """Compare two interview sessions."""
        super().__init__(now)
        self._before = before

    def opened(self) -> None:
        """Fill the page."""
        self.head(since_title(self._before))
        self.rows("#text").show(since_rows(self._before, self.interview_session), top=True)
