"""Confirmations: a key deletes, finishes or replaces only after its warning was readable."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from textual.timer import Timer

from tui.security.answer_timing import ANSWERING, HELD, TOO_SOON, AnswerTiming, at_once

YES: Final = "y"


def _nothing() -> None:
    """Do nothing."""


class Host(Protocol):
    """The part of the program that confirmations need."""

    @property
    def screen(self) -> object:
        """The screen that is shown."""

    def set_timer(self, delay: float, callback: Callable[[], None]) -> Timer:
        """Call back after some seconds."""

    def say(self, message: str) -> None:
        """Tell the user something."""


class Confirmations:
    """Refuses confirmations by a paste or a held key, on every screen.

    Attributes:
        question: that the next key answers; empty for none.
    """

    def __init__(
        self,
        host: Host,
        clock: Callable[[], float],
        when_painted: Callable[[Callable[[], None]], object] = at_once,
    ) -> None:
        """Begin; nothing is offered yet.

        Args:
            host: the program.
            clock: gives seconds that pass.
            when_painted: calls back once what is shown has been written to the terminal.
        """
        self._host = host
        self._timing = AnswerTiming(clock, when_painted)
        self._came = float("-inf")
        self._waiting: Timer | None = None
        self._key = self._before = ""
        self.question = ""
        self._declined = ""
        self._agreed: Callable[[], None] = _nothing
        self._asked_on: object = None

    def heard(self, key: str, came: float) -> None:
        """Take note of every key, and of when it came.

        One that comes while another is waited for undoes both.
        """
        self._before, self._key, self._came = self._key, key, came
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
            self._timing.hold(came)

    def offer(self) -> None:
        """Something is on the screen now that a key can confirm; the first key of all can."""
        if self._key:
            self._timing.shown()

    def ask(self, question: str, then: Callable[[], None], declined: str) -> None:
        """Ask on the screen that is shown; the next key answers.

        Args:
            question: which says that y does it.
            then: what y does.
            declined: what is said of any other key.
        """
        self.question, self._agreed, self._declined = question, then, declined
        self._asked_on = self._host.screen
        self.offer()
        self._host.say(question)

    def takes(self, character: str | None) -> bool:
        """Return whether a key answers the open question; it does nothing else then.

        `y` does what is asked. Any other key declines; where it answers questions it means no
        more than that, and a key that follows at once does nothing.
        """
        if not self.question:
            return False
        if self._host.screen is not self._asked_on:
            self.question = ""
            return False
        if character == YES:
            self.confirm(self._agree)
            return True
        self.decline()
        return character in ANSWERING

    def decline(self) -> None:
        """End the open question, if there is one: what is asked is not done."""
        if self.question:
            self.question = ""
            self._host.say(self._declined)
            self.offer()

    def _agree(self) -> None:
        self.question = ""
        self._host.say("")
        self._agreed()

    def confirm(self, then: Callable[[], None]) -> None:
        """Do it for the key that was just heard, unless that came too soon or is held down."""
        if not self._timing.allows(self._came):
            self._host.say(TOO_SOON)
        elif self._key == self._before and self._timing.is_new(self._came):
            self._waiting = self._host.set_timer(HELD, lambda: self._do(then))
        else:
            then()

    def _do(self, then: Callable[[], None]) -> None:
        self._waiting = None
        then()
