"""A report on the screen: pasted, one proposal at a time, nothing taken that was not read."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from data.session.events import EventKind
from data.session.report_origin import FROM_REPORT
from tests.support.cases import spoil
from tests.support.screen_driver import Bench, go_to, handled, interview_session, press, words
from tui.screens.report import ReportScreen
from tui.security.answer_timing import TOO_SOON
from tui.terminal import LONGEST_PASTE

REPORT = (
    "X-RAY LUMBAR SPINE\n\nFINDINGS:\nCompression fracture of T12 without retropulsion. Possible"
    " fracture of L3.\nModerate osteopenia.\n"
)
SECRET = "\nReported by Dr Example for Mrs Secret\n"


async def paste(pilot: Pilot[int], text: str) -> None:
    pilot.app.screen.query_one("#text").post_message(events.Paste(text))
    await handled(pilot)
    await press(pilot, "")


async def test_a_pasted_report_is_taken_one_proposal_at_a_time(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter i")
        await paste(pilot, REPORT + SECRET)
        assert "Radiograph done = Yes" in words(pilot)
        assert ">>X-RAY LUMBAR SPINE<<" in words(pilot)
        assert not interview_session(pilot).answers
        assert "y take" in words(pilot)
        await press(pilot, "y")
        assert ">>Compression fracture of T12<< without retropulsion." in words(pilot)
        await press(pilot, "w")
        assert "Mrs Secret" in words(pilot)
        await press(pilot, "y")
        assert "xray_levels" not in interview_session(pilot).answers, "the proposal is not shown"
        await press(pilot, "w y y")
        assert interview_session(pilot).answers["xray_levels"] == (
            {"level": "T12", "retropulsion": "no"},
        )
        await press(pilot, "n")
        text = words(pilot)
        assert "Taken: 3. Refused: 1." in text
        assert "y take" not in text
        assert "n refuse" not in text, "nothing is proposed any more"
        assert "b back" in text
        assert "may have been missed here: compare" in text
        assert "for you to answer" in text
        assert "Possible >>fracture of L3<<." in text
        session = interview_session(pilot).session
        kinds = [event.kind for event in session.events]
        assert kinds.count(EventKind.PREFILLED) == 4
        assert kinds.count(EventKind.CONFIRMED) == 3
        assert kinds.count(EventKind.REFUSED) == 1
        assert "xray_demineralisation" not in session.answers
        assert not any("Secret" in event.detail for event in session.events)
        await press(pilot, "b v")
        assert FROM_REPORT.upper() in words(pilot)


@pytest.mark.parametrize(
    ("half", "rest", "levels"),
    [("", "", ["T8", "T12"]), ("j enter 2", "u", ["T8", "T12", "L1"])],
    ids=["a draft", "a draft and half a level"],
)
async def test_levels_that_are_no_answer_yet_outlast_a_report(
    bench: Bench, half: str, rest: str, levels: list[str]
) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n 1 1 7 2 enter 1 1 n")
        await go_to(pilot, "xray_done")
        await press(pilot, "1")
        await go_to(pilot, "xray_levels")
        await press(pilot, f"enter 3 1 enter {half} i")
        assert "it stays as it is. i again leaves." in words(pilot)
        await press(pilot, "i")
        await paste(pilot, REPORT.replace("T12", "T8"))
        await press(pilot, "y y b b")
        given = interview_session(pilot).answers["xray_levels"]
        assert given == ({"level": "T8", "retropulsion": "no"},)
        await go_to(pilot, "xray_levels")
        await press(pilot, f"{rest} d")
        given = interview_session(pilot).answers["xray_levels"]
        assert isinstance(given, tuple)
        assert [reading["level"] for reading in given] == levels
        assert given[1]["genant"] == "3"


async def test_a_refused_level_brings_nothing_of_it(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter i")
        await paste(pilot, REPORT)
        await press(pilot, "y n")
        assert "Moderate" in words(pilot), "not the retropulsion of the level"
        assert "xray_levels" not in interview_session(pilot).answers


async def test_a_key_that_comes_at_once_takes_nothing(bench: Bench) -> None:
    passing = itertools.count(0, 0.01)
    app = bench.app(pace=10)
    async with bench.running(app) as pilot:
        await press(pilot, "n enter i")
        object.__setattr__(app, "monotonic", lambda: float(next(passing)))
        await paste(pilot, REPORT)
        await press(pilot, "y y y")
        assert not interview_session(pilot).answers
        assert "nothing was taken" in words(pilot)


async def test_each_key_refused_at_a_proposal_says_how_long_to_wait(bench: Bench) -> None:
    app = bench.app()
    async with bench.running(app) as pilot:
        await press(pilot, "n enter i")
        await paste(pilot, REPORT)
        now = app.monotonic()
        object.__setattr__(app, "monotonic", lambda: now)
        assert isinstance(app.screen, ReportScreen)
        app.screen.dropped("A burst of keys was dropped.")
        for key in "twwyyy":
            now += 0.9
            await press(pilot, key)
            assert (TOO_SOON in words(pilot)) == (key == "y")
        assert not interview_session(pilot).answers
        now += 1.1
        await press(pilot, "y")
        assert "xray_done" in interview_session(pilot).answers


async def test_what_was_not_painted_whole_cannot_be_taken(bench: Bench) -> None:
    long = "X-RAY LUMBAR SPINE\n\nFracture of L1 is seen, " + "and the disc is narrow " * 40 + ".\n"
    async with bench.running(size=(40, 14)) as pilot:
        await press(pilot, "n enter i")
        await paste(pilot, long)
        await press(pilot, "y")
        if "xray_done" not in interview_session(pilot).answers:
            await press(pilot, "pagedown pagedown y")
        await press(pilot, "y")
        assert "xray_levels" not in interview_session(pilot).answers
        assert "Read on first" in words(pilot)
        await press(pilot, "pagedown pagedown pagedown pagedown pagedown pagedown y")
        assert "xray_levels" in interview_session(pilot).answers


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("x" * (LONGEST_PASTE + 1), "longer than 64 kB"),
        ("Dear Dr Smith, thank you for referring this lady. Yours sincerely", "Paste the report"),
        ("Old L1 compression fracture noted.", "Which kind is it? Press its digit."),
    ],
    ids=["too long", "a letter", "an unknown kind"],
)
async def test_what_is_no_report_is_refused_with_a_sentence(
    bench: Bench, text: str, says: str
) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter i")
        await paste(pilot, text)
        assert says in words(pilot)
        if "digit" in says:
            assert "3 MRI of the spine" in words(pilot)
            await press(pilot, "3")
            assert "L1 is one of them" in words(pilot)
            assert "From the report (MRI of the spine)" in words(pilot)


async def test_the_field_for_a_paste_says_what_is_read_and_that_the_text_is_not_kept(
    bench: Bench,
) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter i")
        assert "Read are reports of a radiograph, CT or MRI of the spine" in words(pilot)
        assert "The report itself is not kept" in words(pilot)


async def test_a_proposal_shows_the_note_and_all_words_that_carry_it(bench: Bench) -> None:
    says = "X-RAY LUMBAR SPINE\n\nMild compression of L1. No retropulsion. Grade 1 slip.\n"
    async with bench.running() as pilot:
        await press(pilot, "n enter i")
        await paste(pilot, says.replace("slip", "listhesis of L4 on L5"))
        await press(pilot, "y y")
        assert "Note: the report's own word, taken for Genant's grade." in words(pilot)
        assert ">>Mild compression<< of L1." in words(pilot)
        await press(pilot, "y")
        assert ">>No retropulsion<<." in words(pilot)
        await press(pilot, "y")
        assert "Note: L4 on L5." in words(pilot)
        assert ">>Grade 1 listhesis<< of L4 on L5." in words(pilot)


@pytest.mark.parametrize("key", ["b", "enter"])
async def test_proposals_that_wait_are_not_forgotten_at_one_key(bench: Bench, key: str) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter i")
        await paste(pilot, REPORT)
        await press(pilot, key)
        assert "4 of the report not looked at: y takes this one" in words(pilot)
        await press(pilot, f"y {key}")
        assert interview_session(pilot).answers["xray_done"] == "yes"
        assert "3 of the report not looked at" in words(pilot)
        await press(pilot, key)
        assert "Emergency signs" in words(pilot)


async def test_words_with_a_fault_read_no_report(
    bench: Bench, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPINEPATH_PATHWAY", str(copy))
    spoil(copy, "reading/results.toml", "least = 3", 'least = "3"')
    async with bench.running() as pilot:
        await press(pilot, "n enter i")
        assert "No report is read" in words(pilot)
        await paste(pilot, REPORT)
        assert "No report is read" in words(pilot)
        await press(pilot, "b")
        assert not interview_session(pilot).answers
