"""The one page as plain text: ASCII, at most 80 columns, the picture drawn in characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from data.export.blocks import Line
from data.export.one_page import OnePage, PagePart
from data.export.text import ascii_line, wrapped

WIDTH: Final = 80
"""Columns of the page."""


def render_page(page: OnePage) -> str:
    """The page as lines of ASCII, each ended by a newline; the last one has its fingerprint."""
    return "".join(f"{line}\n" for line in _lines(page))


def _lines(page: OnePage) -> Iterator[str]:
    yield from wrapped(ascii_line(page.title).upper(), "", WIDTH)
    for notice in page.notices:
        yield from wrapped(ascii_line(notice), "", WIDTH)
    yield from _said(page.head)
    for part in page.parts:
        yield from _part(part)
    yield from _said((*page.foot, page.record))


def _part(part: PagePart) -> Iterator[str]:
    if part.first:
        yield ""
    yield ascii_line(part.title).upper()
    if part.picture:
        yield from (f"  {line}" for line in part.picture.drawn())
    yield from _said(part.lines, "  ")


def _said(lines: Iterable[Line], indent: str = "") -> Iterator[str]:
    for line in lines:
        label = f"{line.label}: " if line.label else ""
        yield from wrapped(ascii_line(f"{label}{line.text}"), indent, WIDTH)
