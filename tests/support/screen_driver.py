"""Driving the interface in tests: an app on a store of its own, its screen as plain text."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from textual.pilot import Pilot

from data.content.loader import Content
from engine.diagram.compiler import Compiled
from tests.support.contrast import faults
from tests.support.goldens import check_page
from tui.screens.interview import InterviewScreen
from tui.shell.app import Spinepath
from tui.shell.options import Options
from tui.state.interview_session import InterviewSession
from tui.state.loaded_content import LoadedContent

SIZE = (80, 24)
_FRAMES = 0.008
_ROUNDS = 3
_PATIENCE = 100
START = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


class Bench:
    """Makes apps that share a store and a clock.

    Attributes:
        directory: where the sessions are kept.
        later: how much later it is than at the start.
    """

    def __init__(self, content: Content, compiled: Compiled, directory: Path) -> None:
        self._loaded = LoadedContent(content, compiled)
        self._seconds = itertools.count()
        self.directory = directory
        self.later = timedelta()

    def app(
        self, load: Callable[[], LoadedContent] | None = None, *, pace: float = 10.0
    ) -> Spinepath:
        """An app in which `pace` seconds pass between two looks at the clock."""
        passing = itertools.count(0, pace)
        options = Options(
            self.directory,
            load=load or (lambda: self._loaded),
            clock=lambda: START + self.later + timedelta(seconds=next(self._seconds)),
            monotonic=lambda: float(next(passing)),
            program="0.1.0",
        )
        return Spinepath(options)

    @asynccontextmanager
    async def running(
        self, app: Spinepath | None = None, size: tuple[int, int] = SIZE
    ) -> AsyncIterator[Pilot[int]]:
        """A running app with its content loaded."""
        app = app or self.app()
        async with app.run_test(size=size) as pilot:
            for _ in range(_PATIENCE):
                await settled(pilot)
                if app.workspace.loaded is not None and app.workspace.worklist.sessions is not None:
                    break
            await settled(pilot)
            yield pilot


async def settled(pilot: Pilot[int]) -> None:
    """Wait until the workers are done."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause(_FRAMES)
    await handled(pilot)


async def press(pilot: Pilot[int], keys: str) -> None:
    """Press keys named with blanks between them, and wait for a frame or two."""
    for key in keys.split():
        await pilot.press(key)
        await handled(pilot)
    await pilot.pause(_FRAMES)
    await handled(pilot)


async def handled(pilot: Pilot[int]) -> None:
    """Wait until what was sent has gone through the app, its screen and the focused widget.

    The screen is painted then: only a question that was painted is answered.

    Pilot itself waits until the process looks idle, which it also does on a busy machine.
    """
    for _ in range(_ROUNDS):
        app = pilot.app
        if not app.is_running:
            return
        for part in (app, app.screen, app.focused or app.screen):
            done = asyncio.Event()
            wait = part.call_after_refresh if part is app.screen else part.call_later
            if not part.is_running or not wait(done.set):
                continue
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(done.wait(), 5)


class Shown(str):
    """The screen as plain text, and its app."""

    app: Spinepath


def screen(pilot: Pilot[int]) -> Shown:
    """The screen as plain text without blanks at the end of lines."""
    strips = pilot.app.screen._compositor.render_strips()
    lines = ["".join(part.text for part in strip).rstrip() for strip in strips]
    text = Shown("\n".join(lines) + "\n")
    assert isinstance(pilot.app, Spinepath)
    text.app = pilot.app
    return text


def words(pilot: Pilot[int]) -> str:
    """The screen as plain text with all white space folded."""
    return " ".join(screen(pilot).split())


def interview_session(pilot: Pilot[int]) -> InterviewSession:
    """The interview session of the interview on the screen."""
    for shown in reversed(pilot.app.screen_stack):
        if isinstance(shown, InterviewScreen):
            return shown.interview_session
    raise AssertionError("no interview is open")


async def answered(pilot: Pilot[int]) -> None:
    """Wait until a key that had to wait has answered, however busy the computer is."""
    for _ in range(_PATIENCE):
        if interview_session(pilot).answers:
            return
        await pilot.pause(0.05)


async def go_to(pilot: Pilot[int], key: str) -> None:
    """Put the interview on a question that applies."""
    shown = pilot.app.screen
    assert isinstance(shown, InterviewScreen)
    assert shown.interview_session.go_to(key)
    shown.open_question()
    await settled(pilot)


def check_golden(name: str, text: Shown) -> None:
    """Compare with the kept screen, and look whether it can be read in all colours."""
    check_text(name, text)
    assert not faults(text.app)


def check_text(name: str, text: str) -> None:
    """Compare with the kept text, and look whether it fits on the screen."""
    check_page(name, text)
    assert max(map(len, text.splitlines())) <= SIZE[0]
    assert not re.search(r"\S{81}", text)
