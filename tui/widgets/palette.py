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

from tui.rows.row import Look

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

    looks: Mapping[Look, Style]
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
        Look.PLAIN: _PLAIN,
        Look.QUIET: _PLAIN,
        Look.STRONG: _BOLD,
        Look.RULE: _PLAIN,
        Look.BAR: _REVERSE,
        Look.HERE: _REVERSE,
        Look.MESSAGE: _BOLD,
        Look.CAUTION: _PLAIN,
        Look.PRACTICE: _BOLD,
        Look.FLAG: _RULED,
        Look.ALERT: _RULED,
        Look.FAULT: _BOLD,
        Look.URGENT: _BOLD,
        Look.SOON: _PLAIN,
    }
)
"""No colour at all: bold, reverse video and an underline in the terminal's own two."""

_RED_BLOCK: Final = _ink(231, 124, bold=True)

TERMINAL: Final = Palette({**UNCOLOURED.looks, Look.FLAG: _RED_BLOCK, Look.ALERT: _RED_BLOCK})
"""The terminal's own two colours, and what must not be missed in white on red."""

DARK: Final = Palette(
    {
        Look.PLAIN: _PLAIN,
        Look.QUIET: _ink(247),
        Look.STRONG: _ink(231, bold=True),
        Look.RULE: _ink(73),
        Look.BAR: _ink(231, 24),
        Look.HERE: _ink(16, 117),
        Look.MESSAGE: _ink(159, bold=True),
        Look.CAUTION: _ink(180),
        Look.PRACTICE: _ink(16, 220, bold=True),
        Look.FLAG: _RED_BLOCK,
        Look.ALERT: _RED_BLOCK,
        Look.FAULT: _ink(219, bold=True),
        Look.URGENT: _ink(209),
        Look.SOON: _ink(220),
    },
    ground=_ink(253, 234),
)

LIGHT: Final = Palette(
    {
        Look.PLAIN: _PLAIN,
        Look.QUIET: _ink(240),
        Look.STRONG: _ink(16, bold=True),
        Look.RULE: _ink(25),
        Look.BAR: _ink(231, 240),
        Look.HERE: _ink(231, 18),
        Look.MESSAGE: _ink(18, bold=True),
        Look.CAUTION: _ink(238),
        Look.PRACTICE: _ink(16, 220, bold=True),
        Look.FLAG: _RED_BLOCK,
        Look.ALERT: _RED_BLOCK,
        Look.FAULT: _ink(90, bold=True),
        Look.URGENT: _ink(88),
        Look.SOON: _ink(54),
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
        Look.PLAIN: _PLAIN,
        Look.QUIET: _PLAIN,
        Look.STRONG: _ink(_BRIGHT, bold=True),
        Look.RULE: _ink(_CYAN),
        Look.BAR: _ink(_BLACK, _GREEN),
        Look.HERE: _ink(_BRIGHT, _BLUE),
        Look.MESSAGE: _ink(_BRIGHT, bold=True),
        Look.CAUTION: _PLAIN,
        Look.PRACTICE: _ink(_YELLOW, bold=True),
        Look.FLAG: _ink(_BLACK, _WHITE),
        Look.ALERT: _ink(_BLACK, _WHITE),
        Look.FAULT: _ink(_YELLOW, bold=True),
        Look.URGENT: _ink(_YELLOW),
        Look.SOON: _ink(_BRIGHT_CYAN),
    },
    ground=_ink(_WHITE, _BLACK),
    field=_ink(_WHITE, _BLUE) + Style(underline=False),
)

SIXTEEN_LIGHT: Final = Palette(
    {
        Look.PLAIN: _PLAIN,
        Look.QUIET: _PLAIN,
        Look.STRONG: _PLAIN,
        Look.RULE: _ink(_BLUE),
        Look.BAR: _ink(_BLACK, _GREEN),
        Look.HERE: _ink(_BRIGHT, _BLUE),
        Look.MESSAGE: _PLAIN,
        Look.CAUTION: _PLAIN,
        Look.PRACTICE: _PLAIN,
        Look.FLAG: _ink(_WHITE, _BLACK),
        Look.ALERT: _ink(_WHITE, _BLACK),
        Look.FAULT: _PLAIN,
        Look.URGENT: _PLAIN,
        Look.SOON: _PLAIN,
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
