"""Plain lines: the same interview as the screens, for scripts and screen readers."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.content.cases import Case
from data.session.session import Session
from engine.diagram.compiler import Compiled
from engine.model.answers import UNKNOWN, Bound
from tests.support.both_faces import (
    answer_on_screens,
    export_from_screens,
    export_lines,
    exports_of_lines,
)
from tests.support.cases import CASES, answers_of
from tests.support.effort import slow_but
from tests.support.forked import run
from tests.support.plain_driver import NOON, Script, answers_on_lines, hear, kept
from tests.support.real_terminal import ROOT, Terminal, terminal
from tests.support.screen_driver import Bench, press
from tests.support.scripted_answers import Patient
from tests.support.stores import answers_in
from tui.plain.line_input import LineInput
from tui.plain.program import LineProgram
from tui.state.workspace import Workspace

PLAIN = "import sys; from tui.cli.main import main; sys.exit(main(['--plain']))"
ID = "zzzzzzzz"
EMERGENCY = "Any of these, new or worse?"


@pytest.fixture(autouse=True)
def _same_id(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.session.session.secrets.choice", lambda _: "z")


def test_a_tick_is_stored_only_with_the_word_that_says_what_of_the_rest(
    workspace: Workspace,
) -> None:
    hear(workspace, "new", "1 3", "2")
    assert not kept(workspace).answers
    hear(workspace, "1", "1", "1", "keep")  # on as it was left; twice more takes the first off
    answers = kept(workspace).answers
    assert (answers["saddle_anaesthesia"], answers["motor_deficit"]) == ("yes", "none")


@pytest.mark.parametrize(("line", "others"), [("3 keep", "none"), ("3, unknown", UNKNOWN)])
def test_ticks_and_their_word_may_share_a_line(
    workspace: Workspace, line: str, others: str
) -> None:
    hear(workspace, "new", line)
    assert kept(workspace).answers["motor_deficit"] == others


@pytest.mark.parametrize(
    ("line", "reflexes"), [("8 8- none", "no"), ("8? none", UNKNOWN), ("8- 8? 8- keep", "no")]
)
def test_a_line_of_a_list_is_absent_or_not_known_by_itself(
    workspace: Workspace, line: str, reflexes: str
) -> None:
    hear(workspace, "new", line)
    answers = {**kept(workspace).answers}
    assert answers.pop("upper_motor_neuron_signs") == reflexes
    assert {*answers.values()} == {"none", "no"}


def test_one_word_says_that_there_are_no_results_yet(workspace: Workspace) -> None:
    name = workspace.content.pathway.findings["crp"].short
    said = hear(workspace, "new", "checked", "none", "yes", f"go {name}", "rest")
    assert "This form has no such key for the rest of it." in said
    assert "rest answers all that is left of this form: no results yet for the rest." in said
    assert kept(workspace).answers["crp"] == UNKNOWN


@pytest.mark.parametrize("line", ["", "keep", "3 9", "keep 3", "yes", "fine", "1;rm"])
def test_what_is_not_legal_stores_nothing_and_says_what_is(workspace: Workspace, line: str) -> None:
    said = hear(workspace, "new Bed", line)
    assert not kept(workspace).events
    assert any("none (all are checked)" in words for words in said[-5:])


def test_undo_takes_a_step_back_and_back_does_not(workspace: Workspace) -> None:
    hear(workspace, "new", "none", "back")
    assert kept(workspace).answers["motor_deficit"] == "none"
    said = hear(workspace, "1", "undo", "undo")
    assert "motor_deficit" not in kept(workspace).answers
    assert "There is nothing left to take back." in said


def test_numbers_are_taken_with_their_unit_and_an_unusual_one_is_asked_about(
    workspace: Workspace,
) -> None:
    hear(workspace, "new", "none", "go Age")
    said = hear(workspace, "1", "go Age", "121", "12.5", "1e2", "106", "quit")
    assert "age_years" not in kept(workspace).answers
    assert any("Unusual value: 106 years." in words for words in said)
    hear(workspace, "1", "go Age", "106", "keep")
    assert kept(workspace).answers["age_years"] == 106
    hear(workspace, "1", "go Age", "87")
    assert kept(workspace).answers["age_years"] == 87
    said = hear(workspace, "1", "go Fall height", "1,250")
    assert any("1.25 or 1250?" in words for words in said)
    assert "fall_height_m" not in kept(workspace).answers
    hear(workspace, "1", "go Temperature", "98,6 fahrenheit")
    assert kept(workspace).answers["temperature_c"] == 37
    hear(workspace, "1", "go Temperature", "37.2\N{DEGREE SIGN}C")
    assert kept(workspace).answers["temperature_c"] == 37.2
    hear(workspace, "1", "go Fall height", "6.5 ft")
    assert kept(workspace).answers["fall_height_m"] == pytest.approx(1.98, abs=0.01)


@pytest.mark.parametrize(
    ("question", "line", "key", "says"),
    [
        ("CRP", "<5", "crp", "Stored. CRP: below 5 mg/L."),
        ("CRP", " < 0.5 mg/dL", "crp", "Stored. CRP: below 5 mg/L."),
        ("eGFR", "> 90", "egfr", "Stored. eGFR: above 90 mL/min/1.73m2."),
        ("eGFR", "<60", "egfr", "below 60 mL/min/1.73m2: does not settle the advice; enter the"),
    ],
)
def test_a_bound_is_stored_as_one_and_said(
    workspace: Workspace, question: str, line: str, key: str, says: str
) -> None:
    said = hear(workspace, "new", "none", f"go {question}", line, "quit", "quit")
    assert any(says in words for words in said), said
    value = kept(workspace).answers[key]
    assert isinstance(value, Bound)
    assert value.below is (line.strip()[0] == "<")
    review = " ".join(hear(workspace, "1", "review", "quit", "quit"))
    assert ("A BOUND THAT DOES NOT SETTLE" in review) is ("does not settle" in says)
    hear(workspace, "1", f"go {question}", "42", "quit", "quit")
    assert kept(workspace).answers[key] == 42


def test_levels_are_read_one_after_the_other(workspace: Workspace) -> None:
    said = hear(
        workspace,
        "new",
        "go Radiograph done",
        "yes",
        "go Deformed levels",
        "T13",
        "t12",
        "1",
        "none",
        "l1",
        "2",
        "none",
    )
    assert any(words.startswith("T12 ") for words in said)
    assert "xray_levels" not in kept(workspace).answers, "not before it is done"
    hear(
        workspace,
        "1",
        "go Deformed levels",
        "T12",
        "1",
        "none",
        "L1",
        "2",
        "none",
        "remove L1",
        "done",
    )
    readings = kept(workspace).answers["xray_levels"]
    assert isinstance(readings, tuple)
    (reading,) = readings
    assert reading["level"] == "T12"
    hear(workspace, "1", "go Deformed levels", "unknown")
    assert kept(workspace).answers["xray_levels"] == UNKNOWN


def test_leaving_what_is_half_entered_needs_the_word_twice(workspace: Workspace) -> None:
    said = hear(workspace, "new", "1", "quit", "2", "quit", "quit", "quit")
    assert sum("it stays as it is. quit again leaves." in words for words in said) == 2
    assert not kept(workspace).answers
    assert "1 [x]" in " ".join(hear(workspace, "1"))


def test_the_lines_end_in_the_middle_and_nothing_is_lost(workspace: Workspace) -> None:
    said = hear(workspace, "new bed 4", "none", "1")
    assert said[-1] == "No more lines to read. Every answer that was given is saved."
    assert kept(workspace).answers["motor_deficit"] == "none"
    again = hear(workspace, "1")
    assert any(words.startswith(f"1. {ID}") and words.endswith("bed 4") for words in again)


def test_a_session_is_deleted_only_when_it_is_confirmed(workspace: Workspace) -> None:
    hear(workspace, "new Bed", "quit", "delete 1", "list", "y")
    assert workspace.worklist.sessions
    hear(workspace, "delete 1", "y")
    assert not workspace.worklist.sessions


async def on_screens(
    bench: Bench,
    patient: Patient,
    directory: Path,
) -> tuple[Session, dict[str, bytes]]:
    """The session and its exports after a case was answered on the screens."""
    app = bench.app()
    app.workspace.clock = lambda: NOON
    async with bench.running(app) as pilot:
        await press(pilot, "n enter")
        shown = await answer_on_screens(pilot, patient)
        exports = await export_from_screens(pilot, shown, app.workspace, directory)
        return shown.interview_session.session, exports


def on_lines(
    workspace: Workspace, patient: Patient, directory: Path
) -> tuple[Session, dict[str, bytes], list[str]]:
    """The session, its exports and what was said, after a case was answered on plain lines."""
    said: list[str] = []
    program: LineProgram

    def lines() -> Iterator[str]:
        yield "new"
        yield from answers_on_lines(program, patient)
        yield from export_lines(directory)

    program = LineProgram(workspace, Script(lines()), said.append)
    program.run()
    return kept(workspace), exports_of_lines(workspace, directory), said


async def compare(
    bench: Bench,
    workspace: Workspace,
    case: Case,
    compiled: Compiled,
    directory: Path,
) -> None:
    answers = answers_of(compiled, case)
    for face in ("shown", "told"):
        (directory / face).mkdir()
    seen, shown = await on_screens(bench, Patient(answers), directory / "shown")
    heard, told, said = on_lines(workspace, Patient(answers), directory / "told")
    assert told == shown
    assert heard.events == seen.events
    assert not [line for line in said if not line.isprintable()]
    given = {k: v for k, v in heard.answers.items() if v != UNKNOWN}
    assert given.items() <= {**answers, **given}.items()
    assert len(given) > 1


@pytest.mark.parametrize("number", slow_but(["V11"], CASES, every=12))
async def test_both_faces_export_the_same_bytes(
    bench: Bench,
    workspace: Workspace,
    compiled: Compiled,
    tmp_path: Path,
    number: str,
) -> None:
    await compare(bench, workspace, CASES[number], compiled, tmp_path)


@pytest.mark.slow
def test_a_script_of_answers_writes_no_escape_byte_and_imports_no_textual(tmp_path: Path) -> None:
    script = b"new caf\xc3\xa9 \xe2\x80\xae\nnone\nplan\nwhy 1\nanswers\nhelp\nquit\nquit\n"
    for given, status, says in (
        (script, 0, b"Stored. Weakness"),
        (b"new \x1b[2J\x9b31m\n", 2, b"Not taken: the line holds control characters"),
        (b"\x00\x1b]52;c;x\x07\n", 2, b"Not taken: the line holds control characters"),
        (b"new caf\xe9\n", 2, b"Not taken: the line holds bytes that are no text here"),
        (b"x" * 1_000_000, 2, b"a line has 4000 characters at most"),
    ):
        done = run(os.environ | {"SPINEPATH_DATA": str(tmp_path / "store")}, "--plain", given=given)
        assert done.returncode == status
        assert bool(done.stderr) is bool(status)
        assert says in done.stdout
        assert not re.search(
            rb"[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\x8b-\x8f\xaa-\xae]",
            done.stdout + done.stderr,
        )
    code = PLAIN.replace("sys.exit", "print") + "; print('textual' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        input=b"quit\n",
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "SPINEPATH_DATA": str(tmp_path / "store")},
        check=True,
    )
    assert ran.stdout.endswith(b"False\n")


@pytest.fixture
def typing(tmp_path: Path) -> Iterator[Terminal]:
    """Plain lines on a dumb terminal, at the first question."""
    with terminal(tmp_path / "store", TERM="dumb") as opened:
        opened.read(20, until="help, quit.")
        time.sleep(0.3)
        opened.type(b"new\n")
        opened.read(5, until="or unknown.")
        yield opened


@pytest.mark.slow
def test_a_dumb_terminal_gets_lines(typing: Terminal, tmp_path: Path) -> None:
    assert EMERGENCY in typing.screen()
    time.sleep(0.3)
    typing.type(b"none\n")
    typing.read(5, until="Neurological examination done?")
    assert b"\x1b" not in typing.written
    typing.type(b"\x04")
    typing.read(1)
    typing.type(b"\x04")
    assert typing.ended() == 0
    assert answers_in(tmp_path / "store") == 8


def test_a_pasted_text_answers_nothing(typing: Terminal, tmp_path: Path) -> None:
    time.sleep(0.3)
    typing.type(b"none\nyes\n" * 200)
    typing.heard("None was taken.")
    typing.read(1)
    assert answers_in(tmp_path / "store") == 0


@pytest.mark.parametrize(
    "number",
    slow_but(
        [signal.SIGTERM],
        [signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT, signal.SIGUSR1],
    ),
)
def test_a_signal_ends_the_lines_and_nothing_is_lost(
    typing: Terminal, tmp_path: Path, number: signal.Signals
) -> None:
    time.sleep(0.3)
    typing.type(b"none\n")
    typing.read(5, until="Neurological examination done?")
    typing.signal(number)
    assert typing.ended(3) == 128 + number
    assert b"A signal ended it. Every answer that was given is saved." in typing.written
    assert b"Traceback" not in typing.written
    assert answers_in(tmp_path / "store") == 8


def test_lines_that_come_apart_are_put_together() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"fi")
    os.write(writing, b"rst\r\nsecond")
    os.close(writing)
    line_input = LineInput(reading, print)
    assert [line_input.line(lambda: None) for _ in range(3)] == ["first", "second", None]
    os.close(reading)


KEYS = re.compile(r"\b[Pp]ress\b|\bEnter (takes|keeps|again)|Ctrl\+|\bEsc\b")


def test_lines_name_no_key_from_the_first_question_to_the_end(workspace: Workspace) -> None:
    """Whatever is typed at a question, the answer names words and no keys."""
    tried = ("", "?!", "why", "0", "1 99", "1,250", "<<5", "keep", "undo", "unknown")
    said = hear(workspace, "help", "new", "keep", "1", "none", "quit", "1", *tried * 12)
    levels = ("go Radiograph done", "yes", "go Deformed levels", "done", "L1", "1", "done", "u")
    said += hear(workspace, "1", *levels, "answers", "help", "review", "plan", "help", "quit")
    assert len(said) > 200
    assert "Something is ticked: untick or keep." in said
    assert "Nothing is ticked. Type none if all are checked and absent" in " ".join(said)
    assert not [words for words in said if KEYS.search(words)]


def test_an_answer_that_sets_another_aside_says_so(workspace: Workspace) -> None:
    lines = ("new", "none", "yes", "1", "30", "keep", "1", "yes", "go Sex", "2")
    assert "Set aside: Pregnancy" in hear(workspace, *lines)


def test_the_next_step_is_said_when_it_changes_and_the_rest_in_words(workspace: Workspace) -> None:
    lines = hear(workspace, "new", "none", "yes", "first", "72", "back")
    said = " ".join(" ".join(lines).split())
    then = "then MRI of thoracic and lumbar spine, no contrast (may change)."
    assert said.count("Next step: ") == 1
    assert said.index("8 answers") > said.index(f"Next step: Answer the urgent questions, {then}")
    assert said.count("rest answers all that is left of this form: rest not known.") == 2


def test_an_emergency_says_its_time_and_what_is_suspected(workspace: Workspace) -> None:
    said = hear(workspace, "new", "3", "keep")
    clock = next(n for n, line in enumerate(said) if "(the same hour). Call" in line)
    assert said[clock + 1] == "Cord or cauda equina compression is present or suspected."


def test_an_emergency_is_not_kept_waiting_by_what_it_silences(workspace: Workspace) -> None:
    said = hear(workspace, "new", "3", "keep")
    lost = [line for line in said if line.startswith("No longer advised: ")]
    assert len(lost) == 1
    assert re.fullmatch(r"No longer advised: [0-9]+ others, while the emergency lasts", lost[0])


def test_a_number_that_stands_there_can_be_kept_and_lines_say_so(workspace: Workspace) -> None:
    said = hear(workspace, "new", "none", "yes", "first", "72", "back")
    assert [line for line in said if line.startswith("Type keep, a number")]
    assert [line for line in said if line.startswith("Type a number")], "none stood there before"
