"""Every page on the smallest screen: all of it is drawn or announced, by a key that shows it."""

from __future__ import annotations

import re

import pytest

from tests.support.effort import slow_but
from tests.support.screen_driver import Bench, go_to, press, screen, words
from tui.widgets.picker import Picker
from tui.widgets.rows import RowsView

SMALLEST = (40, 10)
KEYS = {"PgDn": "pagedown", "Down": "down"}
MORE = re.compile(r"below: (?:PgUp, |Up, )?(\w+)")

QUESTION = "n enter pagedown pagedown pagedown pagedown pagedown pagedown n y 1 7 2 enter 1 1 y"
PAGES = {
    "first start": "",
    "new session": "n",
    "checklist": "n enter",
    "checklist with a message": "n enter 1 enter",
    "why": f"{QUESTION} w",
    "levels": f"{QUESTION} x x y",
    "a level": f"{QUESTION} x x y enter",
    "signs of a level": f"{QUESTION} x x y enter 1",
    "plan": f"{QUESTION} p",
    "why of the plan": f"{QUESTION} p w",
    "not advised": f"{QUESTION} p l",
    "map": f"{QUESTION} p m",
    "what if": f"{QUESTION} p t",
    "what if, a question": f"{QUESTION} p t enter",
    "decision": f"{QUESTION} p d",
    "answers": f"{QUESTION} r",
    "review": f"{QUESTION} v",
    "note": f"{QUESTION} o",
    "preview of an export": f"{QUESTION} p e ctrl+o",
    "settings": "s",
    "a setting": "s down enter",
    "commands": "colon",
    "search": "slash c e m e n t",
    "about": "a",
    "help": "question_mark",
    "worked cases": "w",
    "lock": "ctrl+l",
}


@pytest.mark.parametrize("name", slow_but(["new session", "why", "decision", "a setting"], PAGES))
async def test_what_is_not_in_sight_is_announced_by_a_key_that_shows_it(
    bench: Bench, name: str
) -> None:
    async with bench.running(size=SMALLEST) as pilot:
        await press(pilot, PAGES[name])
        shown = screen(pilot)
        parts = [part for part in pilot.app.screen.query(RowsView) if part.is_on_screen]
        for part in parts:
            place = pilot.app.screen.find_widget(part)
            assert place.clip.contains_region(place.region), f"{part.id} is cut:\n{shown}"
        for part in parts:
            before = [line.text for line in part._frame if line is not None]
            marks = [found[1] for line in before if (found := MORE.search(line))]
            for mark in marks:
                await press(pilot, KEYS[mark])
                after = [line.text for line in part._frame if line is not None]
                assert after != before, f"{mark} does not move {part.id}:\n{shown}"


async def test_a_key_meant_for_a_question_that_is_not_in_sight_only_shows_it(bench: Bench) -> None:
    async with bench.running(size=SMALLEST) as pilot:
        await press(pilot, QUESTION)
        for key in ("5", "u", "x", "enter"):
            await press(pilot, f"w {key}")
            assert "> _" in words(pilot), f"{key} answered, or showed no question"
        await press(pilot, "w")
        assert "Pain now (0-10)?" not in words(pilot)
        await pilot.resize_terminal(80, 24)
        await press(pilot, "")
        assert "Pain now (0-10)?" in words(pilot)
        assert "Why this is asked" in words(pilot)


async def test_a_reason_that_is_asked_for_names_what_it_is_of(bench: Bench) -> None:
    async with bench.running(size=SMALLEST) as pilot:
        await press(pilot, f"{QUESTION} p d")
        assert re.search("Decline: .*or your own reason", words(pilot))
        assert "MRI of thoracic and lumbar spine" in words(pilot)


async def test_a_list_shows_its_first_line_whole_and_the_bar_where_this_is(bench: Bench) -> None:
    async with bench.running(size=SMALLEST) as pilot:
        await press(pilot, f"{QUESTION} p")
        assert screen(pilot).splitlines()[2].startswith("── NEXT STEP")
        assert "Answer the urgent questions, then > MRI of thoracic and lumbar" in words(pilot)
        assert "no contrast (may change)" in words(pilot)
        assert screen(pilot).startswith(" Spinepath  aaaa2222      plan: 64 left")
        assert "b back" in screen(pilot).splitlines()[-1]


