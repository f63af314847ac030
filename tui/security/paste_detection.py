"""Detection of pastes: several keys that arrive together, faster than anybody types."""

from __future__ import annotations

from collections import deque
from typing import Final

TOGETHER: Final = 0.03
"""Seconds within which two keys came at once: the fastest keyboards repeat no faster."""

HARMLESS: Final = frozenset(
    {"up", "down", "left", "right", "home", "end", "pageup", "pagedown", "j", "k", "backspace"}
)
"""Keys that only move or take back, which a slow line may well deliver together."""

_OVER: Final = 0.25
"""Seconds without a key after which a burst is over: what is left of it may be read late."""

_READ: Final = 5.0
"""Seconds that the keys of one burst take at most to be told apart."""

_REMEMBERED: Final = 64


class PasteDetector:
    """Records when several keys arrived together, by the clock that stamps the keys."""

    def __init__(self) -> None:
        """Begin without any input."""
        self._spans: deque[tuple[float, float]] = deque(maxlen=_REMEMBERED)
        self._last = self._until = float("-inf")

    def heard(self, keys: int, now: float) -> None:
        """Record how many keys, moves left out, the terminal sent at a moment."""
        if not keys:
            return
        if self._spans and self._spans[-1][1] > now:
            self._spans[-1] = (self._spans[-1][0], now)
        if keys > 1 or now - self._last < TOGETHER:
            self._spans.append((now, now + _READ))
        self._last = now

    def hold(self, moment: float, now: float) -> bool:
        """Say whether a key that was read at a moment, and is looked at now, came with others."""
        held = moment < self._until or any(start <= moment < end for start, end in self._spans)
        if held:
            self._until = now + _OVER
        return held
