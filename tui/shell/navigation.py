"""The ways from the list of sessions to their screens, and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.shell.background_loading import BackgroundApp

if TYPE_CHECKING:
    from tui.screens.base import Page
    from tui.state.interview_session import InterviewSession


class NavigatingApp(BackgroundApp):
    """An app whose screens are about a session; what they need is imported on the way there."""

    _unsaved: InterviewSession | None = None
    """The interview session that the user was told is not saved."""

    def begin(self, label: str) -> None:
        """Begin a session and show its first question."""
        from tui.screens.interview import InterviewScreen

        self.switch_screen(InterviewScreen(self.workspace.begin(label)))

    def begin_as_guest(self) -> None:
        """Begin a session over the lock; it sees nothing of what is below."""
        from tui.screens.interview import InterviewScreen

        if self.workspace.loaded is None:
            self.say("The pathway is still loading. Press n again.")
            return
        self.push_screen(InterviewScreen(self.workspace.begin("")))

    def open_session(self, session_id: str) -> None:
        """Take up a session; a finished one at its plan."""
        from tui.screens.interview import InterviewScreen

        interview_session = self.workspace.open_session(session_id)
        self._show(interview_session, lambda s: InterviewScreen(s, to_plan=s.session.finished))

    def train(self) -> None:
        """Go over to training mode, or back."""
        self.workspace.train(training=not self.workspace.training)
        self.go_home()

    def follow_up(self, session_id: str) -> None:
        """Begin a session that goes on from a finished one."""
        from tui.screens.interview import InterviewScreen

        self._show(self.workspace.follow_up(session_id), InterviewScreen)

    def export_session(self, session_id: str) -> None:
        """Export a session from the list."""
        from tui.screens.export import ExportScreen

        self._show(self.workspace.open_session(session_id), ExportScreen)

    def leave(self, interview_session: InterviewSession) -> None:
        """From an interview session back to the list; asks first when answers would be lost."""
        interview_session.save_draft()
        if interview_session.fault and not interview_session.read_only:
            if self._unsaved is interview_session:
                self.confirmations.confirm(self.go_home)
                return
            self._unsaved = interview_session
            self.confirmations.offer()
            self.say(f"{interview_session.fault} q again leaves without what is not saved.")
        else:
            self.go_home(
                f"Session {interview_session.session.id} is saved." * (not interview_session.fault)
            )

    def go_home(self, message: str = "") -> None:
        """Back to the list of sessions from wherever this is, or to the lock over it."""
        if self.locked:
            self.lock()
            return
        self._unsaved = None
        left = (
            self.workspace.interview_session.session.id
            if self.workspace.interview_session
            else None
        )
        self.workspace.interview_session = None
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.workspace.close_sessions()
        fault = self.workspace.session_list.read()
        self.home.fill(left)
        self.home.say(fault or message)
        self.look_closer()

    def _show(
        self, interview_session: InterviewSession | str, shown: Callable[[InterviewSession], Page]
    ) -> None:
        if isinstance(interview_session, str):
            self.home.say(interview_session)
        else:
            self.push_screen(shown(interview_session))
