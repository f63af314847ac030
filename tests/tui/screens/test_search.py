"""The search on screens: it opens what it finds, and shows no session over the lock."""

from __future__ import annotations

from tests.support.screen_driver import Bench, interview_session, press, words
from tui.keys.keys import PAGES
from tui.keys.other_pages import far_actions
from tui.screens.interview import InterviewScreen
from tui.screens.plan import PlanScreen


async def test_a_search_opens_the_question_and_the_advice_that_it_finds(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n slash s e x enter")
        assert isinstance(pilot.app.screen, InterviewScreen)
        asked = interview_session(pilot).question
        assert asked is not None
        assert asked.key == "sex"
        await press(pilot, "slash b r a c e space i f enter")
        assert isinstance(pilot.app.screen, PlanScreen)
        assert "Brace" in words(pilot)
        assert pilot.app.screen.at == "brace_optional"


async def test_a_list_is_filtered_as_one_types(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n r slash b o d y space w e i g h t")
        assert "On this page (1)" in words(pilot)
        await press(pilot, "enter enter")
        asked = interview_session(pilot).question
        assert asked is not None
        assert asked.key == "weight_kg"


async def test_a_guest_over_the_lock_finds_no_session(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n B e d 7 enter q ctrl+l 4 7 1 1 enter 4 7 1 1 enter n slash B e d 7")
        assert "Nothing here has these words: Bed7." in words(pilot)
        assert "01-Mar" not in words(pilot)
        assert "Open (" not in words(pilot)


async def test_a_command_of_another_page_is_found_with_the_way_to_it(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter colon e x p o r t")
        assert "Commands of other pages" in words(pilot)
        await press(pilot, "enter")
        said = "Ctrl+G leaves the search; then p, then e: export, export to a file (on the plan)."
        assert said in words(pilot)
        await press(pilot, "ctrl+g p e")
        assert "Write to" in words(pilot), "the keys that were named lead there"


def test_each_way_to_a_command_of_another_page_is_one_of_keys_that_are_bound() -> None:
    for page in ("home", "interview", "plan", "review", "answers", "pathway_map"):
        for far in far_actions(page):
            names = {one.name for one in (*PAGES[page], *PAGES["everywhere"])}
            assert far.action.name not in names
            first = {one.key for one in PAGES[page] if one.keys}
            assert far.keys[0] in first, far
