"""The contrast of a screen: how terminals show a style, how far two colours are apart.

Colours from number 16 on are the same everywhere. For the first 16 and for a terminal's own two
colours these are assumed, as in the table of 3-bit and 4-bit colours of Wikipedia's article "ANSI
escape code": the Linux console (VGA), xterm, PuTTY and the console of Windows 10. What a user has
set instead is the user's own choice.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TypeAlias

from rich._palettes import EIGHT_BIT_PALETTE
from rich.color import Color, ColorType
from rich.segment import Segment
from rich.style import Style

from data.wording.advice_words import REFUSAL
from tui.shell.app import Spinepath
from tui.views.advice_panel import SIGNS
from tui.widgets.palette import MANY, Colours
from tui.widgets.rows import RowsView

Rgb: TypeAlias = tuple[int, int, int]

FEW = 16
"""Colours that every terminal has its own of."""

READABLE = 4.5
"""The least contrast of text: success criterion 1.4.3 of WCAG 2.2."""

MARKED = 3.0
"""The least contrast of a mark with what is beside it: success criterion 1.4.11 of WCAG 2.2."""

CLEAR = 7.0
"""The least contrast of advice and red flags: success criterion 1.4.6 of WCAG 2.2."""

APART = 20.0
"""The least distance in CIELAB (CIE 1976) of two colours that say different things."""

ADVICE = (*SIGNS.values(), "EMERGENCY SIGN:", "RED FLAG", "NOT EXCLUDED", REFUSAL[:20])
"""Words that a line of advice, a red flag or a refusal has in it."""


class Bold(Enum):
    """The ways in which terminals show bold."""

    WEIGHT = "nothing"
    XTERM = "the first eight letters become bright, then reverse video"
    PUTTY = "whatever the letters are after reverse video becomes bright"
    LINUX = "as PuTTY; an underline is a colour, bright letters are bold"


@dataclass(frozen=True, eq=False)
class Screen:
    """A terminal: its first 16 colours, its own letters and ground, and those when bold."""

    name: str
    colours: Sequence[Rgb]
    own: tuple[Rgb, Rgb]
    bold: Bold
    own_bold: tuple[Rgb, Rgb] | None = None


def _colours(text: str) -> list[Rgb]:
    return [(int(c[:2], 16), int(c[2:4], 16), int(c[4:], 16)) for c in text.split()]


_VGA = _colours(
    "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa"
    " 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff"
)
_XTERM = _colours(
    "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5"
    " 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"
)
_PUTTY = _colours(
    "000000 bb0000 00bb00 bbbb00 0000bb bb00bb 00bbbb bbbbbb"
    " 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff"
)
_WINDOWS = _colours(
    "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc"
    " 767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2"
)
_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)

LINUX = Screen("Linux console", _VGA, (_VGA[7], _VGA[0]), Bold.LINUX)
XTERM = Screen("xterm", _XTERM, (_BLACK, _WHITE), Bold.XTERM)
XTERM_DARK = Screen("xterm -rv", _XTERM, (_XTERM[7], _BLACK), Bold.XTERM)
PUTTY = Screen("PuTTY", _PUTTY, (_PUTTY[7], _BLACK), Bold.PUTTY, (_WHITE, _PUTTY[8]))
WINDOWS = Screen("Windows 10", _WINDOWS, (_WINDOWS[7], _WINDOWS[0]), Bold.WEIGHT)

OF_FEW = (LINUX, XTERM, XTERM_DARK, PUTTY, WINDOWS)
OF_MANY = (XTERM, XTERM_DARK, PUTTY, WINDOWS)

OFFERS: Mapping[str, tuple[Colours, Sequence[Screen]]] = {
    f"{setting}, {shown}": (Colours(setting, shown), OF_MANY if shown == MANY else OF_FEW)
    for setting in ("terminal", "dark", "light", "sixteen", "none")
    for shown in (MANY, FEW)
}
"""All that can be set, on terminals of many and of few colours, and which terminals those are."""


def _once() -> Iterator[tuple[str, Colours, Sequence[Screen]]]:
    for palette in {id(c.palette): c.palette for c, _ in OFFERS.values()}.values():
        same = {name: kinds for name, (c, kinds) in OFFERS.items() if c.palette is palette}
        kinds = dict.fromkeys(kind for kinds in same.values() for kind in kinds)
        yield "; ".join(same), OFFERS[next(iter(same))][0], tuple(kinds)


PALETTES = tuple(_once())
"""The same, each palette once."""


@lru_cache(maxsize=4096)
def shown(style: Style, terminal: Screen) -> tuple[Rgb, Rgb]:
    """The letters and the surface that a terminal makes of a style."""
    letters, surface = _number(style.color), _number(style.bgcolor)
    bold = bool(style.bold)
    if terminal.bold is Bold.LINUX:
        letters, surface = (7 if letters is None else letters), (0 if surface is None else surface)
        assert max(letters, surface) < FEW, "a colour that the Linux console does not have"
        bold, letters, surface = bold or letters > 7, letters % 8, surface % 8
        letters = 6 if style.underline else letters
    if terminal.bold is Bold.XTERM and bold and letters is not None and letters < 8:
        letters += 8
    own, own_bold = terminal.own, terminal.own_bold or terminal.own
    pair = [(letters, own[0], own_bold[0]), (surface, own[1], own_bold[1])]
    if style.reverse:
        pair.reverse()
    (number, plain, bright), (ground, below, _) = pair
    if bold and terminal.bold in (Bold.PUTTY, Bold.LINUX):
        plain = bright
        number = number + 8 if number is not None and number < 8 else number
    return _rgb(number, plain, terminal), _rgb(ground, below, terminal)


def _number(colour: Color | None) -> int | None:
    """The number of a colour, None for the terminal's own."""
    if colour is None or colour.is_default:
        return None
    assert colour.type in (ColorType.STANDARD, ColorType.EIGHT_BIT), "no colour by number"
    assert colour.number is not None
    return colour.number


