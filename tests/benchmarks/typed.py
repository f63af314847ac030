"""Typing at the bedside, in figures. `python -m tests.benchmarks.typed [RUNS [terminals]]`

Somebody who knows the forms types the seed patient up to the page of the next step, in a virtual
time: blindly, or with an eye on the bar that says that a key was refused. `terminals` types some
patients on real pseudo terminals too.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final
from unittest.mock import patch

from data.content.loader import load
from data.store import Store
from engine.advice.decide import decide
from engine.advice.interview import interview
from engine.diagram.compiler import Compiled, compile_pathway
from tests.support.real_terminal import READY, terminal
from tests.support.remembered import remembered
from tests.support.virtual_bedside import Run, Typist, script, wrong_answers

KINDS: Final[dict[str, Callable[[random.Random], Typist]]] = {
    "0.25 s a key": lambda chance: Typist(chance, 0.25),
    "0.25 s a key, a line in batches of 0.2 s": lambda chance: Typist(chance, 0.25, batch=0.2),
    "0.1 to 0.5 s a key": lambda chance: Typist(chance, chance.uniform(0.1, 0.5), 0.3),
    "0.25 to 0.7 s a key, a busy machine": lambda chance: Typist(
        chance, chance.uniform(0.25, 0.7), 0.3, painting=(0.1, 0.9), busy=(0.02, 0.6)
    ),
}


def runs(compiled: Compiled, kind: str, count: int, *, looks: bool = False) -> list[Run]:
    """The outcomes of so many runs of a kind."""
    keys, found = script(compiled), []
    for number in range(count):
        typist = KINDS[kind](random.Random(number))
        typist.looks = looks
        found.append(typist.types(compiled, keys))
    return found


def main(count: int) -> None:
    """Print the table."""
    compiled = compile_pathway(load().pathway)
    print(f"{count} runs of {len(script(compiled))} keys each")
    print(f"{'':<50}{'reach the answer':>18}{'with a refusal':>16}{'wrong answers':>15}")
    for kind in KINDS:
        for looks in (False, True):
            found = runs(compiled, kind, count, looks=looks)
            name = f"{kind}, {'looking' if looks else 'blindly'}"
            reached = sum(run.reached for run in found) / count
            refused = sum(bool(run.refused) for run in found) / count
            wrong = sum(len(run.wrong) for run in found)
            print(f"{name:<50}{reached:>18.1%}{refused:>16.1%}{wrong:>15}", flush=True)


def on_terminals(compiled: Compiled, count: int) -> tuple[int, int]:
    """Type the patient on pseudo terminals at 0.25 s a key: runs that arrive, wrong answers."""
    keys, reached, wrong = script(compiled), 0, 0
    for number in range(count):
        chance = random.Random(number)
        with tempfile.TemporaryDirectory() as place, terminal(Path(place) / "store") as opened:
            opened.read(20, until=READY)
            opened.read(0.5)
            for key in ["n", "enter", *keys]:
                opened.type(b"\r" if key == "enter" else key.encode())
                opened.read(0.25 * chance.uniform(0.8, 1.2))
            opened.read(2)
            reached += "The answer so far" in opened.screen()
            store = Store.open(Path(place) / "store")
            (kept,) = store.sessions()
            wrong += len(wrong_answers(compiled, store.load(kept.id).answers))
    return reached, wrong


if __name__ == "__main__":
    with (
        patch("engine.advice.checked.decide", remembered(decide)),
        patch("tui.state.form_order.interview", remembered(interview)),
    ):
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
    if sys.argv[2:] == ["terminals"]:
        arrived, mistaken = on_terminals(compile_pathway(load().pathway), 24)
        print(f"24 on real terminals: {arrived} reach the answer, {mistaken} wrong answers")
