"""The timing of answers: a key counts once its question was readable, and if it is not held."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

AS_READ: Final = 0.25
"""Seconds that a question stands before a key can answer it; each key that comes sooner begins
the wait anew, so a held key never gets through."""

QUIET: Final = 1.0
"""Seconds without a key after a refused answer, until which every answer is refused: the keys
after a refused one were meant for the questions after it."""

HELD: Final = 0.11
"""Seconds after which a key that is held has come again, at any common rate of repeating."""

_NEW: Final = 1.0
"""Seconds within which a key may still be the one that is held since the question before:
keyboards wait up to that long before they repeat."""

ANSWERING: Final = frozenset("0123456789nuy")
"""Characters that begin an answer, and so wait until the question could be read."""

TOO_SOON: Final = "Too soon after the last key: nothing was taken. Wait a second, then go on."

TAKEN_AGAIN: Final = "Keys are taken again. The keys that came too soon stored nothing."


class AnswerTiming:
    """Decides whether a key may answer: its question was readable and the key is not held."""

    def __init__(self, clock: Callable[[], float], quiet: float = AS_READ) -> None:
        """Begin; nothing is shown yet.

        Args:
            clock: gives seconds that pass.
            quiet: seconds without a key after which a key counts again when one was refused.
        """
        self._clock = clock
        self._quiet = quiet
        self._refused = False
        self._since = self._shown = float("-inf")
        self._last: str | None = None

    def shown(self) -> None:
        """Start the wait for a new question."""
        self._since = self._shown = self._clock()

    def announced(self) -> None:
        """Take keys for a question that was announced at once; a key may be held all the same."""
        self._shown = self._clock()

    def uncovered(self) -> None:
        """Start the wait again; a key may be held since another screen."""
        self.shown()
        self._last = None

    def hold(self) -> None:
        """Restart the wait after a key that must not count."""
        self._since = self._clock()
        self._refused = True

    def allows(self) -> bool:
        """Return whether the question has stood long enough, and no refused key is recent."""
        wait = self._quiet if self._refused else AS_READ
        self._refused = self._clock() - self._since < wait
        if self._refused:
            self.hold()
        return not self._refused

    @property
    def is_ready(self) -> bool:
        """Return whether a key counts now; to ask begins no wait anew."""
        return self._clock() - self._since >= (self._quiet if self._refused else AS_READ)

    @property
    def refuses(self) -> bool:
        """Return whether a key comes too soon after a refused one."""
        return self._refused and not self.allows()

    def may_be_held(self, key: str) -> bool:
        """Return whether a key may be one that is held down since before the question was shown."""
        before, self._last = self._last, key
        return before in (key, None) and self.is_new

    @property
    def is_new(self) -> bool:
        """Say whether the question is so new that a key may be held since before it was there."""
        return self._clock() - self._shown < _NEW
