"""What the screens about one sitting share: its name in the bar, and the ways to each other."""

from __future__ import annotations

from typing import Final

from tui.screens.base import Page
from tui.screens.key_bindings import key
from tui.state.interview_session import Sitting

HOME: Final = key("q", "home", "home", "back to the list of sessions", foot=True)
PLAN: Final = key("p", "plan", "plan", "the plan", foot=True)


class SittingPage(Page):
    """A page about a sitting, over the questions of which it stands."""

    def __init__(self, sitting: Sitting) -> None:
        """Show something of a sitting."""
        super().__init__()
        self._sitting = sitting

    def head(self, right: str) -> None:
        """Name the session in the bar, and the page at its right end."""
        session = self._sitting.session
        self.bar(f"{session.id}  {session.label}".rstrip(), right)

    def action_back(self) -> None:
        """Back to the screen under this one."""
        self.close()

    def action_home(self) -> None:
        """Back to the list of sessions."""
        self.spinepath.leave(self._sitting)

    def action_plan(self) -> None:
        """On to the plan."""
        from tui.screens.plan import PlanScreen

        self.app.switch_screen(PlanScreen(self._sitting))

    def action_answers(self) -> None:
        """On to all answers."""
        from tui.screens.answers import AnswersScreen

        self.app.switch_screen(AnswersScreen(self._sitting))

    def action_review(self) -> None:
        """On to the review before the end."""
        from tui.screens.review import ReviewScreen

        self.app.switch_screen(ReviewScreen(self._sitting))

    def action_note(self) -> None:
        """Write a note."""
        from tui.screens.note import NoteScreen

        self.app.push_screen(NoteScreen(self._sitting))
