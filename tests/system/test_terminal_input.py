"""Input on a real terminal is whole or nothing: cut sequences, absurd ones, bursts, Caps Lock."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.support.real_terminal import (
    EMERGENCY,
    READY,
    SECOND,
    Terminal,
    terminal,
)
from tests.support.stores import answers_in
from tests.support.terminal_input import cut, sequence
from tui.terminal.input_sequences import TOO_MANY
from tui.terminal.key_notices import ESCAPE

pytestmark = pytest.mark.slow

CUTS = [
    (b"\x1b[1", b"~"),
    (b"\x1b[1", b";5D"),
    (b"\x1b[3", b"~"),
    (b"\x1b[6", b"~"),
    (b"\x1b", b"[", b"1", b"~"),
    (b"\x1b", b"O", b"q"),
    (b"\x1b]11;1", b"\x07"),
    (b"\x1bP1", b"\x1b\\"),
]
ABSURD = [
    b"\x1b[13;1:3u",
    b"\x1b[49;1:3u",
    b"\x1b[110:78;2;78u",
    b"\x1b[1;1:3A",
    b"\x1b[15;1:3~",
    b"\x1b[3;1:1~",
    b"\x1b[57441;2:1u",
    b"\x1b[1114112u",
    b"\x1b[27;5;999999999~",
    b"\x1b[48;60000;60000;1;1t",
]
FAULT = """
import sys
from tui.cli.main import main
from tui.shell import textual_private
def broken(options):
    from textual.drivers.linux_driver import LinuxDriver
    def fails(self):
        raise ValueError
    LinuxDriver.run_input_thread = fails
import tui.launch
tui.launch.guard_input = broken
sys.exit(main([]))
"""


def ended_well(asked: Terminal) -> bool:
    """Return whether the program lives and leaves by its own key."""
    asked.read(2.0)
    asked.type(b"\x11")
    asked.read(20, until="again quits")
    asked.read(0.5)
    asked.type(b"\x11")
    return asked.ended() == 0


def test_no_cut_sequence_and_no_absurd_one_answers_or_ends(asked: Terminal, tmp_path: Path) -> None:
    before = len(asked.screen())
    for pieces in CUTS:
        for piece in pieces:
            asked.type(piece)
            asked.read(0.9)
        assert SECOND in asked.screen(), pieces
    for sent in ABSURD:
        asked.type(sent)
        asked.read(0.1)
    assert asked.resident_bytes < 150 << 20
    assert SECOND in asked.screen()
    assert len(asked.screen()) == before
    assert ended_well(asked)
    assert not (tmp_path / "store" / "errors.txt").exists()


def test_random_sequences_store_nothing(asked: Terminal, tmp_path: Path) -> None:
    stored = len(list((tmp_path / "store").rglob("*")))
    chance = random.Random(3)
    for number in range(300):
        for piece in cut(sequence(chance), [chance.randrange(300)]):
            asked.type(piece.encode())
            asked.read(chance.choice((0, 0, 0.01, 0.15)))
        assert asked.alive, number
    assert ended_well(asked)
    assert len(list((tmp_path / "store").rglob("*"))) <= stored
    with terminal(tmp_path / "store") as again:
        again.read(5, until="ZZDOE")
    assert answers_in(tmp_path / "store") == 8


def test_keys_typed_before_the_first_frame_do_nothing(tmp_path: Path) -> None:
    with terminal(tmp_path / "store") as opened:
        opened.type(b"n\x1b[13;1:3u\x1b[49;1:3u\r")
        opened.read(20, until=READY)
        opened.read(1)
        assert READY in opened.screen()
        opened.type(b"n")
        opened.read(5, until="Label (optional)")


def test_keyboard_modes_are_reset_before_anything_is_read(tmp_path: Path) -> None:
    with terminal(tmp_path / "store", fresh=True) as opened:  # Textual reads a setting once
        opened.read(20, until=READY)
        first = opened.written.split(b"\x1b[?1049h")[0]
        assert b"\x1b[<u" in first
        assert b"\x1b[>4;0m" in first
        assert not [part for part in opened.written.split(b"\x1b[>")[1:] if part[:3] == b"25u"]


def test_caps_lock_changes_no_key_and_one_without_meaning_says_so(tmp_path: Path) -> None:
    with terminal(tmp_path / "store") as opened:
        opened.read(20, until=READY)
        opened.type(b"X")
        opened.read(5, until="X is nothing here.")
        opened.type(b"N")
        opened.read(5, until="Label (optional)")
        opened.type(b"Bed")
        opened.read(0.5)
        opened.type(b"\r")
        opened.read(5, until=EMERGENCY)
        opened.read(0.5)
        opened.type(b"N")
        opened.read(5, until=SECOND)
        opened.type(b"\x1b")
        opened.read(5, until=ESCAPE)


def test_an_unbracketed_burst_answers_nothing_and_says_so(asked: Terminal, tmp_path: Path) -> None:
    for _ in range(25):
        asked.type(b"1\r" * 2000)
        asked.read(0.01)
    asked.read(30, until=TOO_MANY)
    assert asked.resident_bytes < 150 << 20
    assert SECOND in asked.screen()
    assert ended_well(asked)
    assert answers_in(tmp_path / "store") == 8


def test_a_size_that_no_terminal_has_is_not_believed(asked: Terminal) -> None:
    asked.resize(60000, 60000)
    asked.read(5)
    assert asked.resident_bytes < 200 << 20
    asked.resize(80, 24)
    asked.read(10, until=SECOND)


def test_the_place_of_a_fault_in_the_reader_is_noted(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir(mode=0o700)
    with terminal(tmp_path / "store", FAULT) as opened:
        assert opened.ended() == 70
    (line,) = (tmp_path / "store" / "errors.txt").read_text().splitlines()
    assert line.split()[2] == "ValueError"
    assert line.split()[3].startswith("<string>:")
