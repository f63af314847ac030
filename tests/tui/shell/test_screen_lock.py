"""The lock: it comes in time, covers everything, and opens to the PIN alone."""

from __future__ import annotations

import json
import stat
import time
from pathlib import Path

import pytest
from textual.pilot import Pilot

from data.store import Store
from tests.support.real_terminal import START, answer_first, terminal
from tests.support.screen_driver import Bench, interview_session, press, screen, settled, words
from tui.screens.lock import LockScreen
from tui.security import access_log, pin
from tui.security.idle_timer import WARNING, IdleTimer
from tui.shell.app import Spinepath
from tui.shell.options import Options

CANARY = "ZZDOE"
PIN = "4711"
FIRST = "Any of these, new or worse?"


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(bench: Bench, clock: Clock) -> Spinepath:
    app = bench.app()
    app._idle = IdleTimer(5, clock)
    return app


async def to_question(pilot: Pilot[int]) -> None:
    await press(pilot, f"n {' '.join(CANARY)} enter")
    assert FIRST in words(pilot)
    assert CANARY in words(pilot)


async def wait(pilot: Pilot[int], clock: Clock, seconds: float) -> None:
    clock.now += seconds
    pilot.app._tick()  # type: ignore[attr-defined]
    await settled(pilot)


def noted(directory: Path) -> list[str]:
    lines = (directory / access_log.FILE).read_text().splitlines()
    return [json.loads(line)["event"] for line in lines]


async def test_a_question_stands_again_after_the_warning_and_ends_with_the_lock(
    bench: Bench, app: Spinepath, clock: Clock
) -> None:
    """A key that deletes is never taken for a question that nobody sees."""
    async with bench.running(app) as pilot:
        await press(pilot, "n B enter q d")
        await wait(pilot, clock, 300 - WARNING + 1)
        assert "n keeps it" not in words(pilot)
        await press(pilot, "j")
        assert "n keeps it" in words(pilot)
        await wait(pilot, clock, 301)
        await press(pilot, "enter")
        assert "n keeps it" not in words(pilot)
        assert "n new" in screen(pilot).splitlines()[-1]
        await press(pilot, "y")
        assert len(Store.open(bench.directory).sessions()) == 1


async def test_it_warns_then_covers_everything_and_its_first_key_only_wakes(
    bench: Bench,
    app: Spinepath,
    clock: Clock,
) -> None:
    pin.keep(bench.directory, PIN)
    async with bench.running(app) as pilot:
        await press(pilot, f"enter {' '.join(PIN)} enter")
        await to_question(pilot)
        await press(pilot, "1")
        await wait(pilot, clock, 300 - WARNING + 1)
        assert "locks in 30 seconds" in words(pilot)
        await press(pilot, "n")
        assert not interview_session(pilot).session.events, (
            "the key that keeps it open does nothing else"
        )
        assert "locks in 30 seconds" not in words(pilot)
        await wait(pilot, clock, 301)
        for key in ("n", "p", "r", "q", "question_mark", "colon", "escape", "ctrl+p", "1"):
            shown = words(pilot)
            assert "Locked" in shown
            assert CANARY not in shown
            assert "EMERGENCY" not in shown
            assert "RED FLAG" not in shown
            await press(pilot, key if key != "n" else "x")
        await press(pilot, "enter")
        await press(pilot, f"{' '.join('9999')} enter")
        assert "That is not the PIN." in words(pilot)
        await press(pilot, f"{' '.join(PIN)} enter")
        assert FIRST in words(pilot)
        assert "[x]" in words(pilot), "what was half entered is still there"
    assert noted(bench.directory) == ["opened", "locked", "wrong PIN", "opened"]
    assert stat.S_IMODE((bench.directory / access_log.FILE).stat().st_mode) == 0o600
    assert CANARY not in (bench.directory / access_log.FILE).read_text()


async def test_after_the_computer_slept_the_first_key_is_not_applied(
    bench: Bench,
    app: Spinepath,
    clock: Clock,
) -> None:
    async with bench.running(app) as pilot:
        await to_question(pilot)
        clock.now += 8 * 3600
        await press(pilot, "n")
        assert "Locked" in words(pilot)
        assert not interview_session(pilot).session.events


