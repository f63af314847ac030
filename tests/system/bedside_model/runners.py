"""Runners of the program that is compared with its model: in this process, or in its own."""

from __future__ import annotations

import asyncio
import itertools
import shutil
import signal
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, Protocol

from textual import events
from textual.pilot import Pilot

from tests.support.real_terminal import Terminal
from tests.support.screen_driver import handled, settled, words
from tui.security.idle_timer import IdleTimer
from tui.shell.app import Spinepath
from tui.shell.options import Options
from tui.state.loaded_content import LoadedContent

START: Final = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
_BYTES: Final = {
    "enter": b"\r",
    "space": b" ",
    "down": b"\x1b[B",
    "up": b"\x1b[A",
    "home": b"\x1b[H",
    "delete": b"\x1b[3~",
    "backspace": b"\x7f",
    "slash": b"/",
    "ctrl+g": b"\x07",
    "ctrl+l": b"\x0c",
    "ctrl+c": b"\x03",
    "ctrl+q": b"\x11",
}
_SEEN: Final = 0.3
"""Longer than a question has to stand before a key can answer it."""

_REST: Final = 2.0
_PATIENCE: Final = 60.0
_FRAME: Final = 0.02


class Face(Protocol):
    """The running program.

    Attributes:
        directory: where it keeps its sessions.
    """

    directory: Path

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        ...

    def shows(self, *sought: str) -> str:
        """The screen with all white space folded, once it has all that is sought."""
        ...

    def rest(self) -> None:
        """Let so much time pass as fingers that rest."""
        ...

    def end(self) -> None:
        """End the program as it ends by itself."""
        ...

    def kill(self) -> None:
        """End it without letting it do anything more; `directory` is then what is left."""
        ...


class Inside:
    """The program in this process, on a screen that nobody sees.

    Attributes:
        app: the program.
        directory: where it keeps its sessions.
    """

    _minutes = itertools.count()

    def __init__(self, loaded: LoadedContent, directory: Path) -> None:
        passing = itertools.count(0, 10)
        self.directory = directory
        self.asleep = 0.0
        options = Options(
            directory,
            load=lambda: loaded,
            clock=lambda: START + timedelta(minutes=next(self._minutes)),
            monotonic=lambda: float(next(passing)),
            program="0.1",
            idle=IdleTimer(5, lambda: self.asleep),
        )
        self.app = Spinepath(options)
        self._loop = asyncio.new_event_loop()
        self._work: asyncio.Queue[Callable[[Pilot[int]], Awaitable[None]] | None] = asyncio.Queue()
        self._done = asyncio.Event()
        self._running = self._loop.create_task(self._serve())
        self._do(settled)

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""

        async def pressed(pilot: Pilot[int]) -> None:
            for key in keys:
                character = key if len(key) == 1 else {"slash": "/", "space": " "}.get(key)
                pilot.app.post_message(events.Key(key, character))
                await handled(pilot)

        self._do(pressed)

    def shows(self, *sought: str) -> str:
        """The screen with all white space folded, once it has all that is sought."""
        found = []

        async def look(pilot: Pilot[int]) -> None:
            end = time.monotonic() + _PATIENCE
            while not all(part in (text := words(pilot)) for part in sought):
                assert time.monotonic() < end, f"{sought} not in {text}"
                await pilot.pause(_FRAME)
            found.append(text)

        self._do(look)
        return found[0]

    def sleep(self) -> None:
        """Let the time pass after which the screen locks."""
        self.asleep += 3600

        async def tick(_: Pilot[int]) -> None:
            self.app._tick()

        self._do(tick)

    def rest(self) -> None:
        """Let so much time pass as fingers that rest."""
        self.app.workspace.save_drafts()

    def end(self) -> None:
        """End the program as it ends by itself."""
        if not self._running.done():
            self.press("ctrl+c", "ctrl+q")
        self._work.put_nowait(None)
        self._loop.run_until_complete(self._running)
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()

    def kill(self) -> None:
        """Keep what is on the disk at this moment; whatever the program does after is lost."""
        left = self.directory.with_name(f"{self.directory.name}k")
        shutil.copytree(self.directory, left)
        self.end()
        shutil.rmtree(self.directory)
        self.directory = left

    async def _serve(self) -> None:
        async with self.app.run_test() as pilot:
            while (work := await self._work.get()) is not None:
                await work(pilot)
                self._done.set()

    def _do(self, work: Callable[[Pilot[int]], Awaitable[None]]) -> None:
        """Have something done by the program's own loop, which stands still meanwhile."""
        self._done.clear()
        self._work.put_nowait(work)
        self._loop.run_until_complete(self._until_done())

    async def _until_done(self) -> None:
        done: asyncio.Task[Any] = asyncio.create_task(self._done.wait())
        await asyncio.wait({done, self._running}, return_when=asyncio.FIRST_COMPLETED)
        if self._running.done():
            done.cancel()
            self._running.result()
            raise AssertionError("the program ended by itself")


class Outside:
    """The program in a process of its own, on a terminal.

    Attributes:
        directory: where it keeps its sessions.
    """

    def __init__(self, opened: Terminal, directory: Path) -> None:
        self.directory = directory
        self._opened = opened

    def press(self, *keys: str) -> None:
        """Press keys, no faster than a hand that reads what it answers."""
        for key in keys:
            self._opened.type(_BYTES.get(key, key.encode()))
            while self._opened.read(_SEEN):
                pass

    def shows(self, *sought: str) -> str:
        """The screen with all white space folded, once it has all that is sought."""
        end = time.monotonic() + _PATIENCE
        while not all(part in (text := self._text()) for part in sought):
            assert time.monotonic() < end, f"{sought} not in {text}"
            self._opened.read(_SEEN)
        return text

    def rest(self) -> None:
        """Let so much time pass as fingers that rest."""
        self._opened.read(_REST)

    def end(self) -> None:
        """End the program as it ends by itself."""
        self.press("ctrl+c", "ctrl+q")
        assert self._opened.ended(5) == 0

    def kill(self) -> None:
        """Kill it."""
        self._opened.signal(signal.SIGKILL)
        self._opened.ended(5)
        self._opened.close()

    def _text(self) -> str:
        return " ".join(self._opened.screen().split())