async def test_a_message_that_passes_moves_nothing(bench: Bench) -> None:
    async with bench.running(size=SMALLEST) as pilot:
        await press(pilot, "n enter pagedown pagedown")
        before = screen(pilot).splitlines()
        await press(pilot, "y")
        assert screen(pilot).splitlines()[:-1] == before[:-1]
        assert screen(pilot).splitlines()[-1] == "Y is nothing here. ? lists the keys."
        await press(pilot, "pageup pagedown")
        assert screen(pilot).splitlines() == before


async def test_a_list_that_is_read_on_is_not_told_to_be_read(bench: Bench) -> None:
    async with bench.running(size=SMALLEST) as pilot:
        await press(pilot, "n enter n")
        assert "Read the whole list first" in words(pilot)
        await press(pilot, "pagedown pagedown")
        assert "Read the whole list first" not in words(pilot)
        assert "> 1 [ ]" not in words(pilot), "it is read on from where it was"


@pytest.mark.parametrize(
    "keys",
    slow_but(["n enter 3 enter p"], ["n enter 3 enter p", f"{QUESTION} p", f"{QUESTION} p m"]),
)
async def test_every_line_of_a_list_comes_into_sight(bench: Bench, keys: str) -> None:
    """A card, a reason or a heading between two lines that the cursor stops at is no gap."""
    async with bench.running() as pilot:
        await press(pilot, keys)
        await pilot.resize_terminal(*SMALLEST)
        await press(pilot, "")
        listed = pilot.app.screen.query_one(Picker)
        wanted = {line.text.lstrip("> ") for line in listed._lines}
        await press(pilot, "end down down")
        for key in ("up", "down"):
            seen: set[str] = set()
            for _ in range(len(listed._lines)):
                seen |= {line.text.lstrip("> ") for line in listed._frame if line is not None}
                await press(pilot, key)
            assert sorted(wanted - seen) == [], key


async def test_what_opening_a_page_brings_makes_room_at_the_next_key(bench: Bench) -> None:
    async with bench.running(size=SMALLEST) as pilot:
        await press(pilot, "n enter u n p f f f y")
        assert "Follow-up of session" in words(pilot)
        await press(pilot, "pageup")
        assert "Follow-up of session" not in words(pilot)


async def test_no_key_of_the_levels_is_cut_from_its_word(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n y")
        await go_to(pilot, "xray_done")
        await press(pilot, "y")
        await pilot.resize_terminal(*SMALLEST)
        await press(pilot, "")
        assert "\n  m more  x remove  d done\n" in screen(pilot)


@pytest.mark.parametrize("size", [SMALLEST, (80, 24), (120, 40)])
async def test_no_item_of_a_list_stands_apart_from_its_key(
    bench: Bench, size: tuple[int, int]
) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n y")
        await go_to(pilot, "mri_done")
        await press(pilot, "y y enter 1")
        await pilot.resize_terminal(*size)
        await press(pilot, "")
        seen = ""
        for _ in range(12):
            seen += screen(pilot)
            await press(pilot, "pagedown")
        assert "7 [ ] Paraspinal mass" in seen
        assert "a [ ] Epidural collection" in seen


async def test_the_bar_says_whole_what_the_session_asks_about(bench: Bench) -> None:
    async with bench.running(size=SMALLEST) as pilot:
        await press(pilot, "n down down enter")
        assert screen(pilot).startswith(" aaaa2222  imaging   0 answers, 19 left\n")


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (SMALLEST, "NEXT STEP Complete the neurological"),
        ((80, 24), "NEXT STEP Answer the urgent questions, then MRI of "),
    ],
)
async def test_every_page_of_a_session_says_the_next_step(
    bench: Bench, size: tuple[int, int], said: str
) -> None:
    """On a page of its own words it stands under the bar, in those of the questions."""
    async with bench.running() as pilot:
        await press(pilot, "n enter n y 1 7 2 enter 1 1 y 5 enter")
        await pilot.resize_terminal(*size)
        for keys in ("r", "v", "p l", "p m", "p t", "p t enter", "p e", "p e ctrl+o", "o", "f3"):
            await press(pilot, keys)
            assert " ".join(screen(pilot).splitlines()[1].split()).startswith(said), keys
            pilot.app.back_to_questions()  # type: ignore[attr-defined]
            await press(pilot, "")
