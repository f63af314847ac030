"""A key that may be held down: it counts once it has not come again for a while."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.security.answer_timing import HELD, AnswerTiming

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.timer import Timer


class HeldKey:
    """The wait before a key counts, which the next key ends, also one that was dropped."""

    def __init__(self, screen: Screen[None], timing: AnswerTiming) -> None:
        """Wait for no key yet."""
        self._screen, self._timing = screen, timing
        self._then: Callable[[], None] | None = None
        self._timer: Timer | None = None

    def wait(self, then: Callable[[], None]) -> None:
        """Wait, and then do what the key means."""
        self._then = then
        self._timer = self._screen.set_timer(HELD, lambda: self._once_all_is_heard(then))

    def end(self) -> bool:
        """Drop the key that waits; false where none waits."""
        if self._then is None:
            return False
        self.dropped()
        return True

    def dropped(self) -> None:
        """Take note of a key that was dropped: no key counts until there is a pause."""
        self._then = None
        self._timing.hold()
        if self._timer is not None:
            self._timer.stop()

    def _once_all_is_heard(self, then: Callable[[], None]) -> None:
        """Wait for the keys that the program has read and, on a busy computer, not yet handled."""
        self._screen.app.call_later(self._screen.call_later, self._count, then)

    def _count(self, then: Callable[[], None]) -> None:
        if self._then is then:
            self._then = None
            then()