@pytest.mark.slow
async def test_a_guest_begins_at_once_and_sees_nothing_that_is_kept(
    bench: Bench,
    app: Spinepath,
    clock: Clock,
) -> None:
    pin.keep(bench.directory, PIN)
    async with bench.running(app) as pilot:
        await press(pilot, f"enter {' '.join(PIN)} enter")
        await to_question(pilot)
        behind = interview_session(pilot).session.id
        await press(pilot, "ctrl+l n")
        assert FIRST in words(pilot)
        assert interview_session(pilot).session.id != behind
        await press(pilot, "n 1")
        for keys in ("p", "q", "n", "p e ctrl+g q", "n r q", "n", "ctrl+l"):
            await press(pilot, keys)
            assert CANARY not in words(pilot)
            assert "Label" not in words(pilot)
        assert "Locked" in words(pilot)
        await press(pilot, f"enter {' '.join(PIN)} enter")
        assert CANARY in words(pilot)
        assert interview_session(pilot).session.id == behind
        assert pilot.app.workspace.interview_session is interview_session(pilot)  # type: ignore[attr-defined]


async def test_an_answer_that_comes_after_a_guest_has_left_is_no_fault(
    bench: Bench,
    app: Spinepath,
) -> None:
    async with bench.running(app) as pilot:
        await press(pilot, "ctrl+l ctrl+g n n")
        guest = interview_session(pilot)
        kept = guest.session.answers
        await press(pilot, "ctrl+l")
        guest.answer({"neuro_exam_done": "yes"})  # as a key does that was waited for
        assert not guest.fault
        assert Store.open(bench.directory).load(guest.session.id).answers == kept


async def test_an_emergency_opens_it_for_a_reason_that_is_recorded_and_shown(
    bench: Bench,
    app: Spinepath,
) -> None:
    pin.keep(bench.directory, PIN)
    async with bench.running(app) as pilot:
        await press(pilot, f"enter {' '.join(PIN)} enter")
        await to_question(pilot)
        await press(pilot, "ctrl+l g enter")
        assert "Type a reason first." in words(pilot)
        await press(pilot, "r e s u s enter")
        assert FIRST in words(pilot)
        assert "OPENED WITHOUT THE PIN, recorded: resus" in words(pilot)
        await press(pilot, "p")
        assert "OPENED WITHOUT THE PIN" in words(pilot)
    assert noted(bench.directory).count("opened by emergency") == 1


@pytest.mark.slow
async def test_many_wrong_pins_have_to_wait(bench: Bench, app: Spinepath) -> None:
    pin.keep(bench.directory, PIN)
    async with bench.running(app) as pilot:
        await press(pilot, "enter")
        for _ in range(5):
            await press(pilot, "0 0 0 1 enter")
        await press(pilot, f"{' '.join(PIN)} enter")
        assert "Too many wrong PINs. Wait" in words(pilot)
        assert isinstance(pilot.app.screen, LockScreen)


async def test_without_a_pin_it_covers_and_who_locks_on_purpose_is_asked_for_one(
    bench: Bench,
    app: Spinepath,
    clock: Clock,
) -> None:
    async with bench.running(app) as pilot:
        await to_question(pilot)
        await wait(pilot, clock, 301)
        assert "No PIN is set" in words(pilot)
        await press(pilot, "x enter")
        assert FIRST in words(pilot)
        await press(pilot, "ctrl+l 1 1 1 1 enter")
        assert "one repeated character" in words(pilot)
        await press(pilot, "4 7 1 1 enter 4 7 1 2 enter")
        assert "not the same" in words(pilot)
        await press(pilot, "4 7 1 1 enter 4 7 1 1 enter")
        assert "The PIN is set" in words(pilot)
        await press(pilot, "enter 4 7 1 1 enter")
        assert FIRST in words(pilot)
    assert pin.fits(bench.directory, PIN)
    assert not pin.fits(bench.directory, "4712")
    file = bench.directory / pin.FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert PIN not in file.read_text()


