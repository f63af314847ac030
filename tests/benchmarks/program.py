"""Start and memory of the program, against a bare Textual app. `python -m tests.benchmarks.program`

Both run on a pseudo terminal of 80 by 24: the processor time until the first frame stands, and
the resident memory then and, of the program, at the first question. Linux only.
"""

from __future__ import annotations

import os
import re
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.terminals import START, Terminal, terminal

ROUNDS = 5

HELLO = """
from textual.app import App, ComposeResult
from textual.widgets import Label

class Hello(App):
    def compose(self) -> ComposeResult:
        yield Label("Hello there")

Hello().run()
"""


def processor(opened: Terminal) -> float:
    """Processor seconds that the program has taken."""
    fields = Path(f"/proc/{opened.pid}/stat").read_text().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(opened: Terminal) -> float:
    """Resident memory in MiB."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{opened.pid}/status").read_text())
    assert found is not None
    return int(found[1]) / 1024


def hello(opened: Terminal) -> tuple[float, float, float]:
    """Seconds to the first frame, memory then, and memory at the first question."""
    opened.read(20, until="Hello there")
    return processor(opened), resident(opened), resident(opened)


def spinepath(opened: Terminal) -> tuple[float, float, float]:
    """The same of the program, through a new session to its first question."""
    opened.read(20, until="Spinepath")
    seconds, first = processor(opened), resident(opened)
    opened.read(2)
    opened.type(b"n")
    opened.read(3)
    opened.type(b"\r")
    opened.read(20, until="Any of these")
    opened.read(2)
    assert "Any of these" in opened.screen(), opened.screen()
    return seconds, first, resident(opened)


def measured(code: str, act: Callable[[Terminal], tuple[float, float, float]]) -> list[float]:
    """The medians of some runs."""
    runs = []
    for _ in range(ROUNDS):
        with (
            tempfile.TemporaryDirectory() as place,
            terminal(Path(place) / "sessions", code) as opened,
        ):
            runs.append(act(opened))
    return [statistics.median(figures) for figures in zip(*runs, strict=True)]


def main() -> None:
    """Print the figures."""
    bare = measured(HELLO, hello)
    ours = measured(START, spinepath)
    print(f"start, processor  {bare[0]:5.2f} s hello  {ours[0]:5.2f} s   {ours[0] / bare[0]:.2f} x")
    print(f"memory, first frame  {bare[1]:5.1f} MiB hello  {ours[1]:5.1f} MiB")
    print(f"memory, first question                 {ours[2]:5.1f} MiB")


if __name__ == "__main__":
    main()
