"""The base of screens about one interview session: its name in the bar, ways to other screens."""

from __future__ import annotations

from tui.screens.base import Page
from tui.state.interview_session import InterviewSession


class SessionPage(Page):
    """A page about an interview session, over the questions of which it stands."""

    def __init__(self, interview_session: InterviewSession) -> None:
        """Show something of an interview session."""
        super().__init__()
        self._interview_session = interview_session

    def head(self, right: str) -> None:
        """Name the session in the bar, and the page at its right end."""
        session = self._interview_session.session
        self.bar(f"{session.id}  {session.label}".rstrip(), right)

    def action_home(self) -> None:
        """Back to the list of sessions."""
        self.host.leave(self._interview_session)

    def action_plan(self) -> None:
        """Open the plan."""
        self.host.show("plan", self._interview_session, instead=True)

    def action_answers(self) -> None:
        """Open all answers."""
        self.host.show("answers", self._interview_session, instead=True)

    def action_review(self) -> None:
        """Open the review."""
        self.host.show("review", self._interview_session, instead=True)

    def action_note(self) -> None:
        """Write a note."""
        self.host.show("note", self._interview_session)
