"""A picture of sites as inline SVG: boxes with their marks, and words for who hears it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from data.wording.pictures import Column, SitePicture

_BOX: Final = 30
_GAP: Final = 14
"""Between two bands."""

_LEFT: Final = 90
_HEAD: Final = 18
_ROW: Final = 34


def svg_of(picture: SitePicture) -> Iterator[str]:
    """The lines of the SVG; its colours are those of the page that holds it."""
    sites = list(_places(picture))
    width, height = sites[-1][1] + _BOX + 2, _HEAD + _ROW * len(picture.columns)
    yield (
        f'<svg role="img" aria-label="{escape(said(picture))}" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}">'
    )
    for site, left in sites:
        yield f'<text x="{left + _BOX // 2}" y="13">{escape(site)}</text>'
    for number, column in enumerate(picture.columns):
        yield from _row(column, sites, _HEAD + _ROW * number)
    yield "</svg>"


def _places(picture: SitePicture) -> Iterator[tuple[str, int]]:
    """Each site with its left edge."""
    left = _LEFT
    for band in picture.shown:
        for site in band:
            yield site, left
            left += _BOX
        left += _GAP


def _row(column: Column, sites: list[tuple[str, int]], top: int) -> Iterator[str]:
    yield f'<text class="label" x="0" y="{top + 21}">{escape(column.title)}</text>'
    for site, left in sites:
        mark = column.mark(site)
        yield (
            f'<rect class="{"named" if mark else "site"}" x="{left + 1}" y="{top + 2}"'
            f' width="{_BOX - 2}" height="{_ROW - 6}" rx="4"/>'
        )
        if mark:
            middle = left + _BOX // 2
            yield f'<text class="mark" x="{middle}" y="{top + 21}">{escape(mark)}</text>'


def said(picture: SitePicture) -> str:
    """The picture in words: each report with the sites it names."""
    named = (
        ", ".join(f"{site} {' '.join(cell.signs) or 'named'}" for site, cell in one.cells.items())
        for one in picture.columns
    )
    reports = zip(picture.columns, named, strict=True)
    return ". ".join(f"{one.title}: {sites or 'no level named'}" for one, sites in reports)
