"""The changed lines of a frame: what the terminal shows already is not written again.

`App._display`, `LayoutUpdate` and `ChopsUpdate` of Textual 8.2.8: it writes every line of a screen
for each step in which a page is put together, and all of them where one page follows another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rich.console import Console
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

_ERASE: Final = "\x1b[K"
_BLANKS: Final = re.compile(r"(\x1b\[[0-9;]*m)([^\x1b]*?) {4,}(\x1b\[0m)$")
"""The end of a line that erasing makes shorter, with the style of its blanks."""

_SHOW_ON_BLANKS: Final = frozenset(map(str, (4, 7, 9, 21, 48, *range(40, 48), *range(100, 108))))
"""Styles by which a blank looks otherwise than an erased one: a ground, reverse, lines."""

_Piece = tuple[int, int, int, Strip]
"""A part of a line: its line, its first column, the one after its last, its text."""


class ChangedLines:
    """The lines that the terminal shows, as far as they were written since it was last unsure."""

    def __init__(self) -> None:
        """Know nothing of the terminal yet."""
        self._shown: dict[int, dict[int, tuple[int, str]]] = {}

    def forget(self) -> None:
        """Write all of the next frame: the terminal may show something else."""
        self._shown.clear()

    def of(self, update: CompositorUpdate, width: int) -> CompositorUpdate:
        """An update that writes what changes on the terminal, once it is written at all."""
        return _Changed(self, update, width)

    def written(self, update: CompositorUpdate, width: int, console: Console) -> str:
        """The text to write for an update; it is on the terminal from then on."""
        return "".join(
            f"\x1b[{y + 1};{x + 1}H{_erased(text) if end >= width else text}"
            for y, x, end, strip in _pieces(update)
            if self._changes(y, x, end, text := strip.render(console))
        )

    def _changes(self, y: int, x: int, end: int, text: str) -> bool:
        """Take note of a part of a line; return whether the terminal shows something else there."""
        line = self._shown.setdefault(y, {})
        if line.get(x) == (end, text):
            return False
        for begin in [one for one, (until, _) in line.items() if one < end and until > x]:
            del line[begin]
        line[x] = (end, text)
        return True


class _Changed(CompositorUpdate):
    """An update of which only what changes is written."""

    def __init__(self, lines: ChangedLines, update: CompositorUpdate, width: int) -> None:
        self._lines, self._update, self._width = lines, update, width

    def render_segments(self, console: Console) -> str:
        """The text to write."""
        return self._lines.written(self._update, self._width, console)


def _erased(text: str) -> str:
    """The text of a line with its last blanks erased, where that looks the same."""
    found = _BLANKS.search(text)
    if found is None or not _SHOW_ON_BLANKS.isdisjoint(found[1][2:-1].split(";")):
        return text
    return f"{text[: found.start()]}{found[1]}{found[2]}{_ERASE}{found[3]}"


def _pieces(update: CompositorUpdate) -> Iterator[_Piece]:
    """The parts of lines that an update draws."""
    if isinstance(update, LayoutUpdate):
        for y, line in enumerate(update.strips, update.region.y):
            x = update.region.x
            for strip in line:
                yield y, x, x + strip.cell_length, strip
                x += strip.cell_length
    elif isinstance(update, ChopsUpdate):
        for y, first, last in update.spans:
            ends = zip(update.chops[y].items(), update.chop_ends[y], strict=False)
            for (x, part), end in ends:
                if part is not None and x < last and end > first:
                    yield y, x, end, part
