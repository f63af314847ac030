"""The settings on screens: saved at once, and at work at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.screen_driver import Bench, press, screen, words
from tui.state.export_directory import unusable
from tui.state.settings import KINDS, Settings, read


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SPINEPATH_CONFIG", str(tmp_path / "config.toml"))
    return tmp_path / "config.toml"


async def test_a_setting_is_saved_and_works_at_once(bench: Bench, place: Path) -> None:
    async with bench.running() as pilot:
        await press(pilot, "s j j j j enter 4 7 x enter")
        assert "Not legal, and nothing is saved. Legal: digits" in words(pilot)
        assert not place.exists()
        await press(pilot, "backspace 1 1 enter")
        assert "Saved. Emergency telephone: 4711." in words(pilot)
        assert read() == (Settings(emergency_telephone="4711"), ())
        await press(pilot, "b n enter 3 enter p")
        assert "Call 4711." in words(pilot)


async def test_initials_without_a_letter_are_refused(bench: Bench, place: Path) -> None:
    async with bench.running() as pilot:
        await press(pilot, "s j enter 1 enter")
        assert "Not legal, and nothing is saved. Legal: at most 40 printable" in words(pilot)
        assert not place.exists()


async def test_a_folder_for_exports_that_is_not_there_is_told(
    bench: Bench, place: Path, tmp_path: Path
) -> None:
    async with bench.running() as pilot:
        await press(pilot, "s end up up enter")
        await press(pilot, "slash x x enter")
        assert "Saved. Export directory: /xx. There is no such folder" in words(pilot)
        assert read()[0].export_directory == "/xx"
    (tmp_path / "kept").mkdir()
    assert unusable(str(tmp_path / "kept")) == unusable("") == ""


async def test_the_page_stands_still_while_the_cursor_moves(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "s")
        assert "Lock cover" in words(pilot), "all settings are in sight"
        places = set()
        for _ in KINDS:
            places.add(pilot.app.screen.query_one("#meaning").region)
            await press(pilot, "down")
        assert len(places) == 1


async def test_a_small_screen_says_which_setting_is_typed_and_how_to_leave(bench: Bench) -> None:
    async with bench.running(size=(40, 10)) as pilot:
        await press(pilot, "s j j enter")
        assert "── Role ──" in words(pilot)
        assert "Enter save Ctrl+G leave it" in words(pilot)
        await press(pilot, "ctrl+g b slash")
        assert "Enter go there Ctrl+G back" in words(pilot)
        await press(pilot, "ctrl+g n enter n y p e")
        assert "Enter write Ctrl+G back" in words(pilot)


async def test_a_line_to_type_on_names_the_key_that_leaves_it(bench: Bench, place: Path) -> None:
    async with bench.running() as pilot:
        await press(pilot, "s j enter b")
        assert "Enter saves it, Ctrl+G leaves it." in words(pilot)
        assert "Enter save Ctrl+G leave it" in words(pilot)
        assert "b back" not in words(pilot), "it is typed here"
        await press(pilot, "ctrl+g")
        assert "Nothing is saved." in words(pilot)
        assert "b back" in words(pilot)
        assert not place.exists()


async def test_one_key_changes_who_reads_and_the_words_alone(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n p j")
        listed = screen(pilot).splitlines()[2:10]
        await press(pilot, "f4 f4")
        assert "Who reads: specialist." in words(pilot)
        assert "By rule" in words(pilot)
        await press(pilot, "f4")
        assert "To say" in words(pilot)
        await press(pilot, "f4")
        assert "the team checks your strength" in words(pilot)
        assert screen(pilot).splitlines()[2:10] == listed, "the advice is the same"
        assert read()[0].reader == "patient"


async def test_a_guest_over_the_lock_changes_no_setting(bench: Bench, place: Path) -> None:
    async with bench.running() as pilot:
        await press(pilot, "ctrl+l 4 7 1 1 enter 4 7 1 1 enter n f3")
        assert "The settings open when the screen is unlocked." in words(pilot)
        await press(pilot, "f4")
        assert "The settings open when the screen is unlocked." in words(pilot)
        assert not place.exists()
