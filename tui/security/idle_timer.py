"""The idle clock: how long nobody has pressed a key, sleep of the computer included."""

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
    """Whether to warn, and whether to lock."""

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
        """A key was pressed."""
        self._touched = self._clock()

    @property
    def over(self) -> bool:
        """Whether it is time to lock."""
        return self._clock() - self._touched >= self.limit

    @property
    def nearly_over(self) -> bool:
        """Whether it is time to warn."""
        return self._clock() - self._touched >= self.limit - WARNING
