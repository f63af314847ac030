"""Navigation: open screens from the list of sessions, and go back."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from tui.keys.keys import key_of
from tui.screens.host import ScreenName
from tui.shell.background_loading import BackgroundApp
from tui.views import page_texts

if TYPE_CHECKING:
    from data.content.worked_cases import WorkedCase
    from tui.state.interview_session import InterviewSession

_HOME: Final = key_of("interview", "home")


class NavigatingApp(BackgroundApp):
    """An app that opens its screens by name."""

    _report = ""
    """The text of a report that waits for a session to be read into."""
    _unsaved: InterviewSession | None = None
    """The interview session that the user was told is not saved."""

    def begin(self, label: str, focus: str = "", *, named: bool = False) -> None:
        """Begin a session, about all or a part of the pathway, and show its first question.

        Args:
            label: what the session is known by.
            focus: the part that it asks about; empty for all.
            named: whether keys may answer the first form at once, as it was named.
        """
        session = self.workspace.begin(label, focus)
        self.show("interview", session, instead=True, named=named and not self._report)
        self._read_in(session)

    def begin_as_guest(self) -> None:
        """Begin a session over the lock; it sees nothing of what is below."""
        if self.workspace.loaded is None:
            self.say(f"The pathway is still loading. Press {key_of('lock', 'guest')} again.")
            return
        self.show("interview", self.workspace.begin(""))

    def open_session(self, session_id: str) -> None:
        """Take up a session; a finished one at its plan."""
        self._show("interview", self.workspace.open_session(session_id))

    def train(self) -> None:
        """Go over to training mode, or back."""
        self.workspace.train(training=not self.workspace.training)
        self.go_home()
        if self.workspace.training and self.workspace.loaded is not None:
            self.show("cases")

    def begin_case(self, case: WorkedCase) -> None:
        """Begin a session for practice with the answers of a worked case, at its plan."""
        if not self.workspace.training:
            self.workspace.train(training=True)
            self.go_home()
        self.show("interview", session := self.workspace.begin_case(case))
        self.show("plan", session, f"Practice: {case.question}")

    def follow_up(self, session_id: str) -> None:
        """Begin a session that goes on from a finished one."""
        self._show("interview", self.workspace.follow_up(session_id))

    def export_session(self, session_id: str) -> None:
        """Export a session from the list."""
        self._show("export", self.workspace.open_session(session_id))

    def leave(self, interview_session: InterviewSession) -> None:
        """Go from an interview session back to the list; ask first when answers would be lost."""
        interview_session.save_draft()
        if interview_session.fault and not interview_session.read_only:
            if self._unsaved is interview_session:
                self.confirmations.confirm(self.go_home)
                return
            self._unsaved = interview_session
            self.confirmations.offer()
            self.say(f"{interview_session.fault} {_HOME} again leaves without what is not saved.")
        else:
            self.go_home(page_texts.left(interview_session) * (not interview_session.fault))

    def go_home(self, message: str = "") -> None:
        """Go back to the list of sessions from wherever this is, or to the lock over it."""
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
        fault = self.workspace.worklist.read()
        self.home.fill(left)
        self.home.say(fault or message)
        self.find_awaited_results()

    def at_session(self, session_id: str) -> None:
        """Put the cursor of the list on a session."""
        self.home.fill(session_id)
        self.home.say(f"Session {session_id}: {key_of('home', 'open')} opens it.")

    def back_to_questions(self) -> bool:
        """Go back to the questions that the pages stand over; false where they stand over none."""
        pages = [getattr(screen, "page_name", "") for screen in self.screen_stack]
        if "interview" not in pages:
            return False
        for _ in range(pages[::-1].index("interview")):
            self.pop_screen()
        return True

    def show(self, name: ScreenName, *about: object, instead: bool = False, **more: object) -> None:
        """Open a screen, over the one that is shown or in its place."""
        module = import_module(f"tui.screens.{name}")  # late: the start does without
        of_name = f"{name.title().replace('_', '')}Screen"
        screen = getattr(module, of_name)(*about, **more)
        (self.switch_screen if instead else self.push_screen)(screen)

    def _show(self, name: ScreenName, interview_session: InterviewSession | str) -> None:
        """Open a screen about an interview session, or say why there is none."""
        if isinstance(interview_session, str):
            self.home.say(interview_session)
        else:
            self.show(name, interview_session)
            if name == "interview":
                self._read_in(interview_session)

    def _read_in(self, interview_session: InterviewSession) -> None:
        """Read the waiting report into a session, once."""
        text, self._report = self._report, ""
        if text:
            self.show("report", interview_session, text)
