"""The ways from the list of sessions to their screens, and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.shell.background_loading import BackgroundApp

if TYPE_CHECKING:
    from tui.screens.base import Page
    from tui.state.interview_session import Sitting


class NavigatingApp(BackgroundApp):
    """An app whose screens are about a session; what they need is imported on the way there."""

    _unsaved: Sitting | None = None
    """The sitting that the user was told is not saved."""

    def begin(self, label: str) -> None:
        """Begin a session and show its first question."""
        from tui.screens.interview import InterviewScreen

        self.switch_screen(InterviewScreen(self.desk.begin(label)))

    def begin_as_guest(self) -> None:
        """Begin a session over the lock; it sees nothing of what is below."""
        from tui.screens.interview import InterviewScreen

        if self.desk.loaded is None:
            self.say("The pathway is still loading. Press n again.")
            return
        self.push_screen(InterviewScreen(self.desk.begin("")))

    def open_session(self, session_id: str) -> None:
        """Take up a session; a finished one at its plan."""
        from tui.screens.interview import InterviewScreen

        sitting = self.desk.take_up(session_id)
        self._show(sitting, lambda s: InterviewScreen(s, to_plan=s.session.finished))

    def train(self) -> None:
        """Go over to training mode, or back."""
        self.desk.train(training=not self.desk.training)
        self.go_home()

    def follow_up(self, session_id: str) -> None:
        """Begin a session that goes on from a finished one."""
        from tui.screens.interview import InterviewScreen

        self._show(self.desk.follow_up(session_id), InterviewScreen)

    def export_session(self, session_id: str) -> None:
        """Export a session from the list."""
        from tui.screens.export import ExportScreen

        self._show(self.desk.take_up(session_id), ExportScreen)

    def leave(self, sitting: Sitting) -> None:
        """From a sitting back to the list; asks first when answers would be lost."""
        sitting.rest()
        if sitting.fault and not sitting.read_only:
            if self._unsaved is sitting:
                self.confirmations.confirm(self.go_home)
                return
            self._unsaved = sitting
            self.confirmations.offer()
            self.say(f"{sitting.fault} q again leaves without what is not saved.")
        else:
            self.go_home(f"Session {sitting.session.id} is saved." * (not sitting.fault))

    def go_home(self, message: str = "") -> None:
        """Back to the list of sessions from wherever this is, or to the lock over it."""
        if self.locked:
            self.lock()
            return
        self._unsaved = None
        left = self.desk.sitting.session.id if self.desk.sitting else None
        self.desk.sitting = None
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.desk.put_away()
        fault = self.desk.shelf.read()
        self.home.fill(left)
        self.home.say(fault or message)
        self.look_closer()

    def _show(self, sitting: Sitting | str, shown: Callable[[Sitting], Page]) -> None:
        if isinstance(sitting, str):
            self.home.say(sitting)
        else:
            self.push_screen(shown(sitting))
