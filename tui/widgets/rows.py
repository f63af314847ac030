"""A widget that shows rows and repaints only the lines that changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import takewhile, zip_longest
from typing import Final, Protocol, cast

from rich.segment import Segment
from textual import events
from textual.geometry import Offset, Region, Size
from textual.strip import Strip
from textual.widget import Widget

from tui.keys.keys import key_of
from tui.rows.row import ScreenLine, TextRow, TextStyle, layout
from tui.widgets.palette import Colours

_UP: Final = key_of("everywhere", "page(-1)")
_DOWN: Final = key_of("everywhere", "page(1)")
_CURSOR: Final = ">"
_ROOM_FOR_ONE: Final = 2
_ROOM_FOR_BOTH: Final = 6
"""Lines from which on what is above and what is below have a line each; they share one before."""
_AROUND: Final = 2


class Painted(Protocol):
    """An app that says which colours everything is drawn in."""

    colours: Colours


class RowsView(Widget):
    """Rows from the top down; what does not fit is announced and scrolled to, never cut.

    The row marked `here` is kept in sight when it changes.

    Attributes:
        seen_whole: whether the end was in sight since a new text was shown, rows aside left out.
    """

    DEFAULT_CSS = "RowsView { height: auto; width: 1fr; }"

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        """An empty widget."""
        super().__init__(id=id)
        self._rows: tuple[TextRow, ...] = ()
        self._head: list[ScreenLine] = []
        self._lines: list[ScreenLine] = []
        self._frame: list[ScreenLine | None] = []
        self._top = 0
        self._here: tuple[str, int] | None = None
        self.seen_whole = False

    @property
    def keys(self) -> tuple[str, str]:
        """The keys that show more below and above."""
        return _DOWN, _UP

    def show(self, rows: Iterable[TextRow], *, top: bool = False) -> None:
        """Show rows in place of the present ones.

        Args:
            rows: what to show.
            top: whether to begin at the top, as for a new text.
        """
        self._rows = tuple(rows)
        if top:
            self._top, self._here, self.seen_whole = 0, None, False
        before = len(self._head) + len(self._lines)
        self._arrange()
        if self.styles.is_auto_height and len(self._head) + len(self._lines) != before:
            self.refresh(layout=True)

    @property
    def text(self) -> str:
        """The rows as plain text, for tests."""
        return "\n".join(row.text for row in self._rows)

    def lines(self) -> Iterator[tuple[str, Callable[[], None]]]:
        """Each row with words, and what brings it to the top."""
        for number, row in enumerate(self._rows):
            if row.text.strip() and row.look is not TextStyle.RULE:
                yield row.text.strip(), partial(self.scroll_to_row, number)

    def scroll_to_row(self, number: int) -> None:
        """Bring a row to the top."""
        self._top = len(layout(self._rows[:number], self.size.width)) - len(self._head)
        self._draw()

    def is_pages_away(self, first: int, last: int) -> bool:
        """Return whether what lies between rows and those in sight needs a page of its own."""
        above, width = self._top + len(self._head), self.size.width
        begin, end = (len(layout(self._rows[:number], width)) for number in (first, last + 1))
        return begin < above - self._room or end > above + 2 * self._room

    def scroll_page(self, direction: int) -> bool:
        """Go a page down (1) or up (-1); whether there was anything to go to."""
        before = self._top
        self._top += direction * self._room
        self._draw()
        return self._top != before

    def scroll_to_end(self, *, start: bool) -> None:
        """Go to the first line or the last."""
        self._top = 0 if start else len(self._lines)
        self._draw()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines that the rows need."""
        del container, viewport
        return max(len(layout(self._rows, width)), 1)

    @property
    def _room(self) -> int:
        """The lines that are seen between the marks."""
        height = self.size.height - len(self._head)
        return max(height - (2 if height >= _ROOM_FOR_BOTH else 1), 1)

    def on_resize(self, _: events.Resize) -> None:
        """Lay the rows out anew, with the row at hand in sight if it was."""
        if any(line is not None and line.here for line in self._frame):
            self._here = None
        self._arrange()

    def render_line(self, y: int) -> Strip:
        """One line of the present frame."""
        line = self._frame[y] if y < len(self._frame) else None
        base = self.rich_style
        if line is None:
            return Strip.blank(self.size.width, base)
        if line.here and self.has_focus and not (y and self._is_here(y - 1)):
            # The terminal's own cursor, for who reads the screen by it: at the mark of the row.
            mark = Offset(max(line.text.find(_CURSOR), 0), y)
            self.app.cursor_position = self.region.offset + mark
        looks = cast("Painted", self.app).colours.palette.looks
        return Strip([Segment(line.text, base + looks[line.look])]).adjust_cell_length(
            self.size.width, base
        )

    def on_focus(self) -> None:
        """Take the terminal's cursor."""
        self.refresh()

    def _is_here(self, y: int) -> bool:
        line = self._frame[y]
        return line is not None and line.here

    def _arrange(self) -> None:
        auto = self.styles.is_auto_height and self.styles.max_height is None
        height = self.size.height
        lines = layout(self._rows, self.size.width, None if auto else height)
        pinned = len(list(takewhile(lambda line: line.pinned, lines)))
        pinned = 0 if len(lines) <= height else max(0, min(pinned, height - _ROOM_FOR_ONE))
        self._head, self._lines = lines[:pinned], lines[pinned:]
        at, here = self._row_at_hand(), next((n for n, x in enumerate(self._lines) if x.here), None)
        if here is not None and at != self._here:
            self._bring_into_sight(here)
        self._here = at
        self._draw()

    def _row_at_hand(self) -> tuple[str, int] | None:
        """The row that is kept in sight: its words, and how many rows before it have the same."""
        for number, row in enumerate(self._rows):
            if row.here:
                words = row.text.lstrip(f"{_CURSOR} ")
                return row.text, sum(one.text.endswith(words) for one in self._rows[:number])
        return None

    def _bring_into_sight(self, here: int) -> None:
        """Scroll so far that a row is seen whole, with some of what is around it."""
        last = here
        while last + 1 < len(self._lines) and self._lines[last + 1].here:
            last += 1
        room = self._room
        around = _AROUND if room > 3 * _AROUND else 0
        if last + around >= self._top + room:
            self._top = last + around - room + 1
        if here - around < self._top:
            self._top = max(here - around, 0)

    def _draw(self) -> None:
        """Make the frame and ask for the lines that differ from the last one."""
        frame = self._window()
        previous, self._frame = self._frame, frame
        changed = [
            Region(0, y, self.size.width, 1)
            for y, (old, new) in enumerate(zip_longest(previous, frame))
            if old != new
        ]
        if changed:
            self.refresh(*changed)

    def _window(self) -> list[ScreenLine | None]:
        """The lines in sight, with a mark at each end beyond which there are more."""
        height, total = self.size.height - len(self._head), len(self._lines)
        head: list[ScreenLine | None] = [*self._head]
        if total <= height or height < _ROOM_FOR_ONE:
            self._top = 0
            self.seen_whole |= 0 < total <= height
            shown: list[ScreenLine | None] = [*self._lines[: max(height, 0)]]
            return head + shown + [None] * (height - len(shown))
        self._top = max(0, min(self._top, total - height + 1))
        above = self._top > 0
        room = height - above
        below = self._top + room < total
        shared = above and below and height < _ROOM_FOR_BOTH
        room -= below and not shared
        hidden = total - self._top - room
        self.seen_whole |= all(line.aside for line in self._lines[self._top + room :])
        down, up = self.keys
        over = f"-- {self._top} more above: {up} --" if above and not shared else ""
        under = f"-- {hidden} more below: {down} --" if below else ""
        if shared:
            under = f"-- {self._top} above, {hidden} below: {up}, {down} --"
        return [
            *head,
            *self._mark(over),
            *self._lines[self._top : self._top + room],
            *self._mark(under),
        ]

    def _mark(self, words: str) -> list[ScreenLine]:
        """The line that says so, without words none."""
        shown = words.rjust(self.size.width)[: self.size.width]
        return [ScreenLine(shown, TextStyle.STRONG, here=False)] if words else []
