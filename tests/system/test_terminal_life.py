"""A terminal's life: it is stopped, resized, pasted into, taken away; nothing is lost."""

from __future__ import annotations

import itertools
import os
import signal
import termios
import time
from pathlib import Path

import pytest

from tests.support.real_terminal import (
    LABEL,
    PATIENCE,
    READY,
    SECOND,
    START,
    Terminal,
    answer_first,
    terminal,
)
from tests.support.stores import answers_in
from tui.security.answer_timing import HELD

NOHUP = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n" + START
_TRIES = 5
_BUSY = 3
SIZES = [(1, 1), (2, 2), (3, 24), (80, 1), (39, 10), (40, 9), (40, 10), (80, 24), (120, 40)]


@pytest.mark.parametrize(
    "number",
    [
        signal.SIGTERM,
        *(
            pytest.param(n, marks=pytest.mark.slow)
            for n in (
                signal.SIGQUIT,
                signal.SIGHUP,
                signal.SIGINT,
                signal.SIGUSR1,
                signal.SIGALRM,
            )
        ),
    ],
)
def test_after_a_signal_nothing_of_a_patient_is_left_on_the_terminal(
    asked: Terminal, tmp_path: Path, number: signal.Signals
) -> None:
    began = time.monotonic()
    asked.signal(number)
    assert asked.ended() == 128 + number
    assert time.monotonic() - began < PATIENCE / 3
    after = asked.written[asked.written.rindex(b"\x1b[?1049l") :].decode()
    assert LABEL not in after
    assert SECOND not in after
    assert LABEL not in asked.screen(), "nor where the terminal has no second screen"
    assert termios.tcgetattr(asked._slave)[3] == asked.attributes[3]
    assert answers_in(tmp_path / "store") == 8


def test_what_another_program_writes_is_gone_when_a_page_opens(asked: Terminal) -> None:
    for key, title in ((b"p", "plan: "), (b"b", SECOND), (b"r", "All answers")):
        os.write(asked._slave, b"\x1b[2;9HFOREIGN\x1b[22;1HFOREIGN")  # which stay between pages
        asked.read(1, until="FOREIGN")
        asked.type(key)
        asked.read(5, until=title)
        asked.read(0.5)
        assert "FOREIGN" not in asked.screen()


@pytest.mark.slow
def test_a_stopped_program_gives_the_terminal_back_and_takes_up_where_it_was(
    asked: Terminal, tmp_path: Path
) -> None:
    asked.signal(signal.SIGTSTP)
    asked.read(1)
    assert b"\x1b[?1049l" in asked.written
    assert LABEL not in asked.screen()
    assert termios.tcgetattr(asked._slave)[3] & termios.ECHO
    asked.signal(signal.SIGCONT)
    asked.read(5, until=SECOND)
    asked.type(b"y")
    asked.read(5, until=" 9 answers")
    asked.read(1)
    asked.signal(signal.SIGTERM)
    assert asked.ended(3) == 128 + signal.SIGTERM
    assert answers_in(tmp_path / "store") == 9


@pytest.mark.slow
def test_every_page_is_drawn_again_after_a_stop(tmp_path: Path) -> None:
    with terminal(tmp_path / "store") as opened:
        for key, title in ((b"", READY), (b"?", "Help"), (b"b", READY)):
            opened.type(key)
            opened.read(5, until=title)
            opened.read(0.5)
            opened.signal(signal.SIGTSTP)
            opened.read(1)
            assert "Spinepath" not in opened.screen()
            opened.signal(signal.SIGCONT)
            opened.read(5, until=title)
            opened.read(1)


@pytest.mark.slow
@pytest.mark.parametrize("code", [START, NOHUP], ids=["", "nohup"])
def test_a_broken_connection_ends_the_program(code: str, tmp_path: Path) -> None:
    with terminal(tmp_path / "store", code) as opened:
        answer_first(opened)
        opened.hang_up()
        assert opened.ended(3, reading=False) == 128 + signal.SIGHUP
    assert answers_in(tmp_path / "store") == 8


