"""The cost of the interface for a terminal, in one run. `python -m tests.benchmarks.terminal`

The program runs on a pseudo terminal of 80 by 24. Bytes are what it writes; times run from the
key to the last byte that it paints, and hold on an idle machine only.
"""

from __future__ import annotations

import os
import select
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.support.real_terminal import Terminal, terminal

FORMS: Final = 16
"""Forms that are answered as not known: fewer than there are, so each key asks a next question."""

ANSWERS: Final = 1000
MOVES: Final = 40
COLOURS: Final = ("terminal", "dark", "light", "sixteen", "none")
_QUIET: Final = 0.06
_READ: Final = 0.3
"""Longer than a question has to stand before a key can answer it."""


def painted(opened: Terminal, key: bytes, patience: float = 2.0) -> tuple[int, float]:
    """Bytes written for a key, and seconds until the last of them."""
    began = time.monotonic()
    opened.type(key)
    count, last = 0, began
    while time.monotonic() - began < patience:
        ready, _, _ = select.select([opened._master], [], [], _QUIET if count else patience)
        if not ready:
            break
        count += len(os.read(opened._master, 65536))
        last = time.monotonic()
    return count, last - began


def start(opened: Terminal) -> None:
    """Go to the first question."""
    opened.read(30, until="No sessions yet.")
    opened.read(1)
    painted(opened, b"n")
    time.sleep(_READ)
    painted(opened, b"\r")
    time.sleep(1.5)


def answer(opened: Terminal, turn: int) -> tuple[int, float]:
    """Answer the question at hand, or take the answer back again: u and z in turn."""
    time.sleep(_READ)
    return painted(opened, b"zu"[turn % 2 : turn % 2 + 1])


def coloured() -> None:
    """Print what each colour setting costs in bytes."""
    for colour, name in (*((colour, "xterm-256color") for colour in COLOURS), ("dark", "linux")):
        with tempfile.TemporaryDirectory() as place:
            settings = Path(place) / "config.toml"
            settings.write_text(f'colour = "{colour}"\n')
            told = {"SPINEPATH_CONFIG": str(settings), "TERM": name, "COLORTERM": ""}
            with terminal(Path(place) / "store", fresh=True, **told) as opened:
                start(opened)
                moves = [painted(opened, b"jk"[n % 2 : n % 2 + 1])[0] for n in range(MOVES)]
                _row(f"bytes per move, {colour} on {name}", moves, 300)
                answers = []
                for _ in range(FORMS):
                    time.sleep(1.1)
                    answers.append(painted(opened, b"u")[0])
                _row(f"bytes per answer, {colour} on {name}", [a for a in answers if a], 1500)


def main() -> None:
    """Print the table."""
    with (
        tempfile.TemporaryDirectory() as place,
        terminal(Path(place) / "store", fresh=True) as opened,
    ):
        start(opened)
        moves = [painted(opened, b"jk"[n % 2 : n % 2 + 1]) for n in range(MOVES)]
        _row("bytes per highlight move", [size for size, _ in moves], 300)
        time.sleep(_READ)
        answers = []
        for _ in range(FORMS):
            answers.append(painted(opened, b"u"))
            time.sleep(1.1)
        _row("bytes per answer, the next question painted", [s for s, _ in answers if s], 1500)
        opened.read(1)
        busy = opened.processor_seconds
        print(f"{'bytes in 5 s at rest':<45}{len(opened.read(5)):>8}      at most 0")
        print(f"{'processor ms in 5 s at rest':<45}{1e3 * (opened.processor_seconds - busy):>8.0f}")
        times = [seconds * 1e3 for size, seconds in answers if size]
        _row("ms from key to painted", times, 150)
        _memory(opened)


def _row(name: str, values: Sequence[float], most: float) -> None:
    """Median, the 99th of a hundred, and the budget."""
    ordered = sorted(values)
    high = ordered[min(len(ordered) - 1, round(0.99 * len(ordered)))]
    print(f"{name:<45}{statistics.median(ordered):>8.0f}{high:>8.0f}      at most {most:.0f}")


def _memory(opened: Terminal) -> None:
    """The memory that a thousand more answers take."""
    for turn in range(50):
        answer(opened, turn)
    before = opened.resident_bytes
    for turn in range(ANSWERS):
        answer(opened, turn)
    grown = (opened.resident_bytes - before) / 1e6
    print(f"{f'MB more after {ANSWERS:,} answers':<45}{grown:>8.1f}      at most 5")


if __name__ == "__main__":
    print(f"{'':<45}{'median':>8}{'99 %':>8}")
    main()
    coloured()