async def test_without_a_pin_the_lock_sets_one_as_it_says(bench: Bench, app: Spinepath) -> None:
    async with bench.running(app) as pilot:
        await to_question(pilot)
        await press(pilot, "ctrl+l ctrl+g")
        assert "No PIN is set, so Enter uncovers the screen. Ctrl+L sets one." in words(pilot)
        await press(pilot, "ctrl+l")
        assert "Choose a PIN" in words(pilot)


async def test_without_a_pin_the_first_enter_uncovers_also_after_the_warning(
    bench: Bench,
    app: Spinepath,
    clock: Clock,
) -> None:
    async with bench.running(app) as pilot:
        await to_question(pilot)
        await wait(pilot, clock, 300 - WARNING + 1)
        await wait(pilot, clock, 301)
        assert "Locked" in words(pilot)
        await press(pilot, "enter")
        assert FIRST in words(pilot)
        assert "locks in 30 seconds" not in words(pilot)
        await press(pilot, "q")
        await wait(pilot, clock, 300 - WARNING + 1)
        assert "locks in 30 seconds" in words(pilot)
        await wait(pilot, clock, 301)
        await press(pilot, "enter")
        assert "locks in 30 seconds" not in words(pilot)


async def test_a_pin_that_cannot_be_read_opens_nothing(bench: Bench, app: Spinepath) -> None:
    pin.keep(bench.directory, PIN)
    (bench.directory / pin.FILE).write_text('{"salt": 3}')
    async with bench.running(app) as pilot:
        await press(pilot, f"enter {' '.join(PIN)} enter")
        assert "cannot be read" in words(pilot)
        assert isinstance(pilot.app.screen, LockScreen)


@pytest.mark.slow
async def test_small_screens_and_the_lock_get_on(
    bench: Bench,
    app: Spinepath,
    clock: Clock,
) -> None:
    async with bench.running(app) as pilot:
        await to_question(pilot)
        for size in ((20, 5), (80, 24), (1, 1)):
            await pilot.resize_terminal(*size)
            await wait(pilot, clock, 301)
            assert CANARY not in screen(pilot)
            await pilot.resize_terminal(80, 24)
            await settled(pilot)
            assert "Locked" in words(pilot)
            await press(pilot, "x enter")
            assert FIRST in words(pilot)


@pytest.mark.slow
def test_a_terminal_that_reads_no_more_ends_the_program_in_place_of_the_lock(
    tmp_path: Path,
) -> None:
    code = "import tui.security.idle_timer\ntui.security.idle_timer.WARNING = 1.0\n"
    code += (
        "tui.security.idle_timer.IdleTimer.limit = property(lambda s: 12.0, lambda s, v: None)\n"
    )
    with terminal(tmp_path / "store", code + START) as opened:
        answer_first(opened)
        end = time.monotonic() + 90  # a busy machine draws once for many keys
        while opened.alive and time.monotonic() < end:
            opened.type(b"jk")
            time.sleep(0.02)
        assert opened.ended(0, reading=False) == 129


@pytest.mark.slow
def test_the_lock_covers_the_list_at_the_start(tmp_path: Path, content: object) -> None:
    pin.keep(tmp_path / "store", PIN)
    with terminal(tmp_path / "store") as opened:
        opened.read(20, until="Locked")
        opened.read(1)
        assert "No session" not in opened.screen()
        opened.type(b"\x11")
        opened.read(1, until="again quits")
        opened.read(0.5)
        opened.type(b"\x03")
        assert opened.ended(5) == 0


def test_idle_counts_from_the_last_key() -> None:
    clock = Clock()
    idle = IdleTimer(1, clock)
    clock.now += 31
    assert (idle.nearly_over, idle.over) == (True, False)
    idle.touch()
    assert not idle.nearly_over
    clock.now += 60
    assert idle.over


def test_the_clock_may_tick_when_the_last_screen_has_gone(tmp_path: Path) -> None:
    Spinepath(Options(tmp_path))._tick()
