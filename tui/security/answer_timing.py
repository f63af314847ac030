"""The pace of answers: a key counts once its question was there to be read, and is not held."""

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
    """Whether a key that would answer comes from a finger that has seen the question."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Begin; `clock` gives seconds that pass."""
        self._clock = clock
        self._since = self._shown = float("-inf")
        self._last: str | None = None

    def shown(self) -> None:
        """Another question is there."""
        self._since = self._shown = self._clock()

    def uncovered(self) -> None:
        """The question is there again; any key may be held since another screen."""
        self.shown()
        self._last = None

    def hold(self) -> None:
        """A key has come that must not count: begin anew."""
        self._since = self._clock()

    def allows(self) -> bool:
        """Whether the question has stood long enough."""
        allowed = self._clock() - self._since >= AS_READ
        if not allowed:
            self.hold()
        return allowed

    def may_be_held(self, key: str) -> bool:
        """Whether a key may be one that is held down since before the question was shown."""
        before, self._last = self._last, key
        return before in (key, None) and self.is_new

    @property
    def is_new(self) -> bool:
        """Whether the question is so new that a key may be held since before it was there."""
        return self._clock() - self._shown < _NEW
