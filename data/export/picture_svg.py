"""A picture of sites as inline SVG: boxes with their marks, and words for who hears it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from data.export.blocks import Picture, PictureRow

_BOX: Final = 30
_GAP: Final = 14
"""Between two bands."""

_LEFT: Final = 90
_HEAD: Final = 18
_ROW: Final = 34


def svg_of(picture: Picture) -> Iterator[str]:
    """The lines of the SVG; its colours are those of the page that holds it."""
    sites = list(_places(picture))
    width, height = sites[-1][1] + _BOX + 2, _HEAD + _ROW * len(picture.rows)
    yield (
        f'<svg role="img" aria-label="{escape(_said(picture))}" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}">'
    )
    for site, left in sites:
        yield f'<text x="{left + _BOX // 2}" y="13">{escape(site)}</text>'
    for number, row in enumerate(picture.rows):
        yield from _row(row, sites, _HEAD + _ROW * number)
    yield "</svg>"


def _places(picture: Picture) -> Iterator[tuple[str, int]]:
    """Each site with its left edge."""
    left = _LEFT
    for band in picture.bands.values():
        for site in band:
            yield site, left
            left += _BOX
        left += _GAP


def _row(row: PictureRow, sites: list[tuple[str, int]], top: int) -> Iterator[str]:
    yield f'<text class="label" x="0" y="{top + 21}">{escape(row.label)}</text>'
    for site, left in sites:
        mark = row.marks.get(site, "")
        kind = "named" if mark else "site"
        yield (
            f'<rect class="{kind}" x="{left + 1}" y="{top + 2}" width="{_BOX - 2}"'
            f' height="{_ROW - 6}" rx="4"/>'
        )
        if mark:
            middle = left + _BOX // 2
            yield f'<text class="mark" x="{middle}" y="{top + 21}">{escape(mark)}</text>'


def _said(picture: Picture) -> str:
    """The picture in words: each row with the sites it names."""
    rows = (
        f"{row.label}: {', '.join(f'{site} marked {mark}' for site, mark in row.marks.items())}"
        if row.marks
        else f"{row.label}: none named"
        for row in picture.rows
    )
    return ". ".join(rows)
