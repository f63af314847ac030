"""The colours: what each look is drawn in, on whatever the terminal can show.

Textual's own themes are colours of 24 bits, which a terminal of fewer brings down to whatever is
near. The palettes here are numbers instead. From 16 on a number is the same colour on every
terminal of 256 colours or more, so the contrast of what is sent is known; below 16 each terminal
has its own, and the pairs are those that can be read on all common ones.

Bold and reverse video never meet: PuTTY and the Linux console brighten the letters of a line that
is both, to dark grey on grey, and on red to nothing that can be read. Bright letters count as bold
there, and black ones turn grey when they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from rich.color import Color
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
    """How everything is drawn.

    Attributes:
        looks: what each look adds to the ground.
        ground: what letters and surface are drawn in; empty for the terminal's own colours.
        field: what a line to type on adds to its underline, or puts in place of it.
    """

    looks: Mapping[TextStyle, Style]
    ground: Style = _PLAIN
    field: Style = _PLAIN


def _ink(letters: int | None = None, surface: int | None = None, *, bold: bool = False) -> Style:
    """Letters and surface by number, None for those of the ground."""
    return Style(
        color=None if letters is None else Color.from_ansi(letters),
        bgcolor=None if surface is None else Color.from_ansi(surface),
        bold=True if bold else None,
    )


_BOLD: Final = Style(bold=True)
_REVERSE: Final = Style(reverse=True)
_RULED: Final = Style(reverse=True, underline=True)

UNCOLOURED: Final = Palette(
    {
        TextStyle.PLAIN: _PLAIN,
        TextStyle.QUIET: _PLAIN,
        TextStyle.STRONG: _BOLD,
        TextStyle.RULE: _PLAIN,
        TextStyle.BAR: _REVERSE,
        TextStyle.HERE: _REVERSE,
        TextStyle.MESSAGE: _BOLD,
        TextStyle.CAUTION: _PLAIN,
        TextStyle.PRACTICE: _BOLD,
        TextStyle.FLAG: _RULED,
        TextStyle.ALERT: _RULED,
        TextStyle.FAULT: _BOLD,
        TextStyle.URGENT: _BOLD,
        TextStyle.SOON: _PLAIN,
    }
)
"""No colour at all: bold, reverse video and an underline in the terminal's own two."""

_RED_BLOCK: Final = _ink(231, 124, bold=True)

TERMINAL: Final = Palette(
    {**UNCOLOURED.looks, TextStyle.FLAG: _RED_BLOCK, TextStyle.ALERT: _RED_BLOCK}
)
"""The terminal's own two colours, and what must not be missed in white on red."""

DARK: Final = Palette(
    {
        TextStyle.PLAIN: _PLAIN,
        TextStyle.QUIET: _ink(247),
        TextStyle.STRONG: _ink(231, bold=True),
        TextStyle.RULE: _ink(73),
        TextStyle.BAR: _ink(231, 24),
        TextStyle.HERE: _ink(16, 117),
        TextStyle.MESSAGE: _ink(159, bold=True),
        TextStyle.CAUTION: _ink(180),
        TextStyle.PRACTICE: _ink(16, 220, bold=True),
        TextStyle.FLAG: _RED_BLOCK,
        TextStyle.ALERT: _RED_BLOCK,
        TextStyle.FAULT: _ink(219, bold=True),
        TextStyle.URGENT: _ink(209),
        TextStyle.SOON: _ink(220),
    },
    ground=_ink(253, 234),
)

LIGHT: Final = Palette(
    {
        TextStyle.PLAIN: _PLAIN,
        TextStyle.QUIET: _ink(240),
        TextStyle.STRONG: _ink(16, bold=True),
        TextStyle.RULE: _ink(25),
        TextStyle.BAR: _ink(231, 240),
        TextStyle.HERE: _ink(231, 18),
        TextStyle.MESSAGE: _ink(18, bold=True),
        TextStyle.CAUTION: _ink(238),
        TextStyle.PRACTICE: _ink(16, 220, bold=True),
        TextStyle.FLAG: _RED_BLOCK,
        TextStyle.ALERT: _RED_BLOCK,
        TextStyle.FAULT: _ink(90, bold=True),
        TextStyle.URGENT: _ink(88),
        TextStyle.SOON: _ink(54),
    },
    ground=_ink(234, 255),
)

_BLACK: Final = 0
_GREEN: Final = 2
_BLUE: Final = 4
_CYAN: Final = 6
_WHITE: Final = 7
_YELLOW: Final = 11
_BRIGHT_CYAN: Final = 14
_BRIGHT: Final = 15

SIXTEEN_DARK: Final = Palette(
    {
        TextStyle.PLAIN: _PLAIN,
        TextStyle.QUIET: _PLAIN,
        TextStyle.STRONG: _ink(_BRIGHT, bold=True),
        TextStyle.RULE: _ink(_CYAN),
        TextStyle.BAR: _ink(_BLACK, _GREEN),
        TextStyle.HERE: _ink(_BRIGHT, _BLUE),
        TextStyle.MESSAGE: _ink(_BRIGHT, bold=True),
        TextStyle.CAUTION: _PLAIN,
        TextStyle.PRACTICE: _ink(_YELLOW, bold=True),
        TextStyle.FLAG: _ink(_BLACK, _WHITE),
        TextStyle.ALERT: _ink(_BLACK, _WHITE),
        TextStyle.FAULT: _ink(_YELLOW, bold=True),
        TextStyle.URGENT: _ink(_YELLOW),
        TextStyle.SOON: _ink(_BRIGHT_CYAN),
    },
    ground=_ink(_WHITE, _BLACK),
    field=_ink(_WHITE, _BLUE) + Style(underline=False),
)

SIXTEEN_LIGHT: Final = Palette(
    {
        TextStyle.PLAIN: _PLAIN,
        TextStyle.QUIET: _PLAIN,
        TextStyle.STRONG: _PLAIN,
        TextStyle.RULE: _ink(_BLUE),
        TextStyle.BAR: _ink(_BLACK, _GREEN),
        TextStyle.HERE: _ink(_BRIGHT, _BLUE),
        TextStyle.MESSAGE: _PLAIN,
        TextStyle.CAUTION: _PLAIN,
        TextStyle.PRACTICE: _PLAIN,
        TextStyle.FLAG: _ink(_WHITE, _BLACK),
        TextStyle.ALERT: _ink(_WHITE, _BLACK),
        TextStyle.FAULT: _PLAIN,
        TextStyle.URGENT: _PLAIN,
        TextStyle.SOON: _PLAIN,
    },
    ground=_ink(_BLACK, _WHITE),
    field=_ink(_WHITE, _BLUE) + Style(underline=False),
)

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
    """Which colours are wanted, and which can be had.

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
        """What everything is drawn in."""
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
