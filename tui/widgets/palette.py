"""The colours of each style, within what the terminal can show.

Textual's own themes are colours of 24 bits, which a terminal of fewer brings down to whatever is
near. The palettes here are numbers instead. From 16 on a number is the same colour on every
terminal of 256 colours or more, so the contrast of what is sent is known; below 16 each terminal
has its own, and the pairs are those that can be read on all common ones.

Bold and reverse video never meet: PuTTY and the Linux console brighten the letters of a line that
is both, to dark grey on grey, and on red to nothing that can be read. Bright letters count as bold
there, and black ones turn grey when they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.color import Color as TextualColor
from textual.filter import LineFilter

from tui.rows.row import TextStyle

MANY: Final = 256
"""Colours from which on the palettes of fixed numbers can be shown."""

_PLAIN: Final = Style()


@dataclass(frozen=True, slots=True)
class Palette:
    """The terminal style of each text style.

    Attributes:
        looks: what each look adds to the ground.
        ground: what letters and surface are drawn in; empty for the terminal's own colours.
        field: what a line to type on adds to its underline, or puts in place of it.
    """

    looks: Mapping[TextStyle, Style]
    ground: Style = _PLAIN
    field: Style = _PLAIN


def _ink(words: str) -> Style:
    """Letters and surface in rich's words; a number is that of the colour."""
    return Style.parse(re.sub(r"\d+", r"color(\g<0>)", words))


# Uncoloured, dark, light, sixteen colours on a dark and on a light ground.
# fmt: off
_RED: Final = "bold 231 on 124"
_TABLE: Final[Mapping[TextStyle, tuple[str, ...]]] = {
    TextStyle.PLAIN: ("", "", "", "", ""),
    TextStyle.QUIET: ("", "248", "239", "", ""),
    TextStyle.STRONG: ("bold", "bold 231", "bold 16", "bold bright_white", ""),
    TextStyle.NEXT: ("bold underline", "bold 16 on 115", "bold 231 on 22", "bold bright_green",
        "bright_white on blue"),
    TextStyle.RULE: ("", "109", "20", "", ""),
    TextStyle.BAR: ("reverse", "231 on 24", "231 on 240", "black on green", "black on green"),
    TextStyle.HERE: ("reverse", "16 on 117", "231 on 18",
        "bright_white on blue", "bright_white on blue"),
    TextStyle.MESSAGE: ("bold", "bold 159", "bold 18", "bold bright_white", ""),
    TextStyle.CAUTION: ("", "180", "238", "", ""),
    TextStyle.PRACTICE: ("bold", "bold 16 on 220", "bold 16 on 220",
        "bold bright_yellow", ""),
    TextStyle.FLAG: ("reverse underline", _RED, _RED, "black on white", "white on black"),
    TextStyle.ALERT: ("reverse underline", _RED, _RED, "black on white", "white on black"),
    TextStyle.FAULT: ("bold", "bold 219", "bold 90", "bold bright_yellow", ""),
    TextStyle.URGENT: ("bold", "209", "88", "bright_yellow", ""),
    TextStyle.SOON: ("", "220", "54", "bright_cyan", ""),
}
# fmt: on


def _looks(column: int) -> dict[TextStyle, Style]:
    return {look: _ink(words[column]) for look, words in _TABLE.items()}


UNCOLOURED: Final = Palette(_looks(0))
"""No colour at all: bold, reverse video and an underline in the terminal's own two."""

_RED_BLOCK: Final = _ink(_RED)
TERMINAL: Final = Palette(
    {
        **UNCOLOURED.looks,
        TextStyle.NEXT: _ink("bold 231 on 22"),
        TextStyle.FLAG: _RED_BLOCK,
        TextStyle.ALERT: _RED_BLOCK,
    }
)
"""The terminal's own two colours; the next step is in white on green, an emergency on red."""

DARK: Final = Palette(_looks(1), _ink("253 on 234"))
LIGHT: Final = Palette(_looks(2), _ink("234 on 255"))
_FIELD: Final = _ink("not underline white on blue")
SIXTEEN_DARK: Final = Palette(_looks(3), _ink("white on black"), _FIELD)
SIXTEEN_LIGHT: Final = Palette(_looks(4), _ink("black on white"), _FIELD)

_PALETTES: Final[Mapping[str, tuple[Palette, Palette]]] = {
    "terminal": (TERMINAL, UNCOLOURED),
    "dark": (DARK, SIXTEEN_DARK),
    "light": (LIGHT, SIXTEEN_LIGHT),
    "sixteen": (SIXTEEN_DARK, SIXTEEN_DARK),
    "none": (UNCOLOURED, UNCOLOURED),
}
"""By setting: where 256 colours or more are shown, and where fewer are."""


@dataclass(frozen=True, slots=True)
class Colours:
    """The wanted colours, and those that the terminal can show.

    Attributes:
        setting: what the user has set, as `tui.state.settings` names it.
        shown: how many colours the terminal announces.
        barred: whether NO_COLOR is in the environment, which wins.
    """

    setting: str = "terminal"
    shown: int = MANY
    barred: bool = False

    @property
    def palette(self) -> Palette:
        """The palette to draw with."""
        many, few = _PALETTES["none" if self.barred else self.setting]
        return many if self.shown >= MANY else few

    @property
    def following(self) -> Colours:
        """The next of those that can be set, after the last the first."""
        names = list(_PALETTES)
        return replace(self, setting=names[(names.index(self.setting) + 1) % len(names)])


class Paint(LineFilter):
    """Draws in the colours of the ground what has none of its own."""

    def __init__(self, palette: Palette) -> None:
        """Paint with a palette."""
        super().__init__(enabled=palette.ground != _PLAIN)
        self._palette = palette
        self._painted = lru_cache(maxsize=256)(self._paint)

    def apply(
        self,
        segments: list[Segment],
        background: TextualColor,  # noqa: ARG002
    ) -> list[Segment]:
        """The segments in colours of the palette alone."""
        return [
            segment if segment.control else Segment(segment.text, self._painted(segment.style))
            for segment in segments
        ]

    def _paint(self, style: Style | None) -> Style:
        style = style or _PLAIN
        if style.underline:
            style += self._palette.field
        letters, surface = style.color, style.bgcolor
        ground = self._palette.ground
        return style + Style(
            color=ground.color if letters is None or letters.is_default else letters,
            bgcolor=ground.bgcolor if surface is None or surface.is_default else surface,
        )
