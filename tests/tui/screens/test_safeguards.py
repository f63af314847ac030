"""Safeguards of a tired reader: the banner, undo, notes, the review, commands by name."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from textual.pilot import Pilot

from data.session.events import EventKind
from data.store import Store
from data.text.dates import local_time
from engine.model.answers import UNKNOWN
from tests.support.both_faces import answer_on_screens, begin_seed
from tests.support.screen_driver import (
    START,
    Bench,
    check_golden,
    go_to,
    interview_session,
    press,
    screen,
    settled,
    words,
)
from tests.support.scripted_answers import Patient
from tests.support.seed_patient import SEED
from tui.keys.keys import PAGES
from tui.rows.row import TextStyle
from tui.screens.footer import footer
from tui.screens.interview import InterviewScreen
from tui.screens.plan import PlanScreen
from tui.security.answer_timing import HELD
from tui.shell.app import Spinepath
from tui.views.question_header import stopped_by
from tui.widgets.clean_input import CleanInput
from tui.widgets.palette import TERMINAL
from tui.widgets.rows import RowsView

TO_BACK_PAIN: Final = "n enter n 1 1 7 2 enter 1 1"


async def test_answered_and_not_known_are_counted_apart(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n 1 1 u 1")
        assert "12 answers (1 not known)," in words(pilot)


@pytest.mark.slow
async def test_red_flags_stay_on_every_later_screen(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n 1")
        await go_to(pilot, "fever")
        await press(pilot, "7 enter")
        banner = "RED FLAG: Fever"
        for keys in ("", "p", "v", "b", "v", "o", "ctrl+g", "b", "r", "question_mark", "b", "b"):
            await press(pilot, keys)
            assert banner in words(pilot), keys
        await press(pilot, "q")
        assert banner not in pilot.app.screen.query_one("#review_status", RowsView).text
        assert banner in words(pilot), "the list names it beside its session"
        await press(pilot, "enter")
        assert banner in pilot.app.screen.query_one("#review_status", RowsView).text


async def test_what_is_not_known_of_an_emergency_is_pinned_too(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter 3 u")
        assert "EMERGENCY SIGN: Saddle numbness" in words(pilot)
        assert "EMERGENCY NOT EXCLUDED, not known: Weakness; Loss of feeling;" in words(pilot)
        strips = pilot.app.screen._compositor.render_strips()
        pinned = [s for strip in strips for s in strip if "EMERGENCY SIGN" in s.text]
        block = TERMINAL.looks[TextStyle.FLAG]
        assert pinned
        assert all(s.style and s.style.bgcolor == block.bgcolor for s in pinned)


async def test_a_banner_leaves_room_on_a_small_screen(bench: Bench) -> None:
    async with bench.running(size=(40, 10)) as pilot:
        await press(pilot, "n enter 3 u")
        text = screen(pilot)
        assert "EMERGENCY SIGN: Saddle numbness" in text
        assert "Urine left in the bladder" in text
        assert "!! EMERGENCY" in text


async def test_a_small_screen_names_all_banners_in_one_line(bench: Bench) -> None:
    app = bench.app()
    app.workspace.training = True
    app.workspace.emergency = "OPENED WITHOUT THE PIN, recorded: ward round"
    async with bench.running(app, size=(80, 10)) as pilot:
        await press(pilot, "n enter")
        lines = screen(pilot).splitlines()
        assert lines[1] == "TRAINING | OPENED WITHOUT THE PIN | UNREVIEWED (?)"
        assert lines[2].startswith("NEXT STEP")
        await press(pilot, "3 u question_mark")
        assert "TRAINING: for practice only, about no patient." in words(pilot)
        assert "OPENED WITHOUT THE PIN, recorded: ward round" in words(pilot)
        assert "UNREVIEWED clinical content: supports, never replaces" in words(pilot)


async def test_a_small_screen_counts_the_red_flags_that_it_does_not_show(bench: Bench) -> None:
    async with bench.running(size=(40, 10)) as pilot:
        await press(pilot, "n enter 3 u")
        assert "EMERGENCY SIGN: Saddle numbness   +1 (?)" in screen(pilot)
        await press(pilot, "question_mark pagedown")
        assert "EMERGENCY NOT EXCLUDED, not known:" in words(pilot)


async def test_a_small_screen_names_its_keys(bench: Bench) -> None:
    async with bench.running(size=(40, 10)) as pilot:
        await press(pilot, "n enter n")
        last = screen(pilot).splitlines()[-1]
        assert "u not known" in last
        assert last.endswith("? help")


async def test_a_small_screen_asks_again_where_it_is_seen(bench: Bench) -> None:
    async with bench.running(size=(40, 10)) as pilot:
        await press(pilot, "n enter u y 1 1 7 enter")
        assert "Unusual value: 17 years." in words(pilot)
        assert "Enter begin" not in screen(pilot)
        await press(pilot, "enter")
        assert interview_session(pilot).answers["age_years"] == 17


async def test_a_small_screen_keeps_its_keys_where_an_entry_is_typed(bench: Bench) -> None:
    async with bench.running(size=(40, 10)) as pilot:
        await press(pilot, "n")
        assert "Enter begin" in screen(pilot).splitlines()[-1]


async def test_the_first_screen_asks_who_reads_and_one_key_skips_it(bench: Bench) -> None:
    app = bench.app()
    app.workspace.asks_reader = True
    async with bench.running(app) as pilot:
        assert "1 Clinician: the clinician's words" in words(pilot)
        await press(pilot, "4")
        assert app.workspace.settings.reader == "patient"
        assert "Who reads: patient beside me." in words(pilot)
        assert "1 Clinician" not in words(pilot)
        await press(pilot, "4")
        assert "4 is nothing here." in words(pilot)


async def test_an_emergency_has_its_clock_beside_the_question(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter 3 enter")
        assert "NEXT STEP !! EMERGENCY: Emergency spinal pathway" in words(pilot)
        assert "!! By 09:30 (the same hour). Call" in words(pilot)
        assert "Cord or cauda equina compression is present or suspected." in words(pilot)


async def test_what_is_urgent_is_cut_before_it_is_left_out(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter")
        patient = Patient({**SEED, "neuro_exam_done": "no"})
        await answer_on_screens(pilot, patient, last="infection_hosts")
        await settled(pilot)
        assert "NEXT STEP  Complete the neurological examination" in screen(pilot)
        assert "!  URGENT    Complete the red-flag questions" in screen(pilot)


async def test_the_next_step_stays_while_urgent_questions_come_and_go(bench: Bench) -> None:
    """Back pain opens the neurological examination anew, and its next question closes it."""
    async with bench.running() as pilot:
        await press(pilot, "n enter")
        patient, panels = Patient(SEED), set()
        for last in ("emergency", "neuro_exam_done", "back_pain", "radicular_pain", "red_flags"):
            await answer_on_screens(pilot, patient, last=last)
            await settled(pilot)
            panels.add("\n".join(screen(pilot).splitlines()[2:4]))
        (panel,) = panels
        assert panel == (
            "NEXT STEP  Answer the urgent questions,\n"
            "then       MRI of thoracic and lumbar spine, no contrast (may change)"
        )


async def test_an_urgent_question_that_was_passed_over_is_the_next_step(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter u")
        assert "NEXT STEP  Complete the neurological examination" in screen(pilot)


async def test_a_sign_comes_before_the_questions_that_are_still_to_be_asked(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter 6 u")
        assert "NEXT STEP  !! EMERGENCY: Emergency spinal pathway" in screen(pilot)


async def test_the_panel_says_how_much_is_not_known_once_it_was_asked(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter")
        await answer_on_screens(pilot, Patient(SEED), last="night_pain")
        await settled(pilot)
        assert "Complete the red-flag questions" not in screen(pilot)
        await press(pilot, "x")
        assert "Complete the red-flag questions (11 not known)" in screen(pilot)


async def test_figures_of_a_number_may_come_at_once_but_its_enter_may_not(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n 1 1")
        app = pilot.app
        assert isinstance(app, Spinepath)
        monkeypatch.setattr(app.options.paste_detector, "hold", lambda *_: True)
        await press(pilot, "7 2 enter")
        assert "> 72_ years" in screen(pilot)
        assert "age_years" not in interview_session(pilot).answers
        monkeypatch.setattr(app.options.paste_detector, "hold", lambda *_: False)
        await press(pilot, "enter")
        assert interview_session(pilot).answers["age_years"] == 72


async def test_a_key_that_is_dropped_ends_the_wait_for_one_that_may_be_held(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key that repeats every 0.03 s is dropped as of a paste; it is held all the same."""
    async with bench.running() as pilot:
        app = pilot.app
        assert isinstance(app, Spinepath)
        await press(pilot, "n enter n 1")
        now = app.monotonic()
        app.monotonic = lambda: now
        app.screen._timing.announced()  # type: ignore[attr-defined]
        of_paste = iter([False, True])
        monkeypatch.setattr(app.options.paste_detector, "hold", lambda *_: next(of_paste))
        await pilot.press("1", "1")
        await pilot.pause(2 * HELD)
        assert "visit_type" not in interview_session(pilot).answers
        assert "Several keys came at once" in words(pilot)