@pytest.mark.slow
def test_every_size_is_survived_and_the_question_comes_back(
    asked: Terminal, tmp_path: Path
) -> None:
    for columns, lines in [*SIZES, (500, 200), (1, 1)]:
        asked.resize(columns, lines)
        asked.read(0.3)
        assert asked.alive
    while asked.read(5):  # until all that was asked for is drawn
        pass
    asked.written = b""  # what was drawn for other sizes
    asked.resize(60, 8)
    for _ in range(30):
        asked.read(0.5)
        if shown := "Nothing is lost." in " ".join(asked.screen().split()):
            break
    assert shown, asked.screen()
    asked.resize(80, 24)
    asked.read(3, until=SECOND)
    asked.read(0.5)
    assert SECOND in asked.screen()
    asked.type(b"y")
    asked.read(5, until=" 9 answers")
    assert answers_in(tmp_path / "store") == 9


@pytest.mark.slow
def test_a_storm_of_sizes_is_survived(asked: Terminal) -> None:
    for (columns, lines), _ in zip(itertools.cycle(SIZES), range(300), strict=False):
        asked.resize(columns, lines)
        asked.read(0.01)
    asked.resize(80, 24)
    asked.read(10, until=SECOND)
    asked.read(1)
    assert SECOND in asked.screen()


@pytest.mark.slow
@pytest.mark.parametrize(
    "pasted",
    [b"T12, pain 3/10\n" * 700, b"1" * 10_000, b"1\r" * 3000],
    ids=["text", "digits", "lines"],
)
def test_an_unbracketed_paste_answers_no_question(
    asked: Terminal, tmp_path: Path, pasted: bytes
) -> None:
    for start in range(0, len(pasted), 1000):
        asked.type(pasted[start : start + 1000])
        asked.read(0.05)
    asked.read(30, until="answers")
    while asked.read(5):  # until all that was asked for is drawn
        pass
    assert asked.alive
    assert answers_in(tmp_path / "store") == 8


@pytest.mark.slow
def test_a_bracketed_paste_of_a_megabyte_answers_no_question(
    asked: Terminal, tmp_path: Path
) -> None:
    for part in [b"\x1b[200~", *[b"1\r2\rn\r" * 683] * 256, b"\x1b[201~"]:
        asked.type(part)
        asked.read(0.001)
    asked.read(2)
    asked.type(b"w")
    asked.read(20, until="Why this is asked")
    assert "Why this is asked" in asked.screen()
    assert answers_in(tmp_path / "store") == 8


@pytest.mark.slow
def test_a_held_key_answers_no_second_question(tmp_path: Path) -> None:
    """A computer so busy that it pauses between two keys does not hold one: nothing is tried."""
    for number in range(_TRIES):
        store, pauses = tmp_path / f"store {number}", []
        with terminal(store) as opened:
            answer_first(opened)
            opened.read(0.5)
            last = time.monotonic()
            for _ in range(60):
                opened.type(b"1")
                opened.read(0.03)
                pauses.append(time.monotonic() - last)
                last += pauses[-1]
            opened.read(1)
        if max(pauses) < HELD and os.getloadavg()[0] < _BUSY * (os.cpu_count() or 1):
            break
    else:
        pytest.skip("this computer is too busy to hold a key")
    assert answers_in(store) == 9


@pytest.mark.slow
def test_the_cursor_of_the_terminal_is_on_the_highlight(asked: Terminal) -> None:
    assert asked.at_cursor == "  y  Yes"
    for keys, line in (
        (b"j", "> y  Yes"),
        (b"\x1b[B", "> n  No"),
        (b"k", "> y  Yes"),
        (b"w", "> y  Yes"),
        (b"w", "> y  Yes"),
    ):
        asked.type(keys)
        asked.read(1)
        assert asked.at_cursor == line
    asked.type(b"r")
    asked.read(2, until="All answers")
    asked.read(0.5)
    assert asked.at_cursor.startswith("> ")
    asked.type(b"b")
    asked.read(1.5)
    assert asked.at_cursor == "> y  Yes"
    asked.signal(signal.SIGTSTP)
    asked.read(0.5)
    asked.signal(signal.SIGCONT)
    asked.read(1.5)
    assert asked.at_cursor == "> y  Yes"
    asked.type(b"b")
    asked.read(1)
    asked.type(b"4")
    asked.read(1)
    assert asked.at_cursor.startswith("> 4 [x]")
