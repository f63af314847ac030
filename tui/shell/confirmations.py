"""Confirmations: a key deletes, finishes or replaces only after its warning was readable."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from textual.timer import Timer

from tui.security.answer_timing import HELD, TOO_SOON, AnswerTiming


class Host(Protocol):
    """The part of the program that confirmations need."""

    def set_timer(self, delay: float, callback: Callable[[], None]) -> Timer:
        """Call back after some seconds."""
        ...

    def say(self, message: str) -> None:
        """Tell the user something."""
        ...


class Confirmations:
    """Holds back what a paste or a held key would confirm, on whatever screen that is."""

    def __init__(self, host: Host, clock: Callable[[], float]) -> None:
        """Begin; nothing is offered yet.

        Args:
            host: the program.
            clock: gives seconds that pass.
        """
        self._host = host
        self._timing = AnswerTiming(clock)
        self._waiting: Timer | None = None
        self._key = self._before = ""

    def heard(self, key: str) -> None:
        """Take note of every key; one that comes while another is waited for undoes both."""
        self._before, self._key = self._key, key
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
            self._timing.hold()

    def offer(self) -> None:
        """Something is on the screen now that a key can confirm."""
        self._timing.shown()

    def confirm(self, then: Callable[[], None]) -> None:
        """Do it for the key that was just heard, unless that came too soon or is held down."""
        if not self._timing.allows():
            self._host.say(TOO_SOON)
        elif self._key == self._before and self._timing.is_new:
            self._waiting = self._host.set_timer(HELD, lambda: self._do(then))
        else:
            then()

    def _do(self, then: Callable[[], None]) -> None:
        self._waiting = None
        then()
