"""The base of screens that refuse keys that come too early or are held."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from textual import events
from textual.timer import Timer

from tui.rows.row import TextStyle
from tui.screens.session_base import SessionPage
from tui.security.answer_timing import HELD, QUIET, TAKEN_AGAIN, TOO_SOON, AnswerTiming
from tui.state.interview_session import InterviewSession

_AGAIN: Final = 0.02
"""Seconds after which it is asked again whether all keys that were read are handled."""


class TimedPage(SessionPage):
    """Refuses keys that come too early, and lets one that may be held wait until it is not."""

    def __init__(self, interview_session: InterviewSession) -> None:
        """Wait for no key yet."""
        super().__init__(interview_session)
        self._timing = AnswerTiming(lambda: self.host.monotonic(), self.call_after_refresh, QUIET)
        self._came = float("-inf")
        self._waiting: Callable[[], None] | None = None
        self._waited: Timer | None = None
        self._refusing: Timer | None = None

    def heard(self, event: events.Key) -> bool:
        """Take note of when a key came; return whether it counts, as far as one was waited for.

        A key so soon after one that may be held says that the other is held or was typed blindly:
        neither of them counts. After a longer while the one that was waited for counts first.
        """
        since, self._came = self._came, self.host.came(event)
        if self._waiting is None:
            return True
        if self._came - since >= HELD:
            self._unheld(self._waiting)
            return True
        self._stop_waiting()
        return False

    def settle(self, key: str, then: Callable[[], None], *, changes: bool = True) -> None:
        """Do what a key means, at once or when it proves not to be held down.

        Args:
            key: by which the next one may be told to be the same.
            then: what is done.
            changes: whether this changes the session, which is asked about when it is finished.
        """
        if self.interview_session.read_only:
            self.say(self.interview_session.fault)
        elif self.interview_session.closed and changes:
            self.change(then)
        elif not self._timing.may_be_held(key, self._came):
            then()
        else:
            self._waiting = then
            self._waited = self.set_timer(HELD, partial(self._once_all_is_heard, then))

    def too_soon(self) -> bool:
        """Return whether a key comes before the question was there to be read; it says so then."""
        if self._timing.allows(self._came):
            return False
        self.refuse()
        return True

    def uncovered(self, *, named: bool = False) -> None:
        """Restart the wait after another screen: the key that closed it answers nothing.

        There is no wait where the screen before named what is asked here.
        """
        self._timing.uncovered(named=named)

    def dropped(self, reason: str) -> None:
        """Count no key after a dropped one until there is a pause."""
        self._came = self.host.monotonic()
        self._stop_waiting()
        self.refuse(reason)

    def refuse(self, reason: str = TOO_SOON) -> None:
        """Say where it is seen that a key was refused, and when keys count again."""
        self.say(reason, TextStyle.ALERT)
        if self._refusing is not None:
            self._refusing.stop()
        self._refusing = self.set_timer(QUIET, partial(self._take_again, reason))

    def _stop_waiting(self) -> None:
        """Let the key that is waited for count for nothing, nor any before there is a pause."""
        self._waiting = None
        self._timing.hold(self._came)
        if self._waited is not None:
            self._waited.stop()

    def _once_all_is_heard(self, then: Callable[[], None]) -> None:
        """Wait for the keys that the program has read and, on a busy computer, not yet handled."""
        self.app.call_later(self.call_later, self._once_none_waits, then)

    def _once_none_waits(self, then: Callable[[], None]) -> None:
        if self.host.keys_wait:
            self._waited = self.set_timer(_AGAIN, partial(self._once_all_is_heard, then))
        else:
            self._unheld(then)

    def _unheld(self, then: Callable[[], None]) -> None:
        if self._waiting is then:
            self._waiting = None
            then()

    def _take_again(self, reason: str) -> None:
        """Say that keys count again, in place of the reason alone: other words stay to be read."""
        self._refusing = None
        said = self.rows("#status").text == reason
        if said and not self.host.confirmations.question:
            self.say(self.interview_session.fault or TAKEN_AGAIN)