def _rgb(number: int | None, own: Rgb, terminal: Screen) -> Rgb:
    if number is None:
        return own
    if number < FEW:
        return terminal.colours[number]
    red, green, blue = EIGHT_BIT_PALETTE[number]
    return red, green, blue


def _linear(value: int) -> float:
    part = value / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def contrast(one: Rgb, other: Rgb) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""
    dark, bright = sorted(
        0.2126 * red + 0.7152 * green + 0.0722 * blue
        for red, green, blue in (tuple(map(_linear, colour)) for colour in (one, other))
    )
    return (bright + 0.05) / (dark + 0.05)


VISIONS: Mapping[str, tuple[tuple[float, float, float], ...]] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""Matrices on linear RGB, severity 1.0: G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A
Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE Transactions on
Visualization and Computer Graphics 15 (2009), 1291-1298."""


def distance(one: Rgb, other: Rgb, vision: str) -> float:
    """The distance of two colours for one kind of eye, in CIELAB under D65."""
    return math.dist(_lab(one, vision), _lab(other, vision))


def _lab(colour: Rgb, vision: str) -> tuple[float, float, float]:
    linear = [_linear(value) for value in colour]
    red, green, blue = (
        min(max(sum(a * b for a, b in zip(row, linear, strict=True)), 0.0), 1.0)
        for row in VISIONS[vision]
    )
    x, y, z = (
        part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116
        for part in (
            (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
            0.2126 * red + 0.7152 * green + 0.0722 * blue,
            (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
        )
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def unreadable(segments: Sequence[Segment], terminals: Sequence[Screen]) -> Iterator[str]:
    """The parts of a line with too little contrast on some terminal, in words."""
    line = "".join(segment.text for segment in segments)
    least = CLEAR if any(word in line for word in ADVICE) else READABLE
    for text, style, _ in segments:
        if not text.strip():
            continue
        assert style is not None
        assert not style.dim, "how dark dim is, every terminal decides for itself"
        for terminal in terminals:
            found = contrast(*shown(style, terminal))
            if found < least:
                yield f"{found:.1f}:1 on {terminal.name}: {text.strip()!r} as {style}"


def faults(app: Spinepath) -> list[str]:
    """The parts of the present screen that nobody can read in some palette; the app stays as is.

    A palette with a ground of its own leaves nothing in the terminal's own colours.
    """
    found = []
    before = app.colours
    for name, colours, terminals in PALETTES:
        app.paint(colours)
        for strip in app.screen._compositor.render_strips():
            found += [f"{name}: {fault}" for fault in unreadable(list(strip), terminals)]
            if colours.palette.ground.color is not None:
                found += [f"{name}: unpainted {s}" for s in strip if not _painted(s.style)]
    app.paint(before)
    return found


def _painted(style: Style | None) -> bool:
    colours = (style.color, style.bgcolor) if style else (None, None)
    return all(colour is not None and not colour.is_default for colour in colours)


def seen(app: Spinepath) -> tuple[str, tuple[str, ...]]:
    """The present screen as text, and the looks of its lines without it."""
    lines = [
        line for part in app.screen.query(RowsView) for line in part._frame if line is not None
    ]
    return "\n".join(line.text for line in lines), tuple(line.look.name for line in lines)
