"""Endings: whatever ends the program, its last sentence and exit status say what is saved."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data.store import Store
from tests.support.plain_driver import Script, hear
from tests.support.real_terminal import ROOT, answer_first, terminal
from tests.support.screen_driver import Bench, press, words
from tui.plain.program import LineProgram
from tui.rows.printed import WIDTH, printed_lines
from tui.state.saved_state import EVERYTHING
from tui.state.workspace import Workspace
from tui.terminal import crash_report

MAIN = "import sys; from tui.cli.main import main; sys.exit(main(sys.argv[1:]))"
FAULT = """
import sys
from tui.cli.main import main
from tui.plain.interview import InterviewLines
def broken(self, line):
    raise ValueError("a patient's words")
InterviewLines.do_plan = broken
sys.exit(main(["--plain"]))
"""
FULL_DISK = (
    "import resource, sys; sys.dont_write_bytecode = True; "  # half of it is worse than none
    "resource.setrlimit(resource.RLIMIT_FSIZE, (6144, 6144)); "
)
INTERVIEW = b"new B\nnone\n1\n1\n"


def _open_to_others(place: Path) -> None:
    place.chmod(0o755)


def _is_a_link(place: Path) -> None:
    (place / "sessions.json").rename(place / "elsewhere")
    (place / "sessions.json").symlink_to("elsewhere")


def _is_a_pipe(place: Path) -> None:
    (place / "sessions.json").unlink()
    os.mkfifo(place / "sessions.json", 0o600)


def _is_foreign(place: Path) -> None:
    (place / "sessions.json").write_text("a diary")


def _is_gone(place: Path) -> None:
    (place / "sessions.json").unlink()


CAUSES: list[Callable[[Path], None]] = [
    _open_to_others,
    _is_a_link,
    _is_a_pipe,
    _is_foreign,
    _is_gone,
]


@pytest.fixture
def place(workspace: Workspace, tmp_path: Path) -> Path:
    """The directory of the workspace's sessions, made already."""
    assert not workspace.worklist.store.sessions()
    workspace.train(training=False)
    return tmp_path / "lines"


