"""Navigation: the ways from the list of sessions to the screens, and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.shell.background_loading import BackgroundApp

if TYPE_CHECKING:
    from tui.screens.base import Page
    from tui.screens.host import ScreenName
    from tui.state.interview_session import InterviewSession


class NavigatingApp(BackgroundApp):
    """An app that opens its screens by name."""

    _unsaved: InterviewSession | None = None
    """The interview session that the user was told is not saved."""

    def begin(self, label: str) -> None:
        """Begin a session and show its first question."""
        self.show("interview", self.workspace.begin(label), instead=True)

    def begin_as_guest(self) -> None:
        """Begin a session over the lock; it sees nothing of what is below."""
        if self.workspace.loaded is None:
            self.say("The pathway is still loading. Press n again.")
            return
        self.show("interview", self.workspace.begin(""))

    def open_session(self, session_id: str) -> None:
        """Take up a session; a finished one at its plan."""
        self._show("interview", self.workspace.open_session(session_id))

    def train(self) -> None:
        """Go over to training mode, or back."""
        self.workspace.train(training=not self.workspace.training)
        self.go_home()

    def follow_up(self, session_id: str) -> None:
        """Begin a session that goes on from a finished one."""
        self._show("interview", self.workspace.follow_up(session_id))

    def export_session(self, session_id: str) -> None:
        """Export a session from the list."""
        self._show("export", self.workspace.open_session(session_id))

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

    def show(self, name: ScreenName, *about: object, instead: bool = False) -> None:
        """Open a screen, over the one that is shown or in its place."""
        (self.switch_screen if instead else self.push_screen)(_screen_of(name)(*about))

    def _show(self, name: ScreenName, interview_session: InterviewSession | str) -> None:
        """Open a screen about an interview session, or say why there is none."""
        if isinstance(interview_session, str):
            self.home.say(interview_session)
        else:
            self.show(name, interview_session)


def _screen_of(name: ScreenName) -> Callable[..., Page]:  # noqa: C901
    """The screen of a name, imported when it is first shown: the first frame needs none."""
    match name:
        case "about":
            from tui.screens.about import AboutScreen

            return AboutScreen
        case "answers":
            from tui.screens.answers import AnswersScreen

            return AnswersScreen
        case "changes_since":
            from tui.screens.changes_since import SinceScreen

            return SinceScreen
        case "command_palette":
            from tui.screens.command_palette import PaletteScreen

            return PaletteScreen
        case "export":
            from tui.screens.export import ExportScreen

            return ExportScreen
        case "help":
            from tui.screens.help import HelpScreen

            return HelpScreen
        case "interview":
            from tui.screens.interview import InterviewScreen

            return InterviewScreen
        case "new_session":
            from tui.screens.new_session import NewScreen

            return NewScreen
        case "note":
            from tui.screens.note import NoteScreen

            return NoteScreen
        case "pathway_map":
            from tui.screens.pathway_map import MapScreen

            return MapScreen
        case "plan":
            from tui.screens.plan import PlanScreen

            return PlanScreen
        case "review":
            from tui.screens.review import ReviewScreen

            return ReviewScreen
        case "what_if":
            from tui.screens.what_if import WhatIfScreen

            return WhatIfScreen
