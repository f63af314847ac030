"""The base of screens about one interview session: its name in the bar, ways to other screens."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from tui.screens.base import Page
from tui.screens.host import ScreenName
from tui.state.interview_session import InterviewSession
from tui.views import page_texts
from tui.views.pinned import TALL


class SessionPage(Page):
    """A page about an interview session, over the questions of which it stands.

    Attributes:
        interview_session: that is shown or changed.
        replaced: whether another page takes its place, so that the questions stay below.
    """

    replaced: ClassVar[bool] = True

    def __init__(self, interview_session: InterviewSession) -> None:
        """Show something of an interview session."""
        super().__init__()
        self.interview_session = interview_session
        interview_session.refresh()

    @property
    def about(self) -> InterviewSession | None:
        """The session of the page."""
        return self.interview_session

    def head(self, right: str) -> None:
        """Name the session in the bar, and the page at its right end."""
        session = self.interview_session.session
        self.bar(f"{session.id}  {session.label}".rstrip(), right)

    @property
    def standing(self) -> str:
        """The question whether to reopen, a fault, or that it is finished; empty for none."""
        finished = self.interview_session.session.finished
        return (
            self.host.confirmations.question
            or self.interview_session.fault
            or page_texts.FINISHED * finished
        )

    def greet(self, message: str) -> None:
        """Say what opening the page brings; a small screen says it until the next key."""
        if message and self.size.height < TALL:
            self.passing(message)
        else:
            self.say(message)

    def go_to(self, key: str | None, otherwise: str) -> None:
        """Go to the question of a finding, or say why not; nowhere without one."""
        if key is not None and self.interview_session.go_to(key):
            self.close()
        elif key is not None:
            self.say(otherwise)

    def change(self, then: Callable[[], None]) -> None:
        """Change the session; a finished one only if the next key says so."""
        if self.interview_session.closed:
            self.host.confirmations.ask(
                page_texts.REOPEN, partial(self._reopen, then), page_texts.STAYS_FINISHED
            )
        else:
            then()

    def _reopen(self, then: Callable[[], None]) -> None:
        self.interview_session.reopen()
        then()

    def widen(self, then: Callable[[], None]) -> None:
        """Ask about the whole pathway, or say that the session asks about all of it already."""
        if self.interview_session.order.focus is None:
            self.say(page_texts.NO_FOCUS)
            return
        self.interview_session.widen()
        then()
        self.say(self.interview_session.fault or page_texts.WIDENED)

    def may_leave(self, action: str) -> bool:  # noqa: ARG002
        """Return whether nothing is lost by leaving the page with this action."""
        return True

    def show(self, name: ScreenName, *about: object) -> None:
        """Open a page about the session, unless something would be lost by that."""
        if self.may_leave(name):
            self.host.show(name, self.interview_session, *about, instead=self.replaced)

    def action_home(self) -> None:
        """Go back to the list of sessions; everything is saved, or said not to be."""
        if self.may_leave("home"):
            self.host.leave(self.interview_session)

    def action_plan(self, message: str = "") -> None:
        """Open the plan."""
        self.show("plan", message)

    def action_answers(self) -> None:
        """Open all answers."""
        self.show("answers")

    def action_review(self) -> None:
        """Open the review."""
        self.show("review")

    def action_note(self) -> None:
        """Write a note; what is entered here stays."""
        self.host.show("note", self.interview_session)