async def test_a_burst_on_a_line_says_that_what_it_typed_stands(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with bench.running() as pilot:
        assert isinstance(pilot.app, Spinepath)
        await press(pilot, "n")
        monkeypatch.setattr(pilot.app.options.paste_detector, "hold", lambda *_: True)
        await press(pilot, "B 4 enter n")
        await pilot.pause()
        assert "what they typed stands, nothing else was done" in words(pilot)
        assert "B4n" in words(pilot)


async def test_after_a_dropped_key_none_answers_until_there_is_a_pause(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow line delivers a held key with gaps."""
    async with bench.running() as pilot:
        app = pilot.app
        assert isinstance(app, Spinepath)
        await press(pilot, "n enter n 1")
        now = app.monotonic()
        app.monotonic = lambda: now
        with monkeypatch.context() as patched:
            patched.setattr(app.options.paste_detector, "hold", lambda *_: True)
            await press(pilot, "1")
        for gap in (0.3, 0.6):
            now += gap
            await press(pilot, "1")
            assert "visit_type" not in interview_session(pilot).answers
        now += 1.1
        await press(pilot, "1")
        assert interview_session(pilot).answers["visit_type"] == "initial"


async def test_figures_wait_until_their_question_could_be_read(bench: Bench) -> None:
    async with bench.running(bench.app(pace=0.01)) as pilot:
        await press(pilot, "n enter")
        await go_to(pilot, "alcohol_units_day")
        await press(pilot, "7 2")
        assert "Too soon" in words(pilot)
        assert "> _ " in screen(pilot)


async def test_a_child_is_told_why_questions_go_on(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n 1 1 9 enter enter")
        assert stopped_by(interview_session(pilot)) is not None
        assert isinstance(pilot.app.screen, InterviewScreen)
        assert "Child: the rest of the advice does not apply." in words(pilot)


async def test_undo_goes_back_to_the_beginning(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n 1 2 z")
        assert "Taken back: Kind of visit?" in words(pilot)
        assert "Kind of visit?" in words(pilot)
        await press(pilot, "z z")
        assert not interview_session(pilot).answers
        assert "Any of these, new or worse?" in words(pilot)
        await press(pilot, "z")
        assert "There is nothing left to take back." in words(pilot)
        kept = Store.open(bench.directory).load(interview_session(pilot).session.id)
        assert not kept.answers
        assert sum(event.kind is EventKind.UNDONE for event in kept.events) == 3


async def test_a_session_left_at_an_earlier_question_opens_there(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n 1 1 7 2 enter b b q")
    async with bench.running() as pilot:
        await press(pilot, "enter")
        assert "Kind of visit?" in words(pilot)
        await press(pilot, "enter q enter")
        assert "Sex?" in words(pilot)


async def test_a_note_is_kept_exported_and_marked(bench: Bench, tmp_path: Path) -> None:
    app = bench.app()
    app.export_directory = tmp_path
    async with bench.running(app) as pilot:
        await press(pilot, "n enter 3 o D a u g h t e r left_square_bracket b enter")
        assert "[x] Saddle numbness, or new loss of sexual" in words(pilot), "the entry is there"
        await press(pilot, "u v end")
        assert "02-Mar-2026 08:30 UTC: Daughter[b" in words(pilot)
        await press(pilot, "p e enter")
    (written,) = tmp_path.glob("*.txt")
    text = written.read_text()
    assert "NOTES OF THE USER; THEY CHANGE NO ADVICE" in text
    assert "Daughter[b" in text
    assert text.index("EMERGENCY SIGN: Saddle numbness") < text.index("UNREVIEWED")


async def test_a_hostile_note_is_kept_as_harmless_text(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter o")
        field = pilot.app.screen.query_one("#note", CleanInput)
        field.value = "a\x1b]0;x\x07b\u202ec\u200bd[red]e[/]" + "f" * 2000
        await settled(pilot)
        assert "A note has 1000 characters at most." in words(pilot)
        await press(pilot, "enter o")
        assert "a?]0;x?b?c?d[red]e[/]fff" in words(pilot)
        (note,) = interview_session(pilot).session.state.notes
        assert note.detail.startswith("a?]0;x?b?c?d[red]e[/]fff")
        assert len(note.detail) == 1000


async def test_the_review_lists_what_is_missing_and_finishes(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n 1 3 2 b b 1 u 1 1 1 u o B r a c e enter v")
        check_golden("review", screen(pilot))
        await press(pilot, "end enter")
        assert "does not apply now" in words(pilot)
        await press(pilot, "home enter")
        assert isinstance(pilot.app.screen, InterviewScreen)
        await press(pilot, "v f")
        assert "is finished." in words(pilot)
    (kept,) = Store.open(bench.directory).sessions()
    assert kept.finished


async def test_not_known_answers_that_cannot_matter_are_not_asked_about(bench: Bench) -> None:
    from tui.views.review import _would_matter

    async with bench.running() as pilot:
        await press(pilot, "n enter 3 u u")
        answers = interview_session(pilot).answers
        listed = _would_matter(interview_session(pilot))
        assert listed
        assert all(answers[key] == UNKNOWN for key in listed)


async def test_a_command_is_found_by_its_words(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n colon")
        check_golden("commands", screen(pilot))
        await press(pilot, "p l a n enter")
        assert isinstance(pilot.app.screen, PlanScreen)
        await press(pilot, "b ctrl+p x x x")
        assert "Nothing here has these words: xxx" in words(pilot)
        await press(pilot, "enter")
        await press(pilot, "ctrl+g")
        assert isinstance(pilot.app.screen, InterviewScreen)


async def test_spared_marrow_is_asked_where_it_decides(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, f"{TO_BACK_PAIN} n")
        await go_to(pilot, "mri_done")
        await press(pilot, "1")
        await go_to(pilot, "mri_levels")
        await press(pilot, "enter 1 n 2")
        assert "State of the posterior" in words(pilot), "a band of low signal decides nothing"
        await press(pilot, "u j enter 1 n 3")
        assert "L1: Is some normal marrow spared?" in words(pilot)
        await press(pilot, "u u d")
        levels = interview_session(pilot).answers["mri_levels"]
        assert isinstance(levels, tuple)
        assert not any("spared_marrow" in reading for reading in levels)
        assert interview_session(pilot).advice.facts.get("mri_malignancy") is None


@pytest.mark.parametrize("size", [(120, 40), (200, 60)])
async def test_wide_terminals_use_their_width(bench: Bench, size: tuple[int, int]) -> None:
    async with bench.running(size=size) as pilot:
        await press(pilot, "n enter n")
        lines = screen(pilot).splitlines()
        assert any("Emergency signs" in line and "Advice so far" in line for line in lines)
        assert "more (p)" not in screen(pilot)


async def _finish_one(pilot: Pilot[int], label: str) -> None:
    """A session with pain and a film, finished; an MRI is advised."""
    await begin_seed(pilot, label)
    await go_to(pilot, "mri_done")
    await press(pilot, "2")
    await press(pilot, "v f")


@pytest.mark.slow
async def test_the_worklist_says_what_is_awaited_and_overdue(bench: Bench) -> None:
    async with bench.running() as pilot:
        await _finish_one(pilot, "B 4")
        await press(pilot, "n B 5 enter n q")
        await settled(pilot)
        assert "MRI due by 16-Mar-2026 (about 2 weeks); advised today" in words(pilot)
    bench.later = timedelta(days=20)
    async with bench.running() as pilot:
        await press(pilot, "n B 7 enter n v f")
        await settled(pilot)
        check_golden("worklist", screen(pilot))


async def test_a_result_is_dropped_for_a_reason(bench: Bench) -> None:
    async with bench.running() as pilot:
        await _finish_one(pilot, "B 4")
        await settled(pilot)
        assert "MRI due by" in words(pilot)
        await press(pilot, "o enter")
        assert "Type the reason why MRI is not awaited any more." in words(pilot)
        check_golden("drop", screen(pilot))
        await press(pilot, "down up m o v e d enter")
        await settled(pilot)
        assert "MRI is not awaited any more for session aaaa2222." in words(pilot)
        assert "MRI due by" not in words(pilot)
    (item,) = Store.open(bench.directory).sessions()
    event = Store.open(bench.directory).load(item.id).events[-1]
    assert (event.kind, event.result, event.detail) == (EventKind.DROPPED, "mri", "moved")


@pytest.mark.parametrize("end", ["q", "v f"])
async def test_an_emergency_is_on_top_of_the_worklist_with_its_clock(
    bench: Bench, end: str
) -> None:
    async with bench.running() as pilot:
        await press(pilot, f"n B 4 enter 3 enter {end} n B 5 enter n q")
        await settled(pilot)
        lines = screen(pilot).splitlines()
        due = local_time(START + timedelta(hours=1, minutes=1))
        (at,) = [n for n, line in enumerate(lines) if "!! EMERGENCY: Emergency spinal" in line]
        assert f"by {due:%H}" in lines[at]
        assert "B4" in lines[at - 1]
        assert end != "q" or lines.index(next(li for li in lines if "B5" in li)) > at
        await press(pilot, "home f y")
        await press(pilot, "n q")
        await settled(pilot)
        assert end == "q" or "!! EMERGENCY" not in screen(pilot)


async def test_a_session_into_which_nothing_was_entered_is_not_kept(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter q")
        assert "Nothing was entered, so nothing is kept" in words(pilot)
        await press(pilot, "t n enter q")
        assert "Nothing was entered, so nothing is kept" in words(pilot)
        await press(pilot, "n enter n q t n enter home")
    assert not Store.open(bench.directory).sessions()
    assert len(Store.open(bench.directory / "training").sessions()) == 1


async def test_sessions_are_found_by_label(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n B 4 enter q n C 5 enter q slash c 5")
        text = words(pilot)
        assert "C5" in text
        assert "B4" not in text
        await press(pilot, "x")
        assert "Nothing here has these words: c5x" in words(pilot)
        await press(pilot, "ctrl+g")
        assert "B4" in words(pilot)
        await press(pilot, "slash b 4 enter enter")
        assert interview_session(pilot).session.label == "B4"


@pytest.mark.slow
async def test_a_follow_up_asks_for_what_is_carried(bench: Bench) -> None:
    async with bench.running() as pilot:
        await _finish_one(pilot, "B 4")
    bench.later = timedelta(weeks=2)
    async with bench.running() as pilot:
        await press(pilot, "f down y")
        assert len(Store.open(bench.directory).sessions()) == 1, "a move keeps from beginning"
        await press(pilot, "f y")
        assert not interview_session(pilot).answers
        await press(pilot, "n 1 3 2")
        check_golden("carried", screen(pilot))
        await press(pilot, "enter")
        event = interview_session(pilot).session.events[-1]
        assert (event.kind, event.value) == (EventKind.CONFIRMED, 72)
        assert event.detail == "counted on from session aaaa2222 of 02-Mar-2026"
        await go_to(pilot, "sex")
        await press(pilot, "2")
        assert interview_session(pilot).session.events[-1].kind is EventKind.ANSWERED
        await press(pilot, "v")
        assert "CARRIED FROM AN EARLIER SESSION, NOT CONFIRMED, NOT USED" in words(pilot)
        await press(pilot, "b r")
        assert (
            "Carried from an earlier session, not confirmed"
            in pilot.app.screen.query_one("#answers", RowsView).text
        )
        await press(pilot, "q")
        await settled(pilot)
        text = words(pilot)
        assert "follow-up B4" in text
        assert "Results awaited" not in text, "the follow-up goes on from there"


async def test_levels_that_were_entered_outlive_the_program(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, f"{TO_BACK_PAIN} n")
        await go_to(pilot, "xray_done")
        await press(pilot, "1")
        await go_to(pilot, "xray_levels")
        await press(pilot, "enter 1 n j enter 2 n j enter 3")
    async with bench.running() as pilot:
        await press(pilot, "enter")
        assert "xray_levels" not in interview_session(pilot).answers, (
            "nothing is an answer before d"
        )
        assert "L2: signs reported?" in words(pilot), "as it was left"
        await press(pilot, "b b")
        assert "Entered (2): no answer before d" in words(pilot)
        await press(pilot, "v")
        assert "ENTERED, BUT NOT STORED AS AN ANSWER (1)" in words(pilot)
        await press(pilot, "b")
        await go_to(pilot, "xray_levels")
        await press(pilot, "d")
        levels = interview_session(pilot).answers["xray_levels"]
        assert isinstance(levels, tuple)
        assert [reading["level"] for reading in levels] == ["T12", "L1"]
        assert not interview_session(pilot).drafts


async def test_carried_levels_are_confirmed_by_done(bench: Bench) -> None:
    async with bench.running() as pilot:
        await _finish_one(pilot, "B 4")
        await press(pilot, "f y n 1 3 2")
        await go_to(pilot, "xray_done")
        await press(pilot, "enter")
        await go_to(pilot, "xray_levels")
        assert "Entered (1): carried from 02-Mar-2026, not confirmed" in words(pilot)
        await press(pilot, "d")
        assert interview_session(pilot).session.events[-1].kind is EventKind.CONFIRMED
        assert "xray_levels" in interview_session(pilot).answers


async def test_the_plan_shows_what_changed_since_last_time(bench: Bench) -> None:
    async with bench.running() as pilot:
        await _finish_one(pilot, "B 4")
        await press(pilot, "enter c")
        assert "This is the first session of the patient" in words(pilot)
        await press(pilot, "q")
    bench.later = timedelta(weeks=2)
    async with bench.running() as pilot:
        await press(pilot, "f y 3 enter p c")
        check_golden("follow_up", screen(pilot))
        await press(pilot, "b")
        assert isinstance(pilot.app.screen, PlanScreen)
        assert interview_session(pilot).session.label == "B4"


@pytest.mark.slow
async def test_training_has_its_own_file_and_a_mark_everywhere(
    bench: Bench,
    tmp_path: Path,
) -> None:
    mark = "TRAINING: for practice only, about no patient."
    app = bench.app()
    app.export_directory = tmp_path
    async with bench.running(app) as pilot:
        await press(pilot, "n B 1 enter q t")
        assert "B1" not in words(pilot), "sessions of patients are elsewhere"
        for keys in ("", "n", "enter", "p", "c", "v", "o", "ctrl+g", "r", "question_mark", "b"):
            await press(pilot, keys)
            assert mark in words(pilot), keys
        await press(pilot, "p e enter down enter down enter ctrl+g q")
        assert mark in words(pilot)
        await pilot.resize_terminal(30, 8)
        assert "TRAINING." in words(pilot)
        await pilot.resize_terminal(80, 24)
        await press(pilot, "t")
        assert mark not in words(pilot)
        assert "B1" in words(pilot)
    for written in tmp_path.glob("spinepath-*"):
        assert mark in written.read_text().replace("\n", " "), written
    assert len(list(tmp_path.glob("spinepath-*"))) == 3
    assert len(Store.open(bench.directory).sessions()) == 1
    (kept,) = Store.open(bench.directory / "training").sessions()
    assert Store.open(bench.directory / "training").load(kept.id).training


async def test_a_practice_session_keeps_its_mark_wherever_it_is_kept(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "t n B enter q")
    practice = Store.open(bench.directory / "training")
    (kept,) = practice.sessions()
    Store.open(bench.directory).create(practice.load(kept.id))
    async with bench.running() as pilot:
        assert "TRAINING" not in words(pilot)
        await press(pilot, "enter")
        assert "TRAINING: for practice only" in words(pilot)


def test_a_footer_fits_and_always_names_the_way_to_all_keys() -> None:
    for page in ("home", "interview", "plan", "what_if", "pathway_map", "review", "answers"):
        whole = footer(page, 1000)
        assert len(whole) <= 80, page
        for width in (20, 40, 60, 80):
            line = footer(page, width)
            assert len(line) <= width
            assert line.endswith("^L lock  ? help")
            named = line.removesuffix("^L lock  ? help").strip()
            assert all(word in whole for word in named.split("  "))
            assert "b back" in line or "b back" not in whole or width < 40


def test_every_key_is_one_that_any_terminal_can_send() -> None:
    never = {f"ctrl+{letter}" for letter in "hjmbzi"} | {"ctrl+backslash", "escape"}
    for page, actions in PAGES.items():
        for action in actions:
            names = set(action.keys.split(","))
            assert not names & never, (page, action)


def test_no_key_and_no_word_of_a_page_means_two_things() -> None:
    for page, actions in PAGES.items():
        keys = [key for one in actions if one.keys for key in one.keys.split(",")]
        assert len(keys) == len(set(keys)), page
        assert len({one.name for one in actions}) == len(actions), page


async def test_the_worklist_says_what_a_finished_session_left_urgent(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n B 4 enter n y 1 7 2 enter 1 v f")
        await settled(pilot)
        assert "URGENT, undecided: Complete the red-flag questions" in words(pilot)
    async with bench.running() as pilot:
        assert "URGENT, undecided: Complete the red-flag questions" in words(pilot), "after a start"
        await press(pilot, "home f y")
        await press(pilot, "n q")
        await settled(pilot)
        assert "URGENT, undecided" not in words(pilot), "it is for the follow-up now"


async def test_a_finished_session_is_told_by_its_patient_after_a_start(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n B 4 enter n y 1 7 2 enter 1 p x y f f")
        await settled(pilot)
        assert "72 years, Female" in words(pilot)
    async with bench.running() as pilot:
        assert "72 years, Female" in words(pilot)
        assert "answers" not in words(pilot)


async def test_a_red_flag_stands_in_the_worklist(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n B 4 enter n y 1 7 2 enter 1 1 x 4 enter q")
        await settled(pilot)
        assert "RED FLAG: Injecting drug use" in words(pilot)


async def test_an_emergency_is_called_overdue_after_its_time(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n B 4 enter 3 enter q")
    bench.later = timedelta(hours=3)
    async with bench.running() as pilot:
        assert "same hour, OVERDUE since" in words(pilot)
