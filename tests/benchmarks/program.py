"""Start, memory, bytes and commands, against a bare Textual app.

`python -m tests.benchmarks.program` measures all, within a minute on a quiet computer;
`python -m tests.benchmarks.program screens` one part: screens, commands or lines.

The programs take turns on a pseudo terminal of 80 by 24, with their byte code kept as that of
an installed program is. Keys are sent as soon as the screen that takes them stands. Linux only.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from tests.support.cases import CASES
from tests.support.real_terminal import ROOT, START, Terminal, terminal

ROUNDS: Final = 5
LINES: Final = 200
_PATIENCE: Final = 30.0
_WORD: Final = 36

HELLO: Final = """
from textual.app import App, ComposeResult
from textual.widgets import Label

class Hello(App):
    def compose(self) -> ComposeResult:
        yield Label("Hello there")

Hello().run()
"""

Figures = dict[str, float]


def until(opened: Terminal, text: bytes) -> None:
    """Read until a text has been written since the last key."""
    end, begin = time.monotonic() + _PATIENCE, len(opened.written)
    while text not in opened.written[begin:]:
        opened.read(0.002)
        assert time.monotonic() < end, opened.screen()


def taken(opened: Terminal, what: str, since: float) -> Figures:
    """Processor and wall time so far in ms, resident memory in MiB, and what was written."""
    return {
        f"{what}, processor ms": 1e3 * opened.processor_seconds,
        f"{what}, wall ms": 1e3 * (time.monotonic() - since),
        f"{what}, memory MiB": opened.resident_bytes / 2**20,
        f"{what}, bytes written": float(len(opened.written)),
    }


def hello(opened: Terminal, since: float) -> Figures:
    """A bare app until its first frame."""
    until(opened, b"Hello there")
    return taken(opened, "first frame", since)


def spinepath(opened: Terminal, since: float) -> Figures:
    """The program until its first frame, then until a new session asks its first question."""
    until(opened, b"Spinepath")
    found = taken(opened, "first frame", since)
    until(opened, b"No sessions yet")
    for key, text in ((b"n", b"Label (optional)"), (b"\r", b"Any of these")):
        opened.type(key)
        until(opened, text)
    found |= taken(opened, "first question", since)
    opened.read(2)
    return found | {"at rest there, memory MiB": opened.resident_bytes / 2**20}


def on_terminal(
    code: str, act: Callable[[Terminal, float], Figures], environment: Mapping[str, str]
) -> Figures:
    """One run of a program on a terminal of its own, with nothing kept."""
    with tempfile.TemporaryDirectory() as place:
        since = time.monotonic()
        with terminal(Path(place) / "sessions", code, fresh=True, **environment) as opened:
            return act(opened, since)


def command(arguments: Sequence[str], environment: Mapping[str, str], given: str = "") -> Figures:
    """Processor milliseconds of one command."""
    with tempfile.TemporaryDirectory() as place:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-m", "tui.cli.main", *arguments],
            input=given,
            text=True,
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=ROOT,
            env={**os.environ, **environment, "SPINEPATH_DATA": place},
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"processor ms": 1e3 * used}


def cases(count: int) -> str:
    """Cases as lines of JSON."""
    given = (json.dumps({"findings": case.findings}) for case in CASES.values())
    return "".join(f"{line}\n" for line in islice(cycle(given), count))


def medians(runs: Mapping[str, Callable[[], Figures]]) -> dict[str, Figures]:
    """The medians of what takes turns; the first turn only warms up."""
    found: dict[str, list[Figures]] = {name: [] for name in runs}
    for turn in range(ROUNDS + 1):
        for name, run in runs.items():
            figures = run()
            if turn:
                found[name].append(figures)
    return {
        name: {what: statistics.median(f[what] for f in figures) for what in figures[0]}
        for name, figures in found.items()
    }


def parts(environment: Mapping[str, str]) -> dict[str, dict[str, Callable[[], Figures]]]:
    """The measurements by part; the programs of one part take turns."""
    return {
        "screens": {
            "bare Textual app": lambda: on_terminal(HELLO, hello, environment),
            "spinepath": lambda: on_terminal(START, spinepath, environment),
        },
        "commands": {
            "spinepath --help": lambda: command(["--help"], environment),
            "evaluate, one case": lambda: command(["evaluate", "-"], environment, cases(1)),
        },
        "lines": {
            f"evaluate --lines, {LINES:,} cases": lambda: command(
                ["evaluate", "--lines", "-"], environment, cases(LINES)
            ),
        },
    }


def main() -> None:
    """Print the figures of each part as soon as they are known."""
    with tempfile.TemporaryDirectory() as kept:
        known = parts({"PYTHONPYCACHEPREFIX": kept, "PYTHONDONTWRITEBYTECODE": ""})
        wanted = sys.argv[1:] or list(known)
        if not known.keys() >= set(wanted):
            sys.exit(f"parts: {', '.join(known)}")
        bare = 0.0
        for part in wanted:
            found = medians(known[part])
            bare = bare or found.get("bare Textual app", {}).get("first frame, processor ms", 0.0)
            for name, figures in found.items():
                for what, figure in figures.items():
                    compared = bare and "processor" in what
                    ratio = f"{figure / bare:7.2f} x the bare app's" if compared else ""
                    print(f"{name:<{_WORD}}{what:<32}{figure:9.1f}{ratio}", flush=True)


if __name__ == "__main__":
    main()
