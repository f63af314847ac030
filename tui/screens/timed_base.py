"""The base of screens that refuse keys that come too early or are held."""

from __future__ import annotations

from collections.abc import Callable

from textual.timer import Timer

from tui.rows.row import TextStyle
from tui.screens.held_key import HeldKey
from tui.screens.session_base import SessionPage
from tui.security.answer_timing import QUIET, TAKEN_AGAIN, TOO_SOON, AnswerTiming
from tui.state.interview_session import InterviewSession


class TimedPage(SessionPage):
    """A page about an interview session that stores what a key means once the key may count."""

    def __init__(self, interview_session: InterviewSession) -> None:
        """Wait for no key yet."""
        super().__init__(interview_session)
        self._timing = AnswerTiming(lambda: self.host.monotonic(), QUIET)
        self._held = HeldKey(self, self._timing)
        self._refusing: Timer | None = None

    def uncovered(self) -> None:
        """Restart the wait after another screen: the key that closed it answers nothing."""
        self._timing.uncovered()

    def dropped(self, reason: str) -> None:
        """Count no key after a dropped one until there is a pause."""
        self._held.dropped()
        self.refuse(reason)

    def refuse(self, reason: str = TOO_SOON) -> None:
        """Say where it is seen that a key was refused, and when keys count again."""
        self.say(reason, TextStyle.ALERT)
        if self._refusing is not None:
            self._refusing.stop()
        self._refusing = self.set_timer(QUIET, self._take_again)

    def too_soon(self) -> bool:
        """Return whether a key comes before the page was there to be read; it says so then."""
        if self._timing.allows():
            return False
        self.refuse()
        return True

    def settle(self, key: str, store: Callable[[], None], *, changes: bool = True) -> None:
        """Store what a key means, at once or when the key proves not to be held down.

        Args:
            key: that was pressed.
            store: stores it.
            changes: whether the session is another one then; a finished one is reopened first.
        """
        if self.interview_session.read_only:
            self.say(self.interview_session.fault)
        elif self.interview_session.closed and changes:
            self.change(store)
        elif self._timing.may_be_held(key):
            self._held.wait(store)
        else:
            store()

    def _take_again(self) -> None:
        self._refusing = None
        if not self.host.confirmations.question:
            self.say(self.interview_session.fault or TAKEN_AGAIN)
