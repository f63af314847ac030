"""Rows of text, of which every screen and page is made, laid out for a width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from rich.cells import cell_len, chop_cells, set_cell_size

from tui.terminal.output_text import clean

_ELLIPSIS: Final = "..."
_LINE: Final = "\N{BOX DRAWINGS LIGHT HORIZONTAL}"


class TextStyle(Enum):
    """The visual style of a row; its words say the same without it.

    QUIET is what matters less, NEXT the next step, which looks like nothing else, BAR the lines at
    the top and the bottom, HERE where the cursor is, MESSAGE an answer of the program, CAUTION what
    holds for all of the content, FLAG a pinned red flag, ALERT an emergency or a refusal, FAULT
    what contradicts itself.
    """

    PLAIN = "plain"
    QUIET = "quiet"
    STRONG = "strong"
    RULE = "rule"
    NEXT = "next"
    BAR = "bar"
    HERE = "here"
    MESSAGE = "message"
    CAUTION = "caution"
    PRACTICE = "practice"
    FLAG = "flag"
    ALERT = "alert"
    FAULT = "fault"
    URGENT = "urgent"
    SOON = "soon"


@dataclass(frozen=True, slots=True)
class TextRow:
    """One row; its text is cleaned when it is made, and is never markup.

    Attributes:
        right: what stands at the right margin of the first line.
        continuation_indent: blanks before each further line of a text that is wider than the
            screen; None for as many as before the first.
        here: whether the row stays in sight, as the one the user is at.
        optional: whether the row may be left out when there is no room for it.
        pinned: whether the row, with others at the top, stays when the rest is scrolled.
        single: whether it takes one line only; dots say that it goes on.
        least: the width from which on the row is shown.
        most: the width up to which it is shown; None for any.
        spoken: the same to be read aloud, where columns or signs stand for words.
        aside: whether the text counts as read without it, as a legend of keys.
        drawn: whether it is a drawing, of which only `spoken` is read aloud.
    """

    text: str = ""
    look: TextStyle = TextStyle.PLAIN
    right: str = ""
    continuation_indent: int | None = None
    here: bool = False
    optional: bool = False
    pinned: bool = False
    single: bool = False
    least: int = 0
    most: int | None = None
    spoken: str = ""
    aside: bool = False
    drawn: bool = False

    def __post_init__(self) -> None:
        """Clean the text."""
        object.__setattr__(self, "text", clean(self.text))
        object.__setattr__(self, "right", clean(self.right))

    @property
    def hang(self) -> int:
        """The blanks before each further line."""
        if self.continuation_indent is not None:
            return self.continuation_indent
        return 0 if self.drawn else len(self.text) - len(self.text.lstrip())

    @property
    def aloud(self) -> str:
        """The row as it is read aloud, without columns."""
        return clean(self.spoken) or " ".join(self.text.split()) * (not self.drawn)


@dataclass(frozen=True, slots=True)
class ScreenLine:
    """One line on the screen, exactly as wide as the screen."""

    text: str
    look: TextStyle
    here: bool
    pinned: bool = False
    aside: bool = False


BLANK: Final = TextRow(optional=True)
"""An empty row that is left out when the height is short."""


def rule(title: str = "", *, pinned: bool = False) -> TextRow:
    """A line across the screen with a title in it."""
    return TextRow(title, TextStyle.RULE, pinned=pinned)


def layout(rows: Iterable[TextRow], width: int, height: int | None = None) -> list[ScreenLine]:
    """The rows as lines of a width; spare rows are left out when they do not fit a height."""
    kept = [r for r in rows if r.least <= width and (r.most is None or width <= r.most)]
    lines = [line for row in kept for line in _lines(row, width)]
    if height is not None and len(lines) > height:
        lines = [line for row in kept if not row.optional for line in _lines(row, width)]
    return lines


def _lines(row: TextRow, width: int) -> Iterator[ScreenLine]:
    if width <= 0:
        return
    if row.look is TextStyle.RULE:
        yield ScreenLine(_rule(row.text, width), row.look, row.here, row.pinned)
        return
    if row.right:
        yield ScreenLine(_two_sided(row.text, row.right, width), row.look, row.here)
        return
    pieces = [shortened(row.text, width)] if row.single else wrapped(row.text, width, row.hang)
    for text in pieces:
        yield ScreenLine(set_cell_size(text, width), row.look, row.here, row.pinned, row.aside)


def _rule(title: str, width: int) -> str:
    start = f"{_LINE}{_LINE} {title} " if title else ""
    start = shortened(start, width)
    return start + _LINE * (width - cell_len(start))


def _two_sided(left: str, right: str, width: int) -> str:
    right = shortened(right, width)
    room = width - cell_len(right) - 1
    return set_cell_size(shortened(left, room), max(room, 0)) + " " * (room >= 0) + right


def shortened(text: str, width: int) -> str:
    """The text, or as much as fits with dots that say it goes on."""
    if cell_len(text) <= width:
        return text
    if width <= len(_ELLIPSIS):
        return set_cell_size(text, max(width, 0))
    return set_cell_size(text, width - len(_ELLIPSIS)).rstrip() + _ELLIPSIS


def wrapped(text: str, width: int, hang: int = 0) -> list[str]:
    """The text in lines of at most `width` cells, broken at blanks where there are any."""
    if cell_len(text) <= width:
        return [text]
    hang = hang if hang < width // 2 else 0
    body = text.lstrip(" ")
    current = " " * min(len(text) - len(body), width // 2)
    lines: list[str] = []
    fresh = True
    for word in body.split(" "):
        for piece in chop_cells(word, max(width - hang, 1)) or [""]:
            joined = current + piece if fresh else f"{current} {piece}"
            breaks = cell_len(joined) > width
            if breaks:
                lines.append(current.rstrip())
                joined = " " * hang + piece
            current, fresh = joined, not piece and (fresh or breaks)
    return [*lines, current] if current.strip() or not lines else lines
