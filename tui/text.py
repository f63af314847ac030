"""The one door through which outside text reaches the screen, and a guard behind it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from data.lines import VISIBLE_MARK

_MARKS_IN_A_ROW: Final = 3
_HIDDEN: Final = {"Zl", "Zp"}
_SELECTORS: Final = frozenset(map(chr, (*range(0xFE00, 0xFE10), 0x034F, 0x115F, 0x1160, 0x3164)))
"""Characters that are letters or marks by name and show nothing, or change a width."""

_DRAWN: Final[Mapping[str, str]] = {"\N{BOX DRAWINGS LIGHT HORIZONTAL}": "-"}


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """The text with everything visible that could hide, reorder or act on a terminal.

    Spacing is kept. Cleaning twice changes nothing more.
    """
    if text.isascii() and text.isprintable():
        return text
    kept: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", text):
        category = unicodedata.category(character)
        marks = marks + 1 if category[0] == "M" else 0
        if marks > _MARKS_IN_A_ROW:
            continue
        unsafe = category[0] == "C" or category in _HIDDEN or character in _SELECTORS
        safe = " " if category == "Zs" else character
        kept.append(VISIBLE_MARK if unsafe else safe)
    return "".join(kept)


@lru_cache(maxsize=4096)
def plain_ascii(text: str) -> str:
    """The text for a terminal that shows ASCII only; drawn lines stay lines."""
    return "".join(
        character if character.isascii() else _DRAWN.get(character, VISIBLE_MARK)
        for character in text
    )


class Guard(LineFilter):
    """The last look at every line before it leaves: no control character, no link."""

    def __init__(self, *, ascii_only: bool = False) -> None:
        """Guard lines; with `ascii_only` for a terminal that shows nothing else."""
        super().__init__()
        self._ascii_only = ascii_only

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The segments with safe text and no live links."""
        return [self._safe(segment) for segment in segments]

    def _safe(self, segment: Segment) -> Segment:
        text, style, control = segment
        if control:
            return segment
        safe = plain_ascii(clean(text)) if self._ascii_only else clean(text)
        if style is not None and style.link:
            style = Style.combine([style, Style(link=None)]).update_link(None)
        return segment if safe == text and style is segment.style else Segment(safe, style)
