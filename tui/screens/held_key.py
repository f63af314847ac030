"""A key that may be held down: it counts once it has not come again for a while."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.security.answer_timing import HELD

if TYPE_CHECKING:
    from textual.screen import Screen


class HeldKey:
    """The wait before a key counts, which the next key ends."""

    def __init__(self, screen: Screen[None], then: Callable[[], None]) -> None:
        """Wait, and then do what the key means."""
        self._screen, self._then = screen, then
        self._ended = False
        self._timer = screen.set_timer(HELD, self._once_all_is_heard)

    def end(self) -> None:
        """Let the key count for nothing."""
        self._ended = True
        self._timer.stop()

    def _once_all_is_heard(self) -> None:
        """Wait for the keys that the program has read and, on a busy computer, not yet handled."""
        self._screen.app.call_later(self._screen.call_later, self._count)

    def _count(self) -> None:
        if not self._ended:
            self._then()
