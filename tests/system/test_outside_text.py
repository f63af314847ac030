"""Outside text on every way out: screens, plain lines, commands, errors and file names."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.screen import Screen

import data.session.session
import data.store.files.format.records
from data.content.loader import Content
from data.session.session import Session, begin
from data.store import Store
from tests.support.hostile_text import HOSTILE, UNSAFE, ascii_id, control_sequences
from tests.support.real_terminal import ROOT, Terminal, terminal
from tests.support.screen_driver import Bench, press, screen, settled
from tui.cli.main import main
from tui.screens.base import Page

UNGUARDED = """
import sys
import data.session.session, data.store.files.format.records
data.session.session.one_line = data.store.files.format.records.one_line = lambda text, length: text
from tui.cli.main import main
sys.exit(main(sys.argv[1:]))
"""
"""The program as if cleaning at the edge of the store had been missed."""

SCREENS = {
    "home": "",
    "help": "f1",
    "about": "a",
    "new": "n",
    "interview": "n enter",
    "why": "n enter w",
    "answers": "n enter r",
    "plan": "n enter p",
    "export": "n enter p e",
}


@pytest.mark.parametrize("place", SCREENS)
async def test_no_screen_lets_anything_out_and_none_ends_the_program(
    bench: Bench,
    place: str,
    hostile: list[str],
) -> None:
    async with bench.running() as pilot:
        await press(pilot, SCREENS[place])
        page: Screen[object] = pilot.app.screen
        assert isinstance(page, Page)
        for text in hostile:
            page.bar(text, text)
            page.say(text)
            page.notify(text)
            await pilot.pause()
            assert not UNSAFE.search(screen(pilot)), ascii_id(text)
            page.say()
        await settled(pilot)
        assert pilot.app.return_code is None


def printed(*arguments: str, encoding: str) -> str:
    """The output of a command on both streams, run in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding=encoding) for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        try:
            status = main(arguments)
        except SystemExit as end:
            status = int(end.code or 0)
    assert status in (0, 1, 2)
    for stream in (out, err):
        stream.flush()
    return "".join(stream.buffer.getvalue().decode(encoding) for stream in (out, err))


@pytest.fixture
def labelled(content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Session]:
    """Sessions whose labels are the corpus, none of them cleaned, as a hostile file would be."""
    monkeypatch.setenv("SPINEPATH_DATA", str(tmp_path / "store"))
    monkeypatch.setattr(data.session.session, "one_line", lambda text, length: text)
    monkeypatch.setattr(data.store.files.format.records, "one_line", lambda text, length: text)
    store = Store.open(tmp_path / "store")
    sessions: list[Session] = []
    for text in HOSTILE:
        label = text.encode("utf-8", "replace").decode()[:500]
        now = datetime(2026, 3, 2, 8, len(sessions) % 60, tzinfo=UTC)
        sessions.append(begin(content.pathway, program="0", now=now, label=label))
        store.create(sessions[-1])
    return sessions


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "latin-1"])
def test_errors_and_file_names_are_printed_as_harmless_text(
    encoding: str, hostile: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPINEPATH_DATA", str(tmp_path / "store"))
    # A shell passes no NUL, and bytes that are no UTF-8 as low surrogates.
    for text in [text[:2000].replace("\0", "").replace("\ud800", "\udc80") for text in hostile]:
        for arguments in (
            ["evaluate", text],
            ["sessions", "show", text],
            ["sessions", "delete", text],
            ["evaluate", "-", "--format", text],
            ["--unknown", text],
            [text],
        ):
            said = printed(*arguments, encoding=encoding)
            assert said
            assert not UNSAFE.search(said), ascii_id(text)
            assert "Traceback" not in said


@pytest.mark.slow
def test_hostile_labels_are_listed_and_summarised_as_text(
    labelled: list[Session], tmp_path: Path
) -> None:
    place = {"PYTHONPATH": str(ROOT), "SPINEPATH_DATA": str(tmp_path / "store")}
    calls = [["sessions"], ["sessions", "show", labelled[3].id]]
    first, other = labelled[0].id, labelled[-1].id
    lines = "\n".join([first, "plan", "quit", other, "answers", "quit", "quit"])
    for arguments in (*calls, ["--plain"]):
        done = subprocess.run(
            [sys.executable, "-c", UNGUARDED, *arguments],
            input=lines.encode(),
            capture_output=True,
            env={**os.environ, **place},
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert not UNSAFE.search(done.stdout.decode())
        assert b"NO RED FLAGS" in done.stdout or arguments[-1] == labelled[3].id


def walked(directory: Path) -> Terminal:
    """The program after a walk over its screens on a terminal."""
    with terminal(directory, UNGUARDED, fresh=True) as opened:
        opened.read(20, until="Started")
        for keys, until in (
            (b"\x1b[6~\x1b[6~\x1b[6~\x1b[5~\x1b[5~\x1b[5~", "Started"),
            (b"?", "At the list of sessions"),
            (b"b", "Started"),
            (b"jjj", "Started"),
            (b"\r", "questions left"),
            (b"r", "All answers"),
            (b"b", "questions left"),
            (b"p", "In full"),
            (b"e", "Write to"),
            (b"\x07", "In full"),
            (b"q", "Started"),
        ):
            opened.type(keys)
            opened.read(5, until=until)
            opened.read(0.3)
            assert until in opened.screen()
        opened.type(b"q")
        assert opened.ended() == 0
    return opened


@pytest.mark.slow
def test_on_a_terminal_hostile_labels_send_what_plain_ones_send(
    labelled: list[Session], content: Content, tmp_path: Path
) -> None:
    store = Store.open(tmp_path / "plain")
    for number in range(len(labelled)):
        now = datetime(2026, 3, 2, 8, number % 60, tzinfo=UTC)
        store.create(begin(content.pathway, program="0", now=now, label=f"bed {number}"))
    hostile = walked(tmp_path / "store").written
    plain = walked(tmp_path / "plain").written
    assert control_sequences(hostile) == control_sequences(plain)
