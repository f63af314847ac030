"""The order of keys: none is lost or meets another page, however slowly the program follows."""

from __future__ import annotations

import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from tests.support.screen_driver import Bench, answered, handled, interview_session, words
from tui.screens.help import HelpScreen
from tui.screens.new_session import NewSessionScreen


@asynccontextmanager
async def loading(bench: Bench, keys: str) -> AsyncIterator[Pilot[int]]:
    """An app that loads its content until all keys are typed."""
    typed = threading.Event()
    loaded = bench.app().options.load

    def load() -> object:
        typed.wait(10)
        return loaded()

    app = bench.app(load)  # type: ignore[arg-type]
    app.monotonic = time.monotonic
    async with app.run_test(size=(80, 24)) as pilot:
        for key in keys.split():
            await pilot.press(key)
        typed.set()
        await pilot.app.workers.wait_for_complete()
        while app.keys_wait:
            await pilot.pause(0.01)
        await handled(pilot)
        yield pilot


async def test_keys_that_come_while_the_pathway_loads_meet_the_pages_they_were_meant_for(
    bench: Bench,
) -> None:
    async with loading(bench, "n enter n") as pilot:
        await answered(pilot)
        session = interview_session(pilot)
        assert not session.session.label
        assert len(session.answers) == 8


async def test_what_is_typed_before_the_label_is_asked_for_is_no_label(bench: Bench) -> None:
    async with loading(bench, "n n y 7 2 enter 1 1") as pilot:
        assert isinstance(pilot.app.screen, NewSessionScreen)
        assert not pilot.app.screen.query_one("#label").value  # type: ignore[attr-defined]
        assert "nothing was taken" in words(pilot)


async def test_a_fault_of_the_content_lets_go_of_the_keys(bench: Bench) -> None:
    def load() -> object:
        raise OSError

    app = bench.app(load)  # type: ignore[arg-type]
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", "question_mark")
        for _ in range(100):
            await pilot.pause(0.02)
            if isinstance(app.screen, HelpScreen):
                break
        assert isinstance(app.screen, HelpScreen)
