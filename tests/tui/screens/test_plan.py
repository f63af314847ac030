"""The plan: why, why not, what would change it, what if, decisions, the map."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

from data.session.events import EventKind
from data.store import Store
from data.wording.page import next_step_reason
from engine.model.library import Violation
from tests.support.both_faces import begin_seed
from tests.support.effort import slow_but
from tests.support.screen_driver import Bench, check_golden, interview_session, press, screen, words
from tui.screens.plan import PlanScreen
from tui.state.settings import Settings, read


async def _plan(pilot: Pilot[int]) -> None:
    """The plan of the seed patient."""
    await begin_seed(pilot)
    await press(pilot, "p")


async def test_why_names_the_fewest_answers(bench: Bench) -> None:
    async with bench.running() as pilot:
        await _plan(pilot)
        await press(pilot, "w")
        check_golden("plan_why", screen(pilot))
        await press(pilot, "w")
        assert "In full" in screen(pilot)


async def test_the_keys_of_a_decision_stand_over_what_can_be_decided(bench: Bench) -> None:
    async with bench.running() as pilot:
        await _plan(pilot)
        assert "── In full: a accept, d decline, o override ──" in screen(pilot)
        await press(pilot, "end")
        assert "── In full ──" in screen(pilot)


async def test_what_would_change_it(bench: Bench) -> None:
    async with bench.running() as pilot:
        await _plan(pilot)
        await press(pilot, "v")
        check_golden("plan_change", screen(pilot))
        assert "MRI done: Yes (now not asked)" in words(pilot)


async def test_each_part_names_the_keys_that_move_it(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n p")
        assert "more below: Down --" in screen(pilot), "the list"
        assert "more below: PgDn --" in screen(pilot), "the details"
        await press(pilot, "pagedown")
        assert re.search(r"-- \d+ above, \d+ below: PgUp, PgDn --", screen(pilot))
        assert not re.search(r"above.* Up\b", screen(pilot))


async def test_a_question_of_what_if_is_read_to_its_end_on_a_small_screen(bench: Bench) -> None:
    async with bench.running(size=(40, 10)) as pilot:
        await press(pilot, "n enter u p t enter")
        assert "more below: PgDn --" in screen(pilot)
        await press(pilot, " ".join(["pagedown"] * 20 + ["n"]))
        assert "Answer for this copy alone" not in words(pilot), "none was taken"


async def test_what_is_not_advised_and_why_not(bench: Bench) -> None:
    async with bench.running() as pilot:
        await _plan(pilot)
        await press(pilot, "l j j")
        check_golden("plan_why_not", screen(pilot))
        await press(pilot, "ctrl+g")
        assert "plan: " in words(pilot)


async def test_a_decision_needs_its_reason_and_is_kept(bench: Bench) -> None:
    async with bench.running() as pilot:
        await _plan(pilot)
        await press(pilot, "d")
        check_golden("plan_decline", screen(pilot))
        await press(pilot, "enter")
        assert "A reason is needed." in words(pilot)
        await press(pilot, "n o space b e d enter")
        assert (
            "MRI of thoracic and lumbar spine, no contrast (may change) [DECLINED: no bed]"
            in words(pilot)
        )
        assert "DECLINED by the user: no bed" in words(pilot)
        await press(pilot, "j a enter")
        session = Store.open(bench.directory).load(interview_session(pilot).session.id)
        kept = {code: (d.kind, d.reason) for code, d in session.state.decisions.items()}
        assert kept == {
            "mri_spine_without_contrast": (EventKind.DECLINED, "no bed"),
            "mri_safety_hold": (EventKind.ACCEPTED, ""),
        }


@pytest.mark.slow
async def test_an_outdated_decision_says_so_and_none_is_lost(bench: Bench) -> None:
    async with bench.running(size=(100, 60)) as pilot:
        await _plan(pilot)
        await press(pilot, "a enter")
        assert "(may change) [ACCEPTED]" in words(pilot)
        await press(pilot, "t home enter 1 enter a enter")
        assert "EMERGENCY - now" in screen(pilot)
        assert "mri_spine_without_contrast" not in interview_session(pilot).advice.codes
        assert "DECIDED ON, AND NOT ADVISED NOW" in screen(pilot)
        assert "no contrast [ACCEPTED, answers changed since]" in words(pilot)


async def test_a_decision_can_be_left_unmade(bench: Bench) -> None:
    async with bench.running() as pilot:
        await _plan(pilot)
        await press(pilot, "o x ctrl+g")
        assert "Nothing was decided." in words(pilot)
        assert not interview_session(pilot).session.state.decisions


@pytest.mark.slow
async def test_a_held_key_decides_and_adopts_nothing(bench: Bench) -> None:
    async with bench.running() as pilot:
        await _plan(pilot)
        await press(pilot, "a a a a a a ctrl+g")
        assert not interview_session(pilot).session.state.decisions
        events = len(interview_session(pilot).session.events)
        await press(pilot, "t enter 1 enter a a a a a pagedown enter")
        assert len(interview_session(pilot).session.events) == events


async def test_a_stray_paste_decides_and_adopts_nothing(bench: Bench) -> None:
    async with bench.running(bench.app(pace=10.0)) as pilot:
        await _plan(pilot)
        pilot.app.monotonic = lambda: 1.0  # type: ignore[attr-defined]
        await press(pilot, "a enter")
        assert "Too soon: nothing was taken." in words(pilot)
        await press(pilot, "ctrl+g t enter 1 enter a enter")
        assert "Too soon: nothing was taken." in words(pilot)
        assert interview_session(pilot).session.answers["motor_deficit"] == "none"
        assert not interview_session(pilot).session.state.decisions


async def test_what_if_stands_side_by_side_and_is_discarded(bench: Bench) -> None:
    async with bench.running() as pilot:
        await _plan(pilot)
        before = interview_session(pilot).session
        await press(pilot, "t")
        check_golden("what_if_empty", screen(pilot))
        await press(pilot, "enter 1 enter")
        check_golden("what_if", screen(pilot))
        await press(pilot, "b")
        assert "b again discards 1 changed answer; a adopts." in words(pilot)
        await press(pilot, "b")
        assert "plan: " in words(pilot)
        assert interview_session(pilot).session == before


async def test_what_if_can_be_adopted_as_one_step(bench: Bench) -> None:
    async with bench.running() as pilot:
        await _plan(pilot)
        await press(pilot, "t enter 1 enter a")
        assert "Enter stores 1 changed answer in the session" in words(pilot)
        await press(pilot, "enter")
        assert "EMERGENCY - now" in screen(pilot)
        session = Store.open(bench.directory).load(interview_session(pilot).session.id)
        assert session.answers["motor_deficit"] == "new"
        step = session.state.undoable
        assert {event.finding for event in step} >= {"motor_deficit"}
        assert session.events[-len(step) :] == step


async def test_what_if_starts_again(bench: Bench) -> None:
    async with bench.running() as pilot:
        await _plan(pilot)
        await press(pilot, "t enter 1 enter x")
        assert "Every answer is as it was." in words(pilot)
        assert "0 gained, 0 lost, 0 moved" in words(pilot)


async def test_the_map_shows_the_way(bench: Bench) -> None:
    async with bench.running() as pilot:
        await _plan(pilot)
        await press(pilot, "m j j j")
        check_golden("map", screen(pilot))
        await press(pilot, "b t enter 1 enter a enter m")
        check_golden("map_emergency", screen(pilot))
        await press(pilot, "enter j")
        assert "├─ gives Emergency spinal pathway, same hour" in words(pilot)
        await press(pilot, "k enter")
        assert "gives Emergency" not in words(pilot)


async def test_a_tall_map_shows_what_is_given_from_the_start(bench: Bench) -> None:
    async with bench.running(size=(120, 40)) as pilot:
        await _plan(pilot)
        await press(pilot, "m")
        assert "gives Paracetamol, heat, local measures" in words(pilot)


@pytest.mark.parametrize(("columns", "rows"), slow_but([(40, 10)], [(40, 10), (60, 18), (120, 40)]))
async def test_it_is_whole_at_other_sizes(
    bench: Bench,
    columns: int,
    rows: int,
) -> None:
    async with bench.running(size=(columns, rows)) as pilot:
        await _plan(pilot)
        for keys in ("w", "v", "s", "n", "j w", "n", "t enter 1 enter", "b b", "m j j", "b", "d x"):
            await press(pilot, keys)
            assert max(map(len, screen(pilot).splitlines())) <= columns
        await press(pilot, "enter")
        assert "DECLINED by the user: x" in words(pilot)


async def test_a_refused_page_gives_no_reasons_either(
    bench: Bench,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with bench.running() as pilot:
        await _plan(pilot)
        broken = (Violation("SR01", "Emergency neurological override"),)
        monkeypatch.setattr("engine.advice.checked.broken_rules", lambda *_: broken)
        await press(pilot, "t home enter 1 enter")
        assert "NO ADVICE: what the tables say here would break a safety rule." in words(pilot)
        assert "gained" not in words(pilot)
        await press(pilot, "a enter n")
        assert "!! SR01: Emergency neurological override" in words(pilot)
        assert "Conservative" not in words(pilot)
        await press(pilot, "l m")
        assert "SR01" in words(pilot)
        assert "Map of the pathway" not in words(pilot)


async def test_what_if_says_when_answers_would_contradict(bench: Bench) -> None:
    async with bench.running() as pilot:
        await _plan(pilot)
        await press(pilot, "t home")
        for _ in range(80):
            if "> Weeks of conservative care" in screen(pilot):
                break
            await pilot.press("j")
            await pilot.pause()
        await press(pilot, "enter 9 enter")
        assert "CONTRADICTION: Conservative care is said to have lasted longer" in words(pilot)


async def test_all_that_is_left_is_accepted_after_one_question_and_undone_as_one(
    bench: Bench,
) -> None:
    async with bench.running() as pilot:
        await _plan(pilot)
        await press(pilot, "d 1 enter")
        decided = interview_session(pilot).session.state.decisions
        assert [one.reason for one in decided.values()] == ["The patient does not want it"]
        assert "DECLINED: The patient does not want it" in words(pilot)
        await press(pilot, "x n")
        assert len(interview_session(pilot).session.state.decisions) == 1
        await press(pilot, "x y")
        state = interview_session(pilot).session.state
        kinds = [one.kind for one in state.decisions.values()]
        assert len(kinds) > 5
        assert kinds.count(EventKind.DECLINED) == 1
        assert kinds.count(EventKind.ACCEPTED) == len(kinds) - 1
        await press(pilot, "x")
        assert "Everything that is to be done is decided on." in words(pilot)
        await press(pilot, "b z")
        assert len(interview_session(pilot).session.state.decisions) == 1
        assert f"{len(kinds) - 1} recommendations accepted" in words(pilot)


async def test_who_decides_is_asked_once(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPINEPATH_CONFIG", str(tmp_path / "config.toml"))
    app = bench.app()
    app.workspace.asks_author = True
    async with bench.running(app) as pilot:
        await _plan(pilot)
        await press(pilot, "d")
        assert "Your initials and role" in words(pilot)
        await press(pilot, "1 enter")
        assert "Legal: at most 40 printable characters, a letter among them, or" in words(pilot)
        assert read()[0].author == ""
        await press(pilot, "backspace A B comma space r e g enter 2 enter")
        assert read()[0].author == "AB, reg"
        decided = interview_session(pilot).session.state.decisions
        assert [one.reason for one in decided.values()] == ["Done already, or under way"]
        await press(pilot, "j d")
        assert "Your initials and role" not in words(pilot)


async def test_a_decision_is_signed_by_who_is_known(bench: Bench) -> None:
    app = bench.app()
    app.workspace.settings = Settings(initials="AB", role="registrar")
    async with bench.running(app) as pilot:
        await press(pilot, "n enter n p o 1 enter")
        assert "OVERRIDDEN by AB, registrar: The patient does not want it" in words(pilot)


@pytest.mark.parametrize("typed", ["9", "9 3", "full_stop"])
async def test_a_reason_has_a_word(bench: Bench, typed: str) -> None:
    async with bench.running() as pilot:
        await press(pilot, f"n enter n p o {typed} enter")
        assert "That is no number of a reason, and no reason." in words(pilot)
        assert not interview_session(pilot).session.state.decisions


async def test_the_number_of_a_reason_stands_beside_it(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n p o")
        listed = screen(pilot).partition("a number alone")[2]
        assert "The specialist team decides" in listed
        assert not [line for line in listed.splitlines() if line.rstrip()[-1:].isdigit()]


@pytest.mark.parametrize("key", ["a", "d", "o"])
async def test_a_decision_names_what_is_decided_on(bench: Bench, key: str) -> None:
    async with bench.running() as pilot:
        await _plan(pilot)
        await press(pilot, f"j {key}")
        asked = screen(pilot).partition("Enter alone" if key == "a" else "a number alone")[2]
        code = pilot.app.screen.at  # type: ignore[attr-defined]
        title = interview_session(pilot).compiled.pathway.recommendations[code].title
        assert asked.splitlines()[1].strip() == title


async def test_b_leads_from_what_is_not_advised_to_the_plan(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n p l")
        assert "not advised, and why" in words(pilot)
        await press(pilot, "b")
        assert isinstance(pilot.app.screen, PlanScreen)
        assert "not advised, and why" not in words(pilot)
        await press(pilot, "b")
        assert not isinstance(pilot.app.screen, PlanScreen)


async def test_a_reason_is_typed_under_the_keys_that_act_on_it(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n p enter")
        assert "goes to an open question, and this is none: a accept" in words(pilot)
        await press(pilot, "d enter")
        assert "Enter records it Ctrl+G leaves it F1 help" in words(pilot)
        assert "f finish" not in words(pilot), "it is typed here"
        await press(pilot, "ctrl+g")
        assert "f finish" in words(pilot)


async def test_the_reason_beside_the_next_step_is_said_once(bench: Bench) -> None:
    async with bench.running() as pilot:
        await _plan(pilot)
        shown = pilot.app.screen
        assert isinstance(shown, PlanScreen)
        reason = next_step_reason(shown.interview_session.advice.page)
        assert reason in words(pilot)
        said = shown.rows("#details").text
        assert "Why " in said
        assert reason not in said


async def test_a_key_without_a_meaning_moves_no_line_of_the_answer(bench: Bench) -> None:
    async with bench.running() as pilot:
        await _plan(pilot)
        before = screen(pilot).splitlines()
        for key in ("f10", "f10", "f9"):
            await press(pilot, key)
            now = screen(pilot).splitlines()
            changed = [line for line, was in zip(now, before, strict=True) if line != was]
            assert changed == [f"{key.upper()} is nothing here. ? lists the keys."]