@pytest.mark.parametrize("spoil", CAUSES)
def test_the_end_of_the_lines_counts_what_is_not_saved(
    workspace: Workspace, place: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(place)
    said = hear(workspace, "new B", "none", "1", "1")
    assert said[-1].startswith("No more lines to read. 3 answers are NOT saved. Not opened:")
    assert workspace.saved.status(0) == 1
    assert workspace.saved.status(70) == 70


def test_quitting_without_what_is_not_saved_says_so_again(
    workspace: Workspace, place: Path
) -> None:
    place.chmod(0o755)
    said = hear(workspace, "new B", "none", "quit", "y", "quit")
    assert said[-1].startswith("1 answer is NOT saved. ")
    place.chmod(0o700)
    assert workspace.saved.status(0) == 1


def test_what_is_saved_at_the_end_after_all_is_saved(workspace: Workspace, place: Path) -> None:
    place.chmod(0o755)

    def typed() -> Iterator[str]:
        yield from ("new B", "none")
        place.chmod(0o700)

    said: list[str] = []
    LineProgram(workspace, Script(typed()), said.append).run()
    assert said[-1] == f"No more lines to read. {EVERYTHING}"
    assert workspace.saved.status(0) == 0
    assert Store.open(place).sessions()[0].answers


def test_a_session_that_was_begun_and_is_not_stored_is_not_saved(
    workspace: Workspace, place: Path
) -> None:
    place.chmod(0o755)
    said = hear(workspace, "new B")
    assert said[-1].startswith("No more lines to read. What was entered is NOT saved.")


def test_the_last_sentence_of_a_fault_is_broken_and_never_cropped() -> None:
    said = f"{crash_report.message('12345678')} {EVERYTHING}"
    for width in (20, 40, WIDTH):
        parts = printed_lines(said, width)
        assert " ".join(" ".join(parts).split()) == said
        assert max(map(len, parts)) <= width


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+q"])
async def test_either_key_asks_and_names_what_is_not_saved(bench: Bench, key: str) -> None:
    Store.open(bench.directory)
    bench.directory.chmod(0o755)
    async with bench.running(bench.app(pace=1)) as pilot:
        await press(pilot, f"n enter n {key}")
        assert "1 answer is NOT saved." in words(pilot)
        assert "again quits." in words(pilot)
        await press(pilot, "ctrl+l")
        assert "1 answer is NOT saved." in words(pilot), "the lock hides the fault"
        assert "every answer is saved" not in words(pilot)
        await press(pilot, f"{key} ctrl+c")
        await pilot.pause()
        assert not pilot.app.is_running
    assert bench.directory.stat().st_mode & 0o777 == 0o755


def ended(
    place: Path, shell: str, *arguments: str, code: str = MAIN, given: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """Run the program with redirections of a shell."""
    return subprocess.run(
        ["sh", "-c", f'exec "$@" {shell}', "sh", sys.executable, "-c", code, *arguments],
        input=given,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "SPINEPATH_DATA": str(place)},
        timeout=60,
        check=False,
    )


STREAMS = {
    "<&-": "",
    ">&-": "Standard output cannot be written",
    ">/dev/full": "Standard output cannot be written: the disk is full",
    "2>&-": "",
    "2>/dev/full": "",
    ">&- 2>&-": "",
}
COMMANDS = (
    ("--help",),
    ("--version",),
    ("sessions",),
    ("doctor",),
    ("content",),
    ("print",),
    ("config",),
    ("evaluate", "-", "--lines"),
    ("--plain",),
)


def check_streams(place: Path, shell: str, command: tuple[str, ...]) -> None:
    """Run a command with a stream that is closed or full, and read what it says of that."""
    given = b'{"findings":{}}\n' if command[0] == "evaluate" else INTERVIEW
    done = ended(place, shell, *command, given=given)
    assert b"Traceback" not in done.stderr
    assert b"fault in the program" not in done.stderr
    assert b"nothing was evaluated" not in done.stderr
    if (said := STREAMS[shell]) and "2>" not in shell:
        assert said.encode() in done.stderr
    assert done.returncode == int(">&-" in shell.split() or shell == ">/dev/full"), done.stderr
    if command == ("--plain",) and said:
        assert b"is saved" in done.stderr or b"NOT saved" in done.stderr


@pytest.mark.parametrize("shell", [*STREAMS])
def test_a_closed_or_full_stream_is_an_ordinary_condition(tmp_path: Path, shell: str) -> None:
    check_streams(tmp_path / "store", shell, ("--version",))


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("shell", [*STREAMS])
def test_every_command_takes_it_so(tmp_path: Path, shell: str, command: tuple[str, ...]) -> None:
    check_streams(tmp_path / "store", shell, command)


@pytest.mark.slow
def test_a_faulty_command_keeps_its_status_without_standard_error(tmp_path: Path) -> None:
    for shell in ("", "2>/dev/full", "2>&-"):
        assert ended(tmp_path, shell, "evaluate", "/nowhere").returncode == 2


@pytest.mark.slow
def test_a_fault_with_a_full_disk_does_not_say_that_answers_are_saved(tmp_path: Path) -> None:
    given = INTERVIEW + b"plan\n"
    done = ended(tmp_path / "a", "", code=FULL_DISK + FAULT, given=given)
    assert done.returncode == 70
    text = b" ".join(done.stderr.split())
    assert b"A fault in the program ended it (error" in text
    assert b"3 answers are NOT saved. " in text
    assert b"patient" not in text
    done = ended(tmp_path / "b", "", code=FAULT, given=given)
    assert EVERYTHING.encode() in b" ".join(done.stderr.split())


@pytest.mark.slow
def test_a_full_disk_makes_the_exit_status_of_lines_say_so(tmp_path: Path) -> None:
    done = ended(tmp_path / "a", "", "--plain", code=FULL_DISK + MAIN, given=INTERVIEW)
    assert done.returncode == 1
    assert b"answers are NOT saved" in b" ".join(done.stdout.split())


@pytest.mark.slow
@pytest.mark.parametrize("how", ["TERM", "keys"])
def test_the_screens_say_what_is_not_saved_when_they_end(tmp_path: Path, how: str) -> None:
    place = tmp_path / "store"
    Store.open(place)
    place.chmod(0o755)
    with terminal(place) as opened:
        answer_first(opened, ready="Not opened:")
        if how == "TERM":
            opened.signal(15)
        else:
            opened.type(b"\x11")
            opened.read(1)
            opened.type(b"\x03")
        status = opened.ended(6)
        last = opened.written.decode(errors="replace").rpartition("\x1b[?1049l")[2]
    assert "1 answer is NOT saved." in " ".join(last.split())
    assert status == (143 if how == "TERM" else 1)
