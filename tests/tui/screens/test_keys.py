"""The keys from the first screen to the plan, and what is stored."""

from __future__ import annotations

import base64
import stat
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from textual.pilot import Pilot

from data.content.loader import Content
from data.session.events import Event, EventKind
from data.store import Store, StoreError
from engine.diagram.compiler import Compiled
from engine.model.answers import UNKNOWN, Bound
from tests.support.screen_driver import (
    Bench,
    answered,
    go_to,
    interview_session,
    press,
    screen,
    settled,
    words,
)
from tests.support.scripted_answers import Patient
from tests.support.seed_patient import LAST, SEED
from tui.screens.home import HomeScreen
from tui.screens.interview import InterviewScreen
from tui.screens.plan import PlanScreen
from tui.security.answer_timing import QUIET
from tui.state.loaded_content import LoadedContent
from tui.state.worklist import Worklist
from tui.widgets.rows import RowsView

MOST_KEYS: Final = 26


async def _play_seed(pilot: Pilot[int]) -> int:
    """Answer the questions as they come as long as the seed patient has an answer."""
    await press(pilot, "n enter")
    count, patient = 2, Patient(SEED)
    while LAST not in interview_session(pilot).answers:
        question = interview_session(pilot).question
        assert question is not None
        assert question.key in SEED
        shown = pilot.app.screen
        assert isinstance(shown, InterviewScreen)
        assert shown._form is not None
        keys = patient.move(shown._form, question).keys
        await press(pilot, " ".join(keys))
        count += len(keys)
    return count


async def test_the_seed_patient_takes_few_keys(bench: Bench, compiled: Compiled) -> None:
    async with bench.running() as pilot:
        count = await _play_seed(pilot)
        now = interview_session(pilot)
        assert {"complete_neuro_exam", "complete_red_flags"}.isdisjoint(now.advice.codes)
        assert "mri_spine_without_contrast" in now.advice.codes
        film = now.answers["xray_levels"]
        assert isinstance(film, tuple)
        assert [(reading["level"], reading["genant"]) for reading in film] == [("T12", "1")]
        emergency = compiled.pathway.concepts["emergency"]
        names = {clause.name for row in emergency.when for clause in row}
        asked = {key for question in now.interview_state.questions for key in question.findings}
        open_now = {key for question in now.interview_state.open for key in question.findings}
        assert all(
            now.interview_state.active.get(name, UNKNOWN) != UNKNOWN
            for name in names & asked
            if name in now.answers or name in open_now
        )
        assert count <= MOST_KEYS


