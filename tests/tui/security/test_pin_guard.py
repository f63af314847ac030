"""The PIN: wrong ones cost time across restarts, and it is asked for wherever a terminal is."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from data.store import Store
from tests.support.plain_driver import NOON
from tests.support.real_terminal import terminal
from tests.support.stores import ROOT, keep
from tui.security import pin
from tui.security.access_log import PIN_OFF, AccessRecord
from tui.security.pin_guard import FILE, GONE, PinGuard

PIN = "4711"
CANARY = "ZZDOE"
LINES = "import sys; from tui.cli.main import main; sys.exit(main(['--plain']))"


class Clock:
    now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    monkeypatch.setattr(pin, "fits", lambda _, typed: typed == PIN)  # without its cost
    return Clock()


@pytest.fixture
def locked(tmp_path: Path, clock: Clock) -> Path:
    """A directory with a PIN."""
    assert clock() == NOON
    pin.keep(tmp_path, PIN)
    return tmp_path


def tried(directory: Path, clock: Clock, typed: str) -> str:
    """The reply of a program that was just started to a PIN."""
    return PinGuard(directory, clock).try_pin(typed)


def test_waits_grow_with_wrong_pins_across_restarts(locked: Path, clock: Clock) -> None:
    for _ in range(5):
        assert tried(locked, clock, "0000") == "That is not the PIN."
    for seconds in (30, 60, 120, 240):
        assert tried(locked, clock, PIN) == f"Too many wrong PINs. Wait {seconds} seconds."
        clock.now += timedelta(seconds=seconds)
        assert tried(locked, clock, "0000") == "That is not the PIN."
    clock.now -= timedelta(days=400)
    assert "Wait 480 seconds" in tried(locked, clock, PIN), "a clock set back adds no more"
    clock.now += timedelta(seconds=479)
    assert "Wait 1 seconds" in tried(locked, clock, PIN)
    clock.now += timedelta(seconds=1)
    assert tried(locked, clock, PIN) == "", "the wait that was told is over"
    assert tried(locked, clock, "0000") == "That is not the PIN.", "counted from the beginning"


def test_a_try_counts_before_it_is_judged(
    locked: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(pin, "fits", killed)
    for _ in range(5):
        with pytest.raises(KeyboardInterrupt):
            tried(locked, clock, PIN)
    assert "Wait 30 seconds" in tried(locked, clock, PIN)


def test_a_pin_that_cannot_be_kept_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(pin, "create_file", full)
    with pytest.raises(pin.PinError, match=r"^The PIN is not kept: the disk is full\.$"):
        pin.keep(tmp_path, PIN)


@pytest.mark.parametrize("content", [b"", b"junk", b"[" * 9000, b'{"wrong": 1e999, "at": "x"}'])
def test_a_damaged_count_ends_nothing(locked: Path, clock: Clock, content: bytes) -> None:
    (locked / FILE).touch(0o600)
    (locked / FILE).write_bytes(content)
    assert tried(locked, clock, "0000") == "That is not the PIN."
    assert tried(locked, clock, PIN) == ""


def test_a_pin_that_is_gone_is_said_until_it_is_set_or_taken_off(
    locked: Path, clock: Clock
) -> None:
    guard = PinGuard(locked, clock)
    guard.try_pin("0000")
    assert guard.warning == ""
    (locked / pin.FILE).unlink()
    assert guard.warning == GONE
    AccessRecord(locked, clock).note(PIN_OFF)
    assert guard.warning == ""


@pytest.mark.slow
@pytest.mark.parametrize("command", [["sessions"], ["sessions", "--training"], ["--plain"]])
def test_commands_and_lines_on_a_terminal_ask_for_the_pin(
    tmp_path: Path, command: list[str]
) -> None:
    store = Store.open(tmp_path)
    keep(store, "abcd2345", label=CANARY)
    pin.keep(tmp_path, PIN)
    code = f"import sys; from tui.cli.main import main; sys.exit(main({command}))"
    with terminal(tmp_path, code) as opened:
        for number in range(3):
            opened.read(20, until="PIN")
            opened.read(0.3)
            opened.type(f"000{number}\n".encode())
            opened.read(0.5)
        assert opened.ended() != 0
        assert opened.written.count(b"That is not the PIN") == 3
        assert CANARY.encode() not in opened.written
    with terminal(tmp_path, code) as opened:
        opened.read(20, until="PIN")
        opened.read(0.3)
        opened.type(PIN.encode() + b"\n")
        opened.read(20, until="No session" if "--training" in command else CANARY)


@pytest.mark.slow
def test_lines_open_by_emergency_with_a_reason_that_is_recorded_and_said(tmp_path: Path) -> None:
    pin.keep(tmp_path, PIN)
    with terminal(tmp_path, LINES) as opened:
        opened.read(20, until="by emergency")
        opened.read(0.3)
        opened.type(b"\n")
        opened.read(5, until="recorded: ")
        opened.type(b"cardiac arrest\n")
        opened.read(20, until="OPENED WITHOUT THE PIN, recorded: cardiac arrest")
    assert "cardiac arrest" in (tmp_path / "access.jsonl").read_text()


@pytest.mark.slow
def test_the_end_of_the_login_hangs_up_the_shell_that_leads_the_terminal() -> None:
    python = f"{sys.executable} -c 'from tui.terminal.terminal import end_login; end_login()'"
    done = subprocess.run(
        ["sh", "-c", f"trap 'exit 7' HUP; {python}; exit 0"],
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == 7


@pytest.mark.slow
@pytest.mark.parametrize("face", ["screens", "lines"])
def test_a_lock_that_ends_leaves_nothing_on_the_terminal_and_everything_saved(
    tmp_path: Path, face: str
) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text(f'lock = "end"\nface = "{face}"\n')
    keep(Store.open(tmp_path), "abcd2345", label=CANARY)
    code = (
        "import sys, tui.launch as l; s = l.settings.read\n"
        "from dataclasses import replace\n"
        "l.settings.read = lambda: (replace(s()[0], lock_minutes=1 / 40), ())\n"
        "from tui.cli.main import main; sys.exit(main([]))"
    )
    with terminal(tmp_path, code, SPINEPATH_CONFIG=str(settings)) as opened:
        opened.read(20, until=CANARY)
        assert opened.ended(20) == 0
        assert b"Locked: the program and the login end" in b" ".join(opened.written.split())
        assert b"Every answer that was given is saved." in b" ".join(opened.written.split())
        assert face == "lines" or CANARY not in opened.screen()
