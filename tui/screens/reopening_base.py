"""The base of screens that change a session: a finished one only after a key that reopens it."""

from __future__ import annotations

from collections.abc import Callable

from textual import events

from tui.screens.base import Page
from tui.state.interview_session import InterviewSession
from tui.views import page_texts


class ReopeningPage(Page):
    """Asks before a change opens a finished session again.

    Attributes:
        interview_session: that is changed.
    """

    def __init__(self, interview_session: InterviewSession) -> None:
        """Ask nothing yet."""
        super().__init__()
        self.interview_session = interview_session
        self._change: Callable[[], None] | None = None

    @property
    def standing(self) -> str:
        """The question whether to reopen, a fault, or that it is finished; empty for none."""
        if self._change is not None:
            return page_texts.REOPEN
        finished = self.interview_session.session.finished
        return self.interview_session.fault or page_texts.FINISHED * finished

    def change(self, then: Callable[[], None]) -> None:
        """Change the session; a finished one only if the next key says so."""
        if self.interview_session.read_only or not self.interview_session.session.finished:
            then()
            return
        self._change = then
        self.host.confirmations.offer()
        self.say(page_texts.REOPEN)

    def reopens(self, event: events.Key) -> bool:
        """Take the key after the question; return whether it was the one that opens again."""
        if self._change is None:
            return False
        if event.character == "y":
            self.host.confirmations.confirm(self._changed)
            return True
        self._change = None
        self.say(page_texts.STAYS_FINISHED)
        return False

    def _changed(self) -> None:
        then, self._change = self._change, None
        if then is not None:
            then()
