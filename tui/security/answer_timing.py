"""The timing of answers: a key counts if its question was on the screen, and if it is not held.

All moments are those at which keys came from the terminal, never those at which a busy computer
gets round to them: however late a key is handled, it is judged by what its user could see.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

AS_READ: Final = 0.25
"""Seconds that a question is on the screen before a key can have been meant for it."""

QUIET: Final = 1.0
"""Seconds without a key after a refused answer, until which every answer is refused: the keys
after a refused one were meant for the questions after it. Nobody who types blindly is so slow."""

HELD: Final = 0.11
"""Seconds after which a key that is held has come again, at any common rate of repeating."""

_NEW: Final = 1.0
"""Seconds within which a key may still be the one that is held since the question before:
keyboards wait up to that long before they repeat."""

ANSWERING: Final = frozenset("0123456789nuy")
"""Characters that begin an answer, and so wait until the question could be read."""

TOO_SOON: Final = "Too soon: nothing was taken. Press no key for one second, then go on."

TAKEN_AGAIN: Final = "Keys are taken again. The keys that came too soon stored nothing."

_NEVER: Final = float("-inf")
_NOT_PAINTED: Final = float("inf")


def at_once(then: Callable[[], None]) -> None:
    """Take it that what is shown is painted at once."""
    then()


class AnswerTiming:
    """Decides whether a key may answer: its question was readable and the key is not held."""

    def __init__(
        self,
        clock: Callable[[], float],
        when_painted: Callable[[Callable[[], None]], object] = at_once,
        quiet: float = AS_READ,
        reading: float = AS_READ,
    ) -> None:
        """Begin; nothing is shown yet.

        Args:
            clock: gives seconds that pass.
            when_painted: calls back once what is shown has been written to the terminal.
            quiet: seconds without a key after which a key counts again when one was refused.
            reading: seconds that something has to be on the screen before a key counts.
        """
        self._clock = clock
        self._when_painted = when_painted
        self._quiet = quiet
        self._reading = reading
        self._refused = False
        self._since = self._asked = self._dropped = _NEVER
        self._paints = 0
        self._last: str | None = None

    def shown(self) -> None:
        """Start the wait for a new question."""
        self._asked = self._clock()
        self._wait_for_paint()

    def announced(self) -> None:
        """Take keys for a question that was announced at once; a key may be held all the same."""
        self._asked = self._clock()

    def uncovered(self, *, named: bool = False) -> None:
        """Start the wait again, unless this was announced; a key may be held either way."""
        (self.announced if named else self.shown)()
        self._last = None

    def hold(self, came: float) -> None:
        """Restart the wait after a key that must not count; it came at a moment."""
        first, self._refused = not self._refused, True
        self._dropped = came
        if first:
            self._wait_for_paint()  # of the words that say so
        elif self._since != _NOT_PAINTED:
            self._since = came

    def allows(self, came: float) -> bool:
        """Return whether a key came when its question was there to be read; else it is held."""
        if self.is_ready(came):
            self._refused = False
        else:
            self.hold(came)
        return not self._refused

    def is_ready(self, came: float) -> bool:
        """Return whether a key counts that came at a moment; to ask begins no wait anew."""
        return came - self._since >= (self._quiet if self._refused else self._reading)

    def refuses(self, came: float) -> bool:
        """Return whether a key comes too soon after a refused one."""
        return self._refused and not self.allows(came)

    def may_be_held(self, key: str, came: float) -> bool:
        """Return whether a key may be one that is held down since before the question was shown."""
        before, self._last = self._last, key
        return before in (key, None) and self.is_new(came)

    def is_new(self, came: float) -> bool:
        """Say whether the question is so new that a key may be held since before it was there."""
        return came - self._asked < _NEW

    def _wait_for_paint(self) -> None:
        self._since = _NOT_PAINTED
        self._paints += 1
        self._when_painted(partial(self._painted, self._paints))

    def _painted(self, paint: int) -> None:
        if paint == self._paints:
            self._since = max(self._clock(), self._dropped)
