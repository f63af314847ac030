"""The order of keys: each is handled whole before the next one, which waits for its page.

Textual hands a key on to the widget that has the focus now. On a busy computer that widget is on
the page that an earlier key leaves, or its page takes no key yet: the key would be lost, and the
next ones would answer other questions than those they were meant for.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Final

from textual.message import Message
from textual.message_pump import MessagePump

_ROUNDS: Final = 2
"""Ways to the app after a key: the first along with the key, the second with what it led to."""

_PATIENCE: Final = 3.0
"""Seconds after which a key that never came to an end holds back no other."""


class KeyOrder:
    """Holds keys back until the key before is handled and the page takes keys."""

    def __init__(
        self,
        handle: Callable[[Message], Awaitable[None]],
        way: Callable[[], Iterable[MessagePump]],
        is_ready: Callable[[], bool],
    ) -> None:
        """Begin without any key.

        Args:
            handle: handles a key or hands it on to a widget; or says what came between keys.
            way: from the widget that keys go to now, through those around it, to the app.
            is_ready: whether the page takes keys.
        """
        self._handle = handle
        self._way = way
        self._is_ready = is_ready
        self._keys: deque[Message] = deque()
        self._begun = float("-inf")

    @property
    def waiting(self) -> bool:
        """Return whether a key is held back."""
        return bool(self._keys)

    async def take(self, key: Message) -> None:
        """Handle a key, or what is to be said behind it, when its turn has come."""
        self._keys.append(key)
        await self.go_on()

    async def go_on(self) -> None:
        """Handle the next key, if nothing holds it back."""
        if self._keys and self._is_ready() and time.monotonic() - self._begun > _PATIENCE:
            self._begun = time.monotonic()
            way = tuple(self._way())
            await self._handle(self._keys.popleft())
            await self._follow(self._begun, way, 1)

    async def _follow(self, begun: float, way: Sequence[MessagePump], turn: int) -> None:
        """Go the way of a key behind it: what this comes to has done with the key."""
        for place, one in enumerate(way, 1):
            if one.call_later(self._follow, begun, way[place:], turn):
                return
        if begun != self._begun:
            return
        if turn < _ROUNDS:
            await self._follow(begun, tuple(self._way()), turn + 1)
        else:
            self._begun = float("-inf")
            await self.go_on()
