"""Every screen at 80 by 24, as plain text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.effort import slow_but
from tests.support.screen_driver import Bench, check_golden, go_to, press, screen, words
from tui.rows.row import TextStyle
from tui.widgets.palette import TERMINAL

BEGIN = "n enter"
TO_BACK_PAIN = "n enter n 1 1 7 2 enter 1 1"


async def test_an_empty_list_says_what_to_do(bench: Bench) -> None:
    async with bench.running() as pilot:
        check_golden("home_empty", screen(pilot))


async def test_the_list_of_sessions(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n B e d space 4 enter n q")
        await press(pilot, "n enter n 1 q")
        check_golden("home", screen(pilot))


async def test_a_new_session_asks_for_a_label_and_no_name(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n B e d space 4")
        check_golden("new", screen(pilot))


async def test_a_checklist(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, BEGIN)
        check_golden("checklist", screen(pilot))
        await press(pilot, "1 4 4")
        check_golden("checklist_ticked", screen(pilot))


async def test_a_choice(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n 1 1 7 2 enter 1 j")
        check_golden("choice", screen(pilot))


async def test_a_number(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n 1 1 1 5 0 enter")
        check_golden("number", screen(pilot))


async def test_the_spine(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, TO_BACK_PAIN)
        await go_to(pilot, "xray_done")
        await press(pilot, "1")
        await go_to(pilot, "xray_levels")
        await press(pilot, "enter 1 n j enter 2 1 enter")
        check_golden("spine", screen(pilot))
        await press(pilot, "enter")
        check_golden("spine_grade", screen(pilot))


async def test_the_signs_of_a_level_on_mri(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, TO_BACK_PAIN)
        await go_to(pilot, "mri_done")
        await press(pilot, "1")
        await go_to(pilot, "mri_levels")
        await press(pilot, "enter 1 1 a")
        check_golden("mri_signs", screen(pilot))


async def test_why_a_question_is_asked(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n 1 1 7 2 enter 1 w")
        check_golden("why", screen(pilot))


async def test_all_answers(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n 1 1 u 1 r home")
        check_golden("answers", screen(pilot))


async def test_the_plan(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, TO_BACK_PAIN)
        await press(pilot, "n p j")
        check_golden("plan", screen(pilot))
        await press(pilot, "s")
        check_golden("plan_sources", screen(pilot))


async def test_an_emergency_stands_first_in_white_on_red(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter 3 enter")
        check_golden("emergency", screen(pilot))
        strips = pilot.app.screen._compositor.render_strips()
        alerts = [s for strip in strips for s in strip if "EMERGENCY" in s.text]
        assert alerts
        block = TERMINAL.looks[TextStyle.ALERT]
        assert all(s.style and s.style.bgcolor == block.bgcolor for s in alerts)
        await press(pilot, "p")
        check_golden("plan_emergency", screen(pilot))
        strips = pilot.app.screen._compositor.render_strips()
        (chosen,) = [s for strip in strips for s in strip if s.text.startswith("> Emergency")]
        assert chosen.style
        assert chosen.style.bgcolor == block.bgcolor


async def test_help(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "question_mark")
        check_golden("help", screen(pilot))


async def test_the_export(bench: Bench) -> None:
    app = bench.app()
    app.export_directory = Path("/ward")
    async with bench.running(app) as pilot:
        await press(pilot, "n enter n p e")
        check_golden("export", screen(pilot))


async def test_every_screen_says_that_the_content_is_unreviewed(bench: Bench) -> None:
    async with bench.running() as pilot:
        for keys in ("", "n", "enter", "p", "e", "ctrl+g", "r", "question_mark", "b", "q"):
            await press(pilot, keys)
            assert "UNREVIEWED clinical content: supports, never replaces" in words(pilot)


async def test_a_terminal_too_small_keeps_the_state(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n 1 1 7")
        for size in ((1, 1), (12, 3), (39, 24), (80, 9)):
            await pilot.resize_terminal(*size)
            await press(pilot, "q p 2")
            await pilot.resize_terminal(80, 24)
            await pilot.pause()
            assert "> 7_ years" in words(pilot)


@pytest.mark.parametrize(("columns", "rows"), slow_but([(40, 10)], [(40, 10), (60, 18), (120, 50)]))
async def test_nothing_breaks_at_other_sizes(
    bench: Bench,
    columns: int,
    rows: int,
) -> None:
    async with bench.running(size=(columns, rows)) as pilot:
        await press(pilot, "n enter")
        assert "Any of these, new or worse?" in words(pilot)
        await press(pilot, f"{'pagedown ' * 20} pageup w w n 1 p j j s pagedown b r j b")
        assert "Kind of visit?" in words(pilot)
        assert "NEXT STEP" in words(pilot)
