"""The idle timer: the time since the last key, sleep of the computer included."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

WARNING: Final = 30.0
"""Seconds before the lock at which it is announced."""


def boottime() -> float:
    """Seconds that pass even while the computer sleeps."""
    clock = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return time.clock_gettime(clock)


class IdleTimer:
    """Decides when to warn and when to lock."""

    def __init__(self, minutes: int, clock: Callable[[], float] = boottime) -> None:
        """Begin to count.

        Args:
            minutes: without a key, after which the screen locks.
            clock: gives seconds that pass.
        """
        self.limit = minutes * 60.0
        self._clock = clock
        self._touched = clock()

    def touch(self) -> None:
        """Restart the timer after a key."""
        self._touched = self._clock()

    @property
    def over(self) -> bool:
        """Return whether it is time to lock."""
        return self._clock() - self._touched >= self.limit

    @property
    def nearly_over(self) -> bool:
        """Return whether it is time to warn."""
        return self._clock() - self._touched >= self.limit - WARNING
