"""Entries of a list to pick from, and the rows between them, for a cursor or for numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Generic, TypeVar

from tui.rows.row import TextRow, TextStyle, rule

Key = TypeVar("Key")
Entry = tuple[Key | None, Callable[[bool], TextRow]]
"""The key that is picked (None for a mere row), and its row with and without the cursor."""


def heading(title: str) -> Entry[Key]:
    """A line across the screen over the entries that follow."""
    return told(rule(title))


def told(row: TextRow) -> Entry[Key]:
    """A row that cannot be picked."""
    return None, lambda _: row


def entry(
    key: Key, words: str, *, hang: int = 2, spoken: str = "", look: TextStyle = TextStyle.PLAIN
) -> Entry[Key]:
    """An entry with the cursor's mark before its words.

    Args:
        key: what is picked with it.
        words: of its row.
        hang: blanks before each further line of it.
        spoken: the same to be read aloud, where that differs.
        look: of the row where the cursor is not on it.
    """
    return key, partial(_marked, words, hang, spoken, look)


def group(title: str, entries: Iterable[Entry[Key]]) -> Iterator[Entry[Key]]:
    """Entries under a heading with their number; no heading without entries."""
    found = list(entries)
    if found:
        yield heading(f"{title} ({len(found)})")
    yield from found


class Numbered(Generic[Key]):
    """The same entries for plain lines: numbered from 1, the number first."""

    def __init__(self, entries: Iterable[Entry[Key]]) -> None:
        """Number them."""
        self._keys: list[Key] = []
        self.lines: list[str] = []
        self.titles: list[str] = []
        for key, draw in entries:
            row = draw(False)
            if key is not None:
                self._keys.append(key)
                self.lines.append(f"{len(self._keys)}. {row.aloud}")
            elif row.look is TextStyle.RULE:
                self.titles.append(row.aloud)
                self.lines.append(f"{row.aloud}:")
            elif row.aloud:
                self.lines.append(row.aloud)

    def __len__(self) -> int:
        """The number of entries that can be picked."""
        return len(self._keys)

    def find(self, words: str) -> Key | None:
        """The entry with a number; None without one."""
        at = int(words) if words.isdecimal() and len(words) < 7 else 0
        return self._keys[at - 1] if 1 <= at <= len(self._keys) else None


def _marked(words: str, hang: int, spoken: str, look: TextStyle, here: bool) -> TextRow:
    mark = ">" if here else " "
    shown = TextStyle.HERE if here else look
    return TextRow(f"{mark} {words}", shown, continuation_indent=hang, here=here, spoken=spoken)
