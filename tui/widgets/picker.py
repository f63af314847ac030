"""A list to pick from: rows that carry a key, and a cursor among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Generic

from textual import events

from tui.rows.cursor import moved
from tui.rows.list_entries import Entry, Key
from tui.rows.row import TextRow
from tui.widgets.rows import RowsView


class Picker(RowsView, Generic[Key]):
    """Rows with a cursor; arrows and j, k move it, and only the two rows concerned repaint."""

    can_focus = True

    def __init__(self, moved_to: Callable[[Key | None], None], id: str) -> None:  # noqa: A002
        """An empty list.

        Args:
            moved_to: called with what the cursor is on, whenever that changes.
            id: Textual's name for the widget.
        """
        super().__init__(id=id)
        self._entries: list[Entry[Key]] = []
        self._drawn: list[TextRow] = []
        self._places: list[int] = []
        self._at = 0
        self._moved_to = moved_to

    @property
    def keys(self) -> tuple[str, str]:
        """The keys of the screen, if they scroll this list; else the keys that move the cursor."""
        own = f"#{self.id}" == getattr(self.screen, "longest", "")
        return super().keys if own else ("Down", "Up")

    @property
    def picked(self) -> Key | None:
        """The key under the cursor; None in an empty list."""
        return self._entries[self._places[self._at]][0] if self._places else None

    @property
    def at_end(self) -> bool:
        """Return whether the cursor is on the last entry."""
        return self._at == len(self._places) - 1

    def fill(self, entries: Iterable[Entry[Key]], *, at: Key | None = None) -> None:
        """Show entries with the cursor on one of them, or where it was."""
        self._entries = list(entries)
        self._drawn = [draw(False) for _, draw in self._entries]
        self._places = [n for n, (key, _) in enumerate(self._entries) if key is not None]
        keys = [self._entries[place][0] for place in self._places]
        if at in keys:
            self._at = keys.index(at)
        self._at = max(0, min(self._at, len(keys) - 1))
        self._redraw()

    def lines(self) -> Iterator[tuple[str, Callable[[], None]]]:
        """Each entry in words, and what puts the cursor on it."""
        for number, place in enumerate(self._places):
            yield self._drawn[place].aloud, partial(self.put, number)

    def put(self, number: int) -> None:
        """Put the cursor on an entry by its number, from 0."""
        self._at = min(number, len(self._places) - 1)
        self._redraw()

    def on_key(self, event: events.Key) -> None:
        """Move the cursor."""
        if self.move(event.character or "") or self.move(event.key):
            event.stop()

    def move(self, key: str) -> bool:
        """Move the cursor as a key does; false if it is none that does."""
        to = moved(self._at, key, len(self._places))
        if to is None or not self._entries:
            return False
        step = to - self._at
        if abs(step) == 1 and self.is_pages_away(to and self._places[to], self._places[to]):
            self.scroll_page(step)
        elif to == self._at:
            self.scroll_page(-1 if key in ("up", "k", "home") else 1)
            self._moved_to(self.picked)
        else:
            self._at = to
            self._redraw()
        return True

    def _bring_into_sight(self, here: int) -> None:
        """Scroll to the cursor; the first entry keeps its heading over it."""
        super()._bring_into_sight(here)
        if self._at == 0 and not any(line.here for line in self._lines[self._room :]):
            self._top = 0

    def _redraw(self) -> None:
        rows = list(self._drawn)
        if self._places:
            here = self._places[self._at]
            rows[here] = self._entries[here][1](True)
        self.show(rows)
        if self._at == 0:
            self.scroll_to_end(start=True)
        self._moved_to(self.picked)