async def test_every_answer_is_in_the_store_before_the_next_question(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n B e d enter")
        store = Store.open(bench.directory)
        (kept,) = store.sessions()
        assert (kept.label, store.load(kept.id).events) == ("Bed", ())
        await press(pilot, "n")
        loaded = store.load(kept.id)
        assert set(loaded.answers.values()) == {"none", "no"}
        assert all(event.joined for event in loaded.events[1:])
        assert {event.question for event in loaded.events} == {"emergency"}
        await press(pilot, "1 u u")
        assert store.load(kept.id).answers["age_years"] == UNKNOWN
        assert store.load(kept.id).answers["visit_type"] == UNKNOWN


async def test_back_keeps_the_answer_and_shows_it(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n 1 3 b")
        assert "> 3 Follow-up (your answer)" in words(pilot)
        events = len(interview_session(pilot).session.events)
        await press(pilot, "b b b")
        assert "This is the first question." in words(pilot)
        assert len(interview_session(pilot).session.events) == events
        await press(pilot, "enter")
        assert len(interview_session(pilot).session.events) == events, (
            "an unchanged answer is no event"
        )
        question = interview_session(pilot).question
        assert question is not None
        assert question.key == "follow_up_new_neuro"


async def test_an_answer_is_set_aside_and_comes_back(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n 1 3 1 b b 1")
        now = interview_session(pilot)
        assert now.interview_state.set_aside == {"follow_up_new_neuro": "yes"}
        assert now.session.events[-1].kind is EventKind.SET_ASIDE
        await press(pilot, "r end")
        assert "Set aside: its question does not apply now (1)" in await _whole_list(pilot)
        await press(pilot, "b b 3")
        assert interview_session(pilot).interview_state.active["follow_up_new_neuro"] == "yes"
        assert interview_session(pilot).session.events[-1].kind is EventKind.RESTORED


async def _whole_list(pilot: Pilot[int]) -> str:

    return pilot.app.screen.query_one("#answers", RowsView).text


async def test_an_answer_is_changed_from_the_list(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n 1 1 7 2 enter 1 r home")
        await press(pilot, "j j j j j j j j enter")
        assert "> y Yes (your answer)" in words(pilot)
        await press(pilot, "2")
        assert interview_session(pilot).answers["neuro_exam_done"] == "no"


async def test_a_session_is_taken_up_at_the_same_question(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n 1 1 7 2 enter")
        before = pilot.app.screen.query_one("#question", RowsView).text
    async with bench.running() as pilot:
        await press(pilot, "enter")
        assert pilot.app.screen.query_one("#question", RowsView).text == before


async def test_a_finished_session_opens_at_its_plan_and_asks_before_a_change(
    bench: Bench,
) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n p f f")
        assert "is finished" in words(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PlanScreen)
        await press(pilot, "b")
        assert "The session is finished;" in words(pilot)
        for declined in ("1 j", "1 q enter b", "z j"):
            await press(pilot, declined)
            assert interview_session(pilot).session.finished, declined
        await press(pilot, "1")
        assert "y opens it again" in words(pilot)
        await press(pilot, "y")
        kinds = [event.kind for event in interview_session(pilot).session.events[-3:]]
        assert kinds == [EventKind.FINISHED, EventKind.REOPENED, EventKind.ANSWERED]


@pytest.mark.parametrize("change", ["a enter", "t enter 1 enter a enter"])
async def test_the_plan_of_a_finished_session_asks_before_it_is_changed(
    bench: Bench, change: str
) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n p f f enter")
        await press(pilot, change)
        assert "y opens it again" in words(pilot)
        await press(pilot, "n")
        assert interview_session(pilot).session.finished
        assert "stays finished" in words(pilot)
        await press(pilot, "enter y" if change.startswith("a") else "a enter y")
        assert not interview_session(pilot).session.finished


class _FullDisk(Store):
    """A store that takes nothing until `room` is set."""

    room = False

    def append(self, session_id: str, events: Sequence[Event]) -> None:
        if not self.room:
            raise StoreError("Not saved: the disk is full (/ward). Make room, then try again.")
        super().append(session_id, events)


async def test_the_interview_goes_on_when_nothing_can_be_saved(bench: Bench) -> None:
    Store.open(bench.directory)
    full = _FullDisk(bench.directory)
    app = bench.app()
    app.workspace.worklist._store = full
    async with bench.running(app) as pilot:
        await press(pilot, "n enter n 1")
        assert "Not saved: the disk is full" in words(pilot)
        assert "Kind of visit?" in words(pilot)
        await press(pilot, "w w")
        assert "Not saved: the disk is full" in words(pilot)
        full.room = True
        await press(pilot, "1")
        assert "Not saved" not in words(pilot)
        assert len(full.load(interview_session(pilot).session.id).answers) == 10, (
            "nothing was left out"
        )


async def test_a_number_out_of_range_is_not_stored(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n 1 1 1 5 0 enter")
        assert "Not stored. Legal: a whole number from 0 to 120 years." in words(pilot)
        assert "> 150_ years" in words(pilot)
        await press(pilot, "backspace backspace 7 enter")
        assert "Unusual value: 17 years. Press Enter again to keep it" in words(pilot)
        assert "age_years" not in interview_session(pilot).answers
        await press(pilot, "enter")
        assert interview_session(pilot).answers["age_years"] == 17


@pytest.mark.parametrize("key", ["O", "I", "S", "vertical_line", "\uff17", "\u0664", "\u215b"])
async def test_a_key_that_looks_like_a_figure_is_not_left_out_in_silence(
    bench: Bench, key: str
) -> None:
    async with bench.running() as pilot:
        await press(pilot, f"n enter n 1 1 7 {key}")
        shown = "|" if key == "vertical_line" else key
        assert f"{shown} is no figure and was left out. 7 stands." in words(pilot)
        await press(pilot, "2 comma 1 2 5 enter")
        assert "Not stored: 72.125 or 72125?" in words(pilot)
        assert "age_years" not in interview_session(pilot).answers


async def test_a_comma_is_a_decimal_point(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n")
        await go_to(pilot, "back_pain")
        await press(pilot, "1")
        await go_to(pilot, "weeks_since_onset")
        await press(pilot, "2 comma 5 enter")
        assert interview_session(pilot).answers["weeks_since_onset"] == 2.5


async def test_a_bound_is_typed_as_a_laboratory_prints_it(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n")
        for key, keys, bound in (
            ("crp", "less_than_sign 5 enter", Bound(4, 5, below=True)),
            ("egfr", "greater_than_sign space 9 0 enter", Bound(91, 90, below=False)),
        ):
            await go_to(pilot, key)
            await press(pilot, keys)
            assert interview_session(pilot).answers[key] == bound
        await go_to(pilot, "egfr")
        assert "> >90_ mL/min/1.73m2" in words(pilot)
        await press(pilot, "6 0 less_than_sign enter")
        assert "Not stored: not a number" in words(pilot)
        await press(pilot, "delete less_than_sign 6 0 enter")
        assert "eGFR: below 60 mL/min/1.73m2: does not settle the advice" in words(pilot)


async def test_a_checklist_says_what_it_would_store(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter enter")
        assert "Press n if all are checked and absent" in words(pilot)
        assert not interview_session(pilot).answers
        await press(pilot, "1 1 1 1 1 4")
        assert "[x] Changed bladder function or feeling: say which" in words(pilot)
        for keeps in ("enter", "u"):
            await press(pilot, keeps)
            assert "Press 4 again until it names the right one" in words(pilot)
            assert not interview_session(pilot).answers, "no sign is stored that nobody picked"
        await press(pilot, "4")
        assert "[x] Changed bladder function or feeling: Cannot pass urine" in words(pilot)
        assert "[ ] Weakness" in words(pilot), "no and not known follow, then nothing again"
        assert "the others are checked and absent" in words(pilot)
        await press(pilot, "u")
        answers = interview_session(pilot).answers
        assert answers.pop("bladder_change") == "retention"
        assert set(answers.values()) == {UNKNOWN}


async def test_n_takes_nothing_away_that_is_ticked(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter 3 n")
        assert "Something is ticked:" in words(pilot)
        assert not interview_session(pilot).answers


async def test_seven_are_negative_and_the_reflexes_were_not_tested(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter 8 8 8")
        assert "[-] Brisk reflexes, clonus, Babinski sign: no" in words(pilot)
        await press(pilot, "8")
        assert "[?] Brisk reflexes, clonus, Babinski sign: not known" in words(pilot)
        await press(pilot, "n")
        answers = {**interview_session(pilot).answers}
        assert answers.pop("upper_motor_neuron_signs") == UNKNOWN
        assert set(answers.values()) == {"none", "no"}


@pytest.mark.parametrize("keys", ["n", "2 enter"])
async def test_what_was_not_on_the_screen_is_not_marked_absent(bench: Bench, keys: str) -> None:
    async with bench.running(size=(40, 10)) as pilot:
        await press(pilot, f"n enter {keys}")
        assert "Read the whole list first (PgDn), or u." in words(pilot)
        assert not interview_session(pilot).answers
        await press(pilot, f"{'pagedown ' * 20} {keys.split()[-1]}")
        assert len(interview_session(pilot).answers) == 8


async def test_levels_are_stored_from_the_head_down(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n 1 1 7 2 enter 1 1 n")
        await go_to(pilot, "xray_done")
        await press(pilot, "1")
        await go_to(pilot, "xray_levels")
        await press(pilot, "d")
        assert "No level is entered." in words(pilot)
        await press(pilot, "j enter 2 3 enter k enter a u m 2 2 enter 1 q")
        assert "is unfinished; it stays as it is. q again leaves." in words(pilot)
        await press(pilot, "ctrl+c")
        assert "is saved" not in words(pilot)
        await press(pilot, "4 d")
        assert interview_session(pilot).answers["xray_levels"] == (
            {
                "level": "T12",
                "genant": "0.5",
                "height_loss_pct": 22,
                "shape": "wedge",
                "reported_age": "old",
            },
            {
                "level": "L1",
                "genant": "2",
                "retropulsion": "no",
                "posterior_wall": "no",
                "lytic": "yes",
                "pedicle_lost": "no",
                "cemented": "no",
            },
        )


async def test_a_step_back_inside_a_level_leaves_it_as_it_was(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n 1 1 7 2 enter 1 1 n")
        await go_to(pilot, "xray_done")
        await press(pilot, "1")
        await go_to(pilot, "xray_levels")
        await press(pilot, "enter 3 b")
        assert "Genant" in words(pilot)
        await press(pilot, "b d y")
        assert interview_session(pilot).answers["xray_levels"] == ()


async def test_a_key_that_comes_too_soon_answers_nothing(bench: Bench) -> None:
    async with bench.running(bench.app(pace=0.01)) as pilot:
        await press(pilot, "n B enter n")
        assert "Too soon" in words(pilot)
        assert not interview_session(pilot).answers


async def test_the_form_that_the_page_before_named_takes_keys_at_once(bench: Bench) -> None:
    async with bench.running(bench.app(pace=0.01)) as pilot:
        await press(pilot, "n")
        assert "Enter begins with: Emergency signs" in words(pilot)
        await press(pilot, "enter n")
        await answered(pilot)
        assert len(interview_session(pilot).answers) == 8


async def test_keys_that_a_slow_start_has_shifted_answer_nothing(bench: Bench) -> None:
    """Keys meant for later questions, typed on while a session begins, tick no emergency sign."""
    async with bench.running(bench.app(pace=0.01)) as pilot:
        await press(pilot, "n y 1 7 2 enter 1 1 y 5 enter")
        assert "Too soon" in words(pilot)
        assert not interview_session(pilot).answers
        assert "[x]" not in words(pilot)


@pytest.mark.parametrize("pause", [0.05, 0.15, 0.24])
async def test_what_follows_a_refused_key_answers_no_later_question(
    bench: Bench, pause: float
) -> None:
    now = 100.0
    async with bench.running() as pilot:
        await press(pilot, "n enter")
        pilot.app.monotonic = lambda: now  # type: ignore[attr-defined]
        pilot.app.screen.uncovered()  # type: ignore[attr-defined]
        for key in ["n", "1", "1", "7", "2", "enter"]:
            now += pause
            await press(pilot, key)
        for key in ["n", "1", "1", "7", "2", "enter"]:
            now += QUIET * 0.95
            await press(pilot, key)
        assert not interview_session(pilot).answers
        assert "[x]" not in words(pilot)
        assert "nothing was taken" in words(pilot)
        now += QUIET * 1.01
        await press(pilot, "n")
        await answered(pilot)
        assert len(interview_session(pilot).answers) == 8


async def test_n_means_no_where_deleting_is_asked(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n B enter q d")
        asked, footer = words(pilot), screen(pilot).splitlines()[-1]
        assert "n keeps it" in asked
        assert footer.split() == ["y", "yes", "n", "no", "^L", "lock", "?", "help"]
        await press(pilot, "n")
        assert "Nothing was done." in words(pilot)
        assert "n new" in screen(pilot).splitlines()[-1]
        await press(pilot, "y")
        assert len(Store.open(bench.directory).sessions()) == 1


async def test_an_answer_is_echoed_with_what_it_did(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n")
        assert "8 answered no" in words(pilot)
        await press(pilot, "1 1 7 2 enter 1 1 n")
        assert "Back pain: No | - Ask about pain" in words(pilot)


async def test_an_echo_does_not_take_back_the_demand_for_that_answer(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n 1")
        assert "Neurological examination done: Yes" in screen(pilot).splitlines()


async def test_an_echo_names_one_effect_and_counts_the_others(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n y 1 7 2 enter 1 1 y 5 enter 3 enter 3 n n")
        assert "+ Keep moving; no prolonged bed rest | 3 more (p)" in screen(pilot).splitlines()


async def test_deleting_asks(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n B enter q n B enter q d j y")
        assert len(Store.open(bench.directory).sessions()) == 2
        await press(pilot, "d y")
        assert len(Store.open(bench.directory).sessions()) == 1
        assert "is deleted" in words(pilot)
        assert "n new" in screen(pilot).splitlines()[-1]
        await press(pilot, "n B enter q d n")
        assert "Nothing was done." in words(pilot)
        assert isinstance(pilot.app.screen, HomeScreen), "n meant no more than no"
        assert len(Store.open(bench.directory).sessions()) == 2


async def test_an_export_is_written_once_and_replaced_only_when_asked(
    bench: Bench,
    tmp_path: Path,
) -> None:
    app = bench.app()
    app.export_directory = tmp_path
    async with bench.running(app) as pilot:
        await press(pilot, "n enter n p e down")
        await press(pilot, "enter")
        (written,) = tmp_path.glob("*.md")
        assert "Written:" in words(pilot)
        assert stat.S_IMODE(written.stat().st_mode) == 0o600
        assert interview_session(pilot).session.events[-1].kind is EventKind.EXPORTED
        written.write_text("mine")
        await press(pilot, "enter")
        assert "is there already" in words(pilot)
        assert written.read_text() == "mine"
        await press(pilot, "enter ctrl+g")
        assert "UNREVIEWED" in written.read_text()
        assert isinstance(pilot.app.screen, PlanScreen)


async def test_the_first_frame_does_not_wait_for_the_content(
    bench: Bench,
    content: Content,
    compiled: Compiled,
) -> None:
    gate = threading.Event()

    def load() -> LoadedContent:
        gate.wait(10)
        return LoadedContent(content, compiled)

    async with bench.app(load).run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.3)
        await press(pilot, "n")
        assert "Loading the pathway..." in words(pilot)
        gate.set()
        await settled(pilot)
        assert "Label (optional)" in words(pilot)


async def test_the_memory_is_hidden_before_anything_of_a_patient_is_read(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr("tui.security.core_files.hide_memory", lambda: done.append("hidden"))
    real = Worklist.read

    def read(listed: Worklist) -> str:
        done.append("read")
        return real(listed)

    monkeypatch.setattr(Worklist, "read", read)
    async with bench.running():
        assert done[:2] == ["hidden", "read"]


async def test_content_that_cannot_be_read_is_said(bench: Bench) -> None:
    def load() -> LoadedContent:
        raise RuntimeError("a patient's name")

    async with bench.app(load).run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.2)
        await press(pilot, "n")
        assert "The clinical content cannot be read (RuntimeError)." in words(pilot)
        assert "name" not in words(pilot)


async def to_the_end(pilot: Pilot[int]) -> None:
    """Answer not known to all that is left, and go on from the page of the answer."""
    while "All questions are asked" not in words(pilot):
        await press(pilot, "u" if isinstance(pilot.app.screen, InterviewScreen) else "b")


async def test_the_end_of_the_questions_leads_to_the_plan_and_back(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter 3 u")
        await to_the_end(pilot)
        await press(pilot, "b")
        assert "(your answer" in words(pilot)
        await press(pilot, "p f f")
        assert "is finished." in words(pilot)
        await press(pilot, "enter q")
        assert "is saved." in words(pilot)


async def test_the_last_answer_is_not_taken_for_an_entry_half_made(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter 3 u")
        await to_the_end(pilot)
        await press(pilot, "b")
        await go_to(pilot, "emergency")
        await press(pilot, "5 r")
        assert "it stays as it is. r again leaves." in words(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PlanScreen)


async def test_any_move_keeps_a_session_from_being_deleted(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n B enter q d")
        assert "for good?" in words(pilot)
        await press(pilot, "down y")
        assert "for good?" not in words(pilot)
    assert len(Store.open(bench.directory).sessions()) == 1


@pytest.mark.slow
async def test_random_keys_break_nothing(bench: Bench) -> None:
    import random

    keys = [
        *"0123456789abcdefghjkmnoprstuvwxyz?.,:/",
        "enter",
        "space",
        "up",
        "down",
        "escape",
        "q",
    ]
    keys += ["pageup", "pagedown", "home", "end", "tab", "backspace", "ctrl+c", "delete"]
    chance = random.Random(20260302)
    app = bench.app()
    app.export_directory = bench.directory
    async with bench.running(app) as pilot:
        for _ in range(12):
            await pilot.press(*chance.choices([k for k in keys if k != "ctrl+c"], k=25))
            if not pilot.app.is_running:
                break
            assert screen(pilot)


async def test_ctrl_c_asks_and_then_quits(bench: Bench) -> None:
    async with bench.running(bench.app(pace=0.8)) as pilot:
        await press(pilot, "n enter n ctrl+c")
        assert "Every answer that was given is saved. The same key again quits." in words(pilot)
        await press(pilot, "ctrl+c")
    assert pilot.app.return_code == 0


async def test_a_store_that_cannot_be_opened_stops_no_interview(bench: Bench) -> None:
    Store.open(bench.directory)
    bench.directory.chmod(0o755)
    async with bench.running() as pilot:
        assert "open to other users" in words(pilot)
        await press(pilot, "n enter pagedown n")
        assert "Not opened:" in words(pilot)
        await press(pilot, "q")
        assert "q again leaves without what is not saved" in words(pilot)
        bench.directory.chmod(0o700)
        await press(pilot, "1 q")
        assert "is saved." in words(pilot)
    store = Store.open(bench.directory)
    (kept,) = store.sessions()
    events = store.load(kept.id).events
    assert (kept.answers, len(events)) == (9, 10), "what was advised is kept beside the answers"


async def test_an_export_is_shown_and_copied_only_where_that_is_allowed(bench: Bench) -> None:
    sent: list[str] = []
    app = bench.app()
    async with bench.running(app) as pilot:
        assert app._driver is not None
        app._driver.write = sent.append  # type: ignore[assignment]
        await press(pilot, "n enter n p e ctrl+o")
        assert "QUESTION AND ANSWER" in words(pilot)
        await press(pilot, "ctrl+y")
        assert "copied. The settings (F3, Clipboard) allow it." in words(pilot)
        assert not [text for text in sent if "]52;" in text]
        app.workspace.settings = replace(app.workspace.settings, clipboard="on")
        app.options = replace(app.options, settings=app.workspace.settings)
        await press(pilot, "ctrl+y")
        (copied,) = [text for text in sent if "]52;" in text]
        text = base64.b64decode(copied.partition(";c;")[2].removesuffix("\a")).decode()
        assert "RED FLAGS AND EXAMINATION" in text
        assert "Sent to the clipboard of your terminal." in words(pilot)
        assert interview_session(pilot).session.events[-1].detail == "text"


async def test_a_key_that_does_nothing_says_which_key_lists_the_others(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "f10")
        assert "F10 is nothing here. ? lists the keys." in words(pilot)
        await press(pilot, "down")
        assert "is nothing here" not in words(pilot), "the next key takes it away"
        await press(pilot, "n f10")
        assert "F10 is nothing here. F1 lists the keys." in words(pilot), "? is typed there"


async def test_each_key_of_an_empty_list_says_what_it_lacks(bench: Bench) -> None:
    async with bench.running() as pilot:
        for key in ("enter", "f", "e", "o", "d"):
            await press(pilot, key)
            assert "No session is under the cursor. n begins one." in words(pilot), key
            await press(pilot, "down")


async def test_what_a_second_key_would_do_is_not_said_after_its_time(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.shell.app._WHILE", 0.2)
    async with bench.running() as pilot:
        await press(pilot, "ctrl+q")
        assert "The same key again quits." in words(pilot)
        await pilot.pause(0.4)
        assert "again quits" not in words(pilot)


@pytest.mark.parametrize("page", ["a", "question_mark"])
async def test_end_and_home_go_to_the_ends_of_a_long_text(bench: Bench, page: str) -> None:
    async with bench.running() as pilot:
        await press(pilot, page)
        begin = screen(pilot)
        await press(pilot, "end")
        assert "more above" in words(pilot)
        assert "more below" not in words(pilot)
        await press(pilot, "home")
        assert screen(pilot) == begin
