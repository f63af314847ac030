"""The timing of answers: a key counts once its question was readable, and if it is not held."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

AS_READ: Final = 0.25
"""Seconds that a question stands before a key can answer it; each key that comes sooner begins
them anew, so a held key never gets through."""

HELD: Final = 0.11
"""Seconds after which a key that is held has come again, at any common rate of repeating."""

_NEW: Final = 1.0
"""Seconds within which a key may still be the one that is held since the question before:
keyboards wait up to that long before they repeat."""

TOO_SOON: Final = "Too soon after the last key: nothing was taken. Press it again."


class AnswerTiming:
    """Decides whether a key may answer: its question was readable and the key is not held."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Begin; `clock` gives seconds that pass."""
        self._clock = clock
        self._since = self._shown = float("-inf")
        self._last: str | None = None

    def shown(self) -> None:
        """Start the wait for a new question."""
        self._since = self._shown = self._clock()

    def uncovered(self) -> None:
        """Start the wait again; a key may be held since another screen."""
        self.shown()
        self._last = None

    def hold(self) -> None:
        """Restart the wait after a key that must not count."""
        self._since = self._clock()

    def allows(self) -> bool:
        """Return whether the question has stood long enough."""
        allowed = self._clock() - self._since >= AS_READ
        if not allowed:
            self.hold()
        return allowed

    def may_be_held(self, key: str) -> bool:
        """Return whether a key may be one that is held down since before the question was shown."""
        before, self._last = self._last, key
        return before in (key, None) and self.is_new

    @property
    def is_new(self) -> bool:
        """Say whether the question is so new that a key may be held since before it was there."""
        return self._clock() - self._shown < _NEW
