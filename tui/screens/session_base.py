"""The base of screens about one interview session: its name in the bar, ways to other screens."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tui.screens.base import Page
from tui.state.interview_session import InterviewSession
from tui.views import page_texts


class SessionPage(Page):
    """A page about an interview session, over the questions of which it stands.

    Attributes:
        interview_session: that is shown or changed.
    """

    def __init__(self, interview_session: InterviewSession) -> None:
        """Show something of an interview session."""
        super().__init__()
        self.interview_session = interview_session

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

    def action_home(self) -> None:
        """Back to the list of sessions."""
        self.host.leave(self.interview_session)

    def action_plan(self) -> None:
        """Open the plan."""
        self.host.show("plan", self.interview_session, instead=True)

    def action_answers(self) -> None:
        """Open all answers."""
        self.host.show("answers", self.interview_session, instead=True)

    def action_review(self) -> None:
        """Open the review."""
        self.host.show("review", self.interview_session, instead=True)

    def action_note(self) -> None:
        """Write a note."""
        self.host.show("note", self.interview_session)
