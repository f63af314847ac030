"""The follow-up screen: changes since the last session of the patient."""

from __future__ import annotations

from tui.screens.footer import bindings
from tui.screens.session_base import SessionPage
from tui.state.interview_session import InterviewSession
from tui.views.follow_up import follow_up_rows, follow_up_title


class FollowUpScreen(SessionPage):
    """The advice of now against that of the session before, both by today's content."""

    page_name = "follow_up"
    BINDINGS = bindings("follow_up")

    def __init__(self, before: InterviewSession, now: InterviewSession) -> None:
        """Compare two interview sessions."""
        super().__init__(now)
        self._before = before

    def opened(self) -> None:
        """Fill the page."""
        self.head(follow_up_title(self._before))
        self.rows("#text").show(follow_up_rows(self._before, self.interview_session), top=True)
