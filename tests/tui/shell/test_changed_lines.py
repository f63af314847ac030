"""The changed lines of a frame: a terminal shows the same as if all of it were written."""

from __future__ import annotations

import random
from typing import Final

import pyte
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from tui.shell.changed_lines import ChangedLines

WIDTH: Final = 20
HEIGHT: Final = 6
CONSOLE: Final = Console(force_terminal=True, color_system="256", width=WIDTH)
STYLES: Final = [Style.parse(one) for one in ("default", "bold", "reverse", "white on blue")]


def _strip(chance: random.Random, width: int) -> Strip:
    words = "".join(chance.choices("ab ", k=chance.randint(0, width))).ljust(width)
    return Strip([Segment(words, chance.choice(STYLES))], width)


def _update(chance: random.Random) -> CompositorUpdate:
    """A whole frame, or parts of some lines beside each other."""
    if chance.random() < 0.3:
        lines = [[_strip(chance, WIDTH)] for _ in range(HEIGHT)]
        return LayoutUpdate([*lines], Region(0, 0, WIDTH, HEIGHT))
    cut = chance.randint(1, WIDTH - 1)
    chops: list[dict[int, Strip | None]] = [
        {0: _strip(chance, cut), cut: _strip(chance, WIDTH - cut)} for _ in range(HEIGHT)
    ]
    spans = [(y, 0, WIDTH) for y in range(HEIGHT) if chance.random() < 0.5] or [(0, 0, WIDTH)]
    return ChopsUpdate(chops, spans, [[cut, WIDTH]] * HEIGHT)


def test_what_is_left_out_is_on_the_terminal_already() -> None:
    chance, lines = random.Random(3), ChangedLines()
    whole, changed = pyte.Screen(WIDTH, HEIGHT), pyte.Screen(WIDTH, HEIGHT)
    feed_whole, feed_changed = pyte.Stream(whole), pyte.Stream(changed)
    for _ in range(100):
        update = _update(chance)
        feed_whole.feed(update.render_segments(CONSOLE))
        feed_changed.feed(lines.of(update, WIDTH).render_segments(CONSOLE))
        assert changed.display == whole.display
        for y in range(HEIGHT):
            for x in range(WIDTH):
                one, other = changed.buffer[y][x], whole.buffer[y][x]
                assert (one.data, one.bg, one.reverse) == (other.data, other.bg, other.reverse)


def test_the_same_frame_is_written_once_and_anew_when_the_terminal_is_unsure() -> None:
    lines = ChangedLines()
    frame = LayoutUpdate([[Strip([Segment("a" * WIDTH)], WIDTH)]], Region(0, 0, WIDTH, 1))
    first = lines.of(frame, WIDTH).render_segments(CONSOLE)
    assert "a" * WIDTH in first
    assert not lines.of(frame, WIDTH).render_segments(CONSOLE)
    lines.forget()
    assert lines.of(frame, WIDTH).render_segments(CONSOLE) == first


def test_blanks_at_the_end_of_a_line_are_erased() -> None:
    strip = Strip([Segment("a".ljust(WIDTH), Style.parse("default"))], WIDTH)
    frame = LayoutUpdate([[strip]], Region(0, 0, WIDTH, 1))
    written = ChangedLines().of(frame, WIDTH).render_segments(CONSOLE)
    assert "a\x1b[K" in written
    assert "  " not in written
