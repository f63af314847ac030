"""Forms: questions that stand together, keys typed ahead, and the key for the rest."""

from __future__ import annotations

import pytest

from data.wording.kinds import joined, value_parts
from engine.model.answers import UNKNOWN
from tests.support.both_faces import begin_seed
from tests.support.screen_driver import Bench, go_to, interview_session, press, screen, words
from tui.screens.interview import InterviewScreen
from tui.screens.plan import PlanScreen
from tui.views.answer_echo import whole_parts

TO_PATIENT = "n enter n 1"


async def test_a_form_shows_what_is_answered_and_what_comes(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, f"{TO_PATIENT} 1 7 2 enter")
        text = words(pilot)
        assert "Patient and pain (2 of " in text
        assert "Kind of visit First assessment Age 72 years Sex?" in text
        assert "Mechanism" in text
        assert "then: Red flags" in words(pilot)


async def test_a_question_is_drawn_anew_where_the_advice_leaves_it_more_lines(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter")
        before = screen(pilot)
        await press(pilot, "3 u")
        assert "EMERGENCY NOT EXCLUDED" in words(pilot)
        await press(pilot, "z")
        assert "Taken back" in words(pilot)
        assert screen(pilot).splitlines()[:22] == before.splitlines()[:22]


async def test_tab_goes_through_the_form_and_stores_nothing(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, TO_PATIENT)
        await press(pilot, "tab tab")
        assert "> " not in words(pilot)
        assert "Sex?" in words(pilot)
        await press(pilot, "2")
        await press(pilot, "shift+tab shift+tab shift+tab")
        assert "Kind of visit?" in words(pilot)
        assert "visit_type" not in interview_session(pilot).answers


@pytest.mark.parametrize("pause", [0.2, 0.25, 0.5])
async def test_what_was_announced_takes_keys_at_once(bench: Bench, pause: float) -> None:
    now = 100.0
    async with bench.running() as pilot:
        await press(pilot, TO_PATIENT)
        pilot.app.monotonic = lambda: now  # type: ignore[attr-defined]
        now += 1
        for key in ["1", "7", "2", "enter", "2", "1"]:
            now += pause
            await press(pilot, key)
        answers = interview_session(pilot).answers
        assert [answers[k] for k in ("visit_type", "age_years", "sex", "mechanism")] == [
            *("initial", 72, "male", "low_energy"),
        ]


async def test_what_an_answer_brings_unannounced_waits_to_be_read(bench: Bench) -> None:
    now = 100.0
    async with bench.running() as pilot:
        await press(pilot, "n enter")
        pilot.app.monotonic = lambda: now  # type: ignore[attr-defined]
        now += 1
        for key in ["3", "enter", "5", "0", "enter", "1", "1"]:
            now += 0.15
            await press(pilot, key)
        assert "Too soon" in words(pilot)
        assert len(interview_session(pilot).answers) == 8, "the residual urine is not typed"


async def test_one_key_says_that_there_are_no_results_yet(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, TO_PATIENT)
        await go_to(pilot, "calcium_corrected_mmol_l")
        assert "x no results yet for the rest" in words(pilot)
        await press(pilot, "2 . 4 enter x")
        answers = interview_session(pilot).answers
        assert (answers["calcium_corrected_mmol_l"], answers["crp"]) == (2.4, UNKNOWN)
        assert "Blood results" not in words(pilot)
        await press(pilot, "z")
        assert "crp" not in interview_session(pilot).answers


async def test_the_rest_of_a_form_is_marked_absent_only_when_all_of_it_was_shown(
    bench: Bench,
) -> None:
    async with bench.running(size=(80, 18)) as pilot:
        await press(pilot, TO_PATIENT)
        await go_to(pilot, "anticoagulant")
        await press(pilot, "c")
        assert "Not all of this form was on the screen yet: Tab" in words(pilot)
        assert "anticoagulant" not in interview_session(pilot).answers
        await press(pilot, "tab " * 8 + "c")
        assert interview_session(pilot).answers["teriparatide_block"] == "no"
        assert "answered no" not in words(pilot)


async def test_the_form_before_the_answer_announces_the_answer_and_no_form(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter")
        for _ in range(5):
            assert isinstance(pilot.app.screen, InterviewScreen)
            text = words(pilot)
            await press(pilot, "x")
        assert "MRI (5 of " in text
        assert "Not known: Radiograph done, Earlier imaging" in text, "a long line is cut"
        assert "rest not known; then: the answer" in text
        assert "The answer so far" in words(pilot)
        for keys in ("y", "j", "d", "ctrl+g", "j", "l l", "j"):
            await press(pilot, keys)
        assert "The answer so far" in words(pilot), "it stands while questions are open"
        await press(pilot, "b")
        assert "then: the answer" not in words(pilot)


@pytest.mark.slow
async def test_the_answer_is_shown_once_the_next_step_is_found(bench: Bench) -> None:
    async with bench.running() as pilot:
        await begin_seed(pilot)
        for _ in range(60):
            if isinstance(pilot.app.screen, PlanScreen):
                break
            await press(pilot, "u")
        text = words(pilot)
        assert "NEXT STEP" in text
        assert "The answer so far. b continues:" in text
        assert "min; they can change it." in text
        before = interview_session(pilot).answers
        await press(pilot, "n y u 1")
        assert interview_session(pilot).answers == before, "no answer key acts here"
        await press(pilot, "b")
        assert "Course and function (7 of " in words(pilot)
        await press(pilot, "u")
        assert "The answer so far" not in words(pilot)


async def test_a_focus_asks_its_forms_and_says_what_it_did_not_ask(bench: Bench) -> None:
    app = bench.app()
    app.workspace.focus = "emergency"
    async with bench.running(app) as pilot:
        await press(pilot, "n enter n 1")
        text = words(pilot)
        assert "Asked about emergency only. Not asked:" in text
        assert "questions (Patient and pain, Red flags," in text


async def test_the_question_and_what_is_said_of_a_key_are_seen_on_the_smallest_screen(
    bench: Bench,
) -> None:
    async with bench.running(size=(40, 10)) as pilot:
        await press(pilot, "n enter n")
        assert "Any of these, new or worse?" in screen(pilot)
        assert "Read the whole list first" in screen(pilot)
        await press(pilot, "y")
        assert "Y is nothing here. ? lists the keys." in words(pilot)
        assert "Any of these, new or worse?" in screen(pilot)
        await press(pilot, "1")
        assert "is nothing here." not in screen(pilot)


async def test_a_refused_key_leaves_the_list_where_it_was_read(bench: Bench) -> None:
    async with bench.running(size=(40, 10)) as pilot:
        await press(pilot, "n enter 3 n")
        assert "Something is ticked: Enter keeps it;" in words(pilot)
        assert "> 3 [x] Saddle numbness" in screen(pilot)


async def test_an_emergency_is_named_in_full_on_the_smallest_screen(bench: Bench) -> None:
    async with bench.running(size=(40, 10)) as pilot:
        await press(pilot, "n enter 3" + 12 * " pagedown" + " enter")
        assert "NEXT STEP !! EMERGENCY: Emergency spinal pathway, same hour" in words(pilot)


@pytest.mark.parametrize(
    ("keys", "says"), [("u", "Not known (your answer)"), ("d y", "No level (your answer)")]
)
async def test_levels_show_an_answer_that_names_none(bench: Bench, keys: str, says: str) -> None:
    async with bench.running() as pilot:
        await press(pilot, f"{TO_PATIENT} x x y")
        await go_to(pilot, "xray_levels")
        assert says not in words(pilot)
        await press(pilot, keys)
        await go_to(pilot, "xray_levels")
        assert says in words(pilot)


async def test_the_picture_of_levels_offers_no_key_that_means_something_else_there(
    bench: Bench,
) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter")
        await go_to(pilot, "xray_done")
        await press(pilot, "1")
        await go_to(pilot, "xray_levels")
        text = words(pilot)
        assert "x remove" in text
        assert "rest not known" not in text
        chart = next(line for line in screen(pilot).splitlines() if "T12" in line)
        await press(pilot, "enter")
        assert "rest not known" not in words(pilot), "a reading has begun, and keeps the key off"
        assert chart in screen(pilot).splitlines(), "the chart stands while a level is read"
        await press(pilot, "1 n")
        text = words(pilot)
        assert "T12 [1] Genant grade 1" in text
        assert "Entered (1)" not in text, "a heading without a line below it"


async def test_the_smallest_screen_says_that_the_next_step_may_change_and_is_not_all(
    bench: Bench,
) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n y 1")
        await pilot.resize_terminal(40, 10)
        await press(pilot, "")
        text = words(pilot)
        assert "MRI of thoracic and lumbar spine, no contrast (may change) +" in text


async def test_the_key_for_the_rest_takes_no_entry_away(bench: Bench) -> None:
    """A level that is half read, or a number, would become *not known* without a word of it."""
    async with bench.running() as pilot:
        await press(pilot, "n enter n y")
        await go_to(pilot, "mri_done")
        await press(pilot, "y y enter 1 1 x x x")
        assert "Finish what is entered here first" in words(pilot)
        assert "mri_levels" not in interview_session(pilot).answers
        await press(pilot, "enter u u")
        assert "T12 [" in screen(pilot)
        await go_to(pilot, "age_years")
        await press(pilot, "7 x x")
        assert "age_years" not in interview_session(pilot).answers
        await press(pilot, "backspace x")
        assert interview_session(pilot).answers["age_years"] == UNKNOWN


async def test_not_known_is_said_twice_over_a_number_that_is_typed(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n y")
        await go_to(pilot, "age_years")
        await press(pilot, "7 2 u")
        assert "72 is typed: Enter takes it, u again stores not known." in words(pilot)
        assert "age_years" not in interview_session(pilot).answers
        await press(pilot, "enter")
        assert interview_session(pilot).answers["age_years"] == 72
        await go_to(pilot, "sex")
        await go_to(pilot, "age_years")
        await press(pilot, "u")
        assert interview_session(pilot).answers["age_years"] == UNKNOWN, "the old one is not typed"


async def test_an_answer_that_sets_another_aside_says_so(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n y 1 3 0 enter enter 1 y b b 2")
        assert "Set aside: Pregnancy" in words(pilot)


@pytest.mark.parametrize("width", [60, 80, 100])
async def test_an_answer_is_cut_between_its_parts_and_says_how_many_more(
    bench: Bench, width: int
) -> None:
    async with bench.running(size=(width, 40)) as pilot:
        await press(pilot, "n enter")
        await go_to(pilot, "xray_done")
        await press(pilot, "1")
        await go_to(pilot, "xray_levels")
        await press(pilot, "enter 1 n d")
        session = interview_session(pilot)
        finding = session.compiled.pathway.findings["xray_levels"]
        parts = value_parts(finding, session.answers["xray_levels"])
        assert "Retropulsion No," in parts
        shown = " ".join(screen(pilot).split("Deformed levels (film or CT)")[1].split())
        kept, more = shown.split(" (r)")[0].removesuffix(" more").rsplit(", ", 1)
        assert kept == " ".join(parts[: len(parts) - int(more)]).rstrip(",")


def test_no_part_of_an_answer_is_cut_within_itself() -> None:
    parts = joined([["Bowel: Yes, old and unchanged"], ["Bladder: none"], ["2 answered no"]])
    assert whole_parts("", parts, 80) == " ".join(parts)
    assert whole_parts("", parts, 58) == "Bowel: Yes, old and unchanged, Bladder: none, 1 more (r)"
    assert whole_parts("", parts, 41) == "Bowel: Yes, old and unchanged, 2 more (r)"
    assert whole_parts("", parts, 40) == "Bowel: Yes, old and unchanged, +2 (r)"
    assert whole_parts("", parts[:1], 20) == parts[0]
