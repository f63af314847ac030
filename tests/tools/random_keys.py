"""Random keys: the program neither ends nor loses an answer.

`python -m tests.tools.random_keys --help` lists the options.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import tempfile
from collections import deque
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from textual import events

from data.content.loader import load
from data.store import Store
from engine.diagram.compiler import compile_pathway
from tests.support.hostile_text import HOSTILE
from tests.support.screen_driver import handled, settled
from tui.shell.app import Spinepath
from tui.shell.options import Options
from tui.state.loaded_content import LoadedContent

SIZES: Final = ((80, 24), (40, 10), (120, 40))
_KEYS: Final = (
    *"0123456789abcdefghijklmnopqrstuvwxyz",
    *"nnnuuu123123jjkk",
    *("enter", "escape", "up", "down", "left", "right", "home", "end", "pageup", "pagedown"),
    *("enter", "space", "tab", "shift+tab", "backspace", "delete", "f1", "ctrl+p", "ctrl+l"),
    *("question_mark", "colon", "slash", "full_stop", "minus"),
)
_PRINTED: Final = {"question_mark": "?", "colon": ":", "slash": "/", "full_stop": ".", "minus": "-"}
_TOGETHER: Final = 10
_REMEMBERED: Final = 60
_LONG: Final = 2000


class LostAnswerError(AssertionError):
    """An answer that is on the screen is not in the store."""


async def play(
    loaded: LoadedContent, directory: Path, size: tuple[int, int], keys: int, seed: int
) -> deque[str]:
    """Press random keys.

    Returns:
        The last keys, for whoever has to repeat what they did.
    """
    chance = random.Random(seed)
    latest: deque[str] = deque(maxlen=_REMEMBERED)
    app = _Staying(Options(directory, load=lambda: loaded, program="0", monotonic=_Steps()))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for number in range(keys):
            key = chance.choice(_KEYS)
            latest.append(key)
            if chance.random() < 0.01:
                app.post_message(events.Paste(chance.choice(HOSTILE)[:_LONG]))
            character = _PRINTED.get(key, key if len(key) == 1 else None)
            app.post_message(events.Key(key, character))
            if number % _TOGETHER == 0:
                await handled(pilot)
            assert app._exception is None, f"seed {seed}, size {size}: {list(latest)}"
            if number % 500 == 0:
                _compare(app, directory, latest)
        await handled(pilot)
        _compare(app, directory, latest)
        assert app.return_code is None, f"seed {seed}, size {size}: {list(latest)}"
    return latest


def _compare(app: Spinepath, directory: Path, latest: deque[str]) -> None:
    """Hold what the store has against what the screen has."""
    interview_session = app.workspace.interview_session
    if interview_session is None:
        return
    place = directory / "training" if app.workspace.training else directory
    kept = Store.open(place).load(interview_session.session.id)
    if kept.events != interview_session.session.events or interview_session.fault:
        raise LostAnswerError(f"{interview_session.fault} {list(latest)}")


class _Staying(Spinepath):
    """The program, but that its keys for quitting do nothing."""

    def exit(self, *_: object, **__: object) -> None:
        """Stay."""


class _Steps:
    """A clock that passes a second at each look."""

    def __init__(self) -> None:
        self._now = 0.0

    def __call__(self) -> float:
        self._now += 1.0
        return self._now


def main() -> None:
    """Play for a while at each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=50_000, help="in all, over the three sizes")
    parser.add_argument("--seed", type=int, default=int(datetime.now(UTC).timestamp()))
    options = parser.parse_args()
    content = load()
    loaded = LoadedContent(content, compile_pathway(content.pathway))
    with tempfile.TemporaryDirectory() as place:
        os.environ["PWD"] = place  # where exports go
        for size in SIZES:
            directory = Path(place) / f"store{size[0]}"
            keys = options.keys // len(SIZES)
            asyncio.run(play(loaded, directory, size, keys, options.seed))
            print(f"{size[0]}x{size[1]}: {keys:,} keys, seed {options.seed}: nothing lost")


if __name__ == "__main__":
    main()
