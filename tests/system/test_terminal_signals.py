"""The outside: signals, stray bytes, environments, and a terminal that goes away."""

from __future__ import annotations

import os
import re
import signal
import stat
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.real_terminal import ROOT, START, Terminal, terminal
from tui.shell.options import Options
from tui.shell.terminal_parser import TerminalParser
from tui.shell.textual_private import guard_input
from tui.terminal.terminal import prepare_environment

READY = "No sessions yet."
CANARY = "ZZDOE"
FAULT = f"""
import sys
from tui.cli.main import main
from tui.screens.home import HomeScreen
def broken(self):
    patient = "{CANARY}"
    raise ValueError(patient)
HomeScreen.action_new = broken
sys.exit(main([]))
"""
ALT_SCREEN_LEFT = b"\x1b[?1049l"
CURSOR_SHOWN = b"\x1b[?25h"


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Terminal]:
    """The program at its first screen."""
    with terminal(tmp_path / "store") as opened:
        opened.read(20, until=READY)
        assert READY in opened.screen()
        yield opened


def test_without_a_terminal_there_is_one_sentence(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", START],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "SPINEPATH_DATA": str(tmp_path)},
        check=False,
    )
    assert ran.returncode == 2
    assert ran.stderr.count("\n") == 1
    assert "spinepath evaluate" in ran.stderr


def test_settings_of_textual_are_taken_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEXTUAL_DRIVER", "os:abort")
    monkeypatch.setenv("TEXTUAL", "debug")
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "full")
    prepare_environment()
    left = {name: value for name, value in os.environ.items() if name.startswith("TEXTUAL")}
    assert left == {
        "TEXTUAL_ANIMATIONS": "none",
        "TEXTUAL_COLOR_SYSTEM": "256",
        "TEXTUAL_DISABLE_KITTY_KEY": "1",
    }


def test_textual_still_decodes_where_we_look() -> None:
    from textual.drivers import linux_driver

    before = {name: vars(linux_driver)[name] for name in ("getincrementaldecoder", "XTermParser")}
    try:
        guard_input(Options())
        decode = vars(linux_driver)["getincrementaldecoder"]("utf-8")().decode
        assert decode(b"caf\xe9 ", final=False) == "caf\udce9 "
        assert isinstance(vars(linux_driver)["XTermParser"](False), TerminalParser)
    finally:
        vars(linux_driver).update(before)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_cleanly(running: Terminal, number: signal.Signals) -> None:
    running.signal(number)
    assert running.ended(5) == 128 + number
    assert ALT_SCREEN_LEFT in running.written
    assert CURSOR_SHOWN in running.written
    assert termios.tcgetattr(running._slave)[3] == running.attributes[3], "echo is back"


@pytest.mark.slow
def test_a_terminal_that_reads_no_more_does_not_hold_it(running: Terminal) -> None:
    for _ in range(400):
        running.type(b"?q")
    time.sleep(1)
    running.signal(signal.SIGTERM)
    assert running.ended(6, reading=False) == 128 + signal.SIGTERM


@pytest.mark.slow
def test_stray_bytes_and_unknown_keys_are_survived(running: Terminal) -> None:
    running.type(b"\xe9\xff\x92\xc3")
    running.read(0.5)
    running.type(b"n")
    running.read(3, until="Label (optional)")
    running.type(b"caf\xe9")
    running.read(0.5)
    running.type(b"\r")
    running.read(5, until="Any of these, new or worse?")
    assert "Any of these, new or worse?" in running.screen()


@pytest.mark.slow
def test_a_move_and_a_question_cost_few_bytes_and_rest_costs_none(running: Terminal) -> None:
    running.read(2)
    running.type(b"n")
    running.read(3, until="Label (optional)")
    running.type(b"\r")
    running.read(5, until="Any of these, new or worse?")
    running.read(1)
    running.type(b"j")
    assert 0 < len(running.read(0.7)) <= 300
    running.type(b"n")
    assert 0 < len(running.read(1)) <= 3000
    assert not running.read(2)


def test_a_fault_prints_one_sentence_without_values(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with terminal(store, FAULT) as opened:
        opened.read(20, until=READY)
        opened.type(b"n")
        assert opened.ended() == 70
        after = opened.written.split(ALT_SCREEN_LEFT)[-1].decode()
    assert CANARY not in opened.written.decode()
    assert "Traceback" not in opened.written.decode()
    (number,) = re.findall(r"\(error (\w{8})\)", after)
    noted = (store / "errors.txt").read_text()
    assert number in noted
    assert CANARY not in noted
    assert stat.S_IMODE((store / "errors.txt").stat().st_mode) == 0o600


@pytest.mark.slow
def test_no_color_means_none(tmp_path: Path) -> None:
    with terminal(tmp_path / "store", fresh=True, NO_COLOR="1") as opened:
        opened.read(20, until=READY)
        opened.type(b"n")
        opened.read(3, until="Label (optional)")
        opened.type(b"\r")
        opened.read(5, until="Any of these, new or worse?")
        opened.read(0.5)
        opened.type(b"3")
        opened.read(0.5)
        opened.type(b"\r")
        opened.read(5, until="!! EMERGENCY")
        assert "!! EMERGENCY" in opened.screen()
    colours = set(re.findall(rb"[\[;](3[0-8]|4[0-8]|9\d|10\d)[;m]", opened.written))
    assert not colours
    assert b"\x1b[4;7" in opened.written, "the emergency, underlined in reverse video"


@pytest.mark.slow
def test_ascii_only_where_nothing_else_is_shown(tmp_path: Path) -> None:
    with terminal(tmp_path / "store", fresh=True, PYTHONIOENCODING="ascii") as opened:
        opened.read(20, until=READY)
        opened.type(b"n")
        opened.read(3, until="Label (optional)")
        opened.type(b"\r")
        opened.read(5, until="Any of these, new or worse?")
        assert re.search(r"-- >[o.]+ Emergency signs \(1 of ", opened.screen())
    assert opened.written.isascii()
    assert b"\\u2" not in opened.written
