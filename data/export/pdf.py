"""The one page as PDF/UA-1: tagged, with its fonts, the same bytes for the same session."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from data.export.blocks import Block, Heading, Line, Picture
from data.export.destination import ExportError
from data.export.one_page import OnePage, PagePart
from data.text.outside_text import one_line

MISSING: Final = (
    "Not exported: PDF needs the extra pdf, which is not installed here"
    ' (python -m pip install "spinepath[pdf]"); html prints as well.'
)
_UNPRINTABLE: Final = (
    "Not exported: a character of the label, a note or a reason is in no font here; html has it."
)
_STANDARD: Final = "ua-1"
_LONGEST: Final = 10_000


def render_pdf(page: OnePage) -> bytes:
    """The page as PDF.

    Raises:
        ExportError: when the compiler is not installed, or no font has some character.
    """
    return _compiled("page.typ", _plain(page))


def leaflet_pdf(blocks: Iterable[Block], title: str) -> bytes:
    """The leaflet as PDF in large type, 16 points.

    Raises:
        ExportError: when the compiler is not installed, or no font has some character.
    """
    told = [
        {"heading": block.text}
        if isinstance(block, Heading)
        else {"label": _clean(block.label), "text": _clean(block.text)}
        for block in blocks
    ]
    return _compiled("leaflet.typ", {"title": title, "blocks": told})


def _compiled(template: str, told: dict[str, Any]) -> bytes:
    """A PDF, with the fonts of the compiler alone where they have every character."""
    try:
        import typst  # imported late: an extra of 80 MB
    except ImportError as error:
        raise ExportError(MISSING) from error
    for own_fonts in (True, False):
        try:
            found = typst.compile(
                Path(__file__).with_name(template).read_bytes(),
                format="pdf",
                ignore_system_fonts=own_fonts,
                sys_inputs={"page": json.dumps(told)},
                pdf_standards=[_STANDARD],
                timestamp=0,
            )
        except typst.TypstError as error:
            fault = error
        else:
            assert isinstance(found, bytes)  # noqa: S101 - one PDF is not a list of pages
            return found
    raise ExportError(_UNPRINTABLE) from fault


def _plain(page: OnePage) -> dict[str, Any]:
    return {
        "title": page.title,
        "session": page.record.text.rpartition(" ")[2].partition(":")[0],
        "notices": [_clean(notice) for notice in page.notices],
        "head": _lines(page.head),
        "parts": [_part(part) for part in page.parts],
        "foot": _lines((*page.foot, page.record)),
    }


def _part(part: PagePart) -> dict[str, Any]:
    picture = part.picture or Picture({}, ())
    sites = [site for band in picture.bands.values() for site in band]
    return {
        "title": part.title,
        "first": part.first,
        "sites": sites,
        "rows": [
            {"label": row.label, "marks": [row.marks.get(site, "") for site in sites]}
            for row in picture.rows
        ],
        "lines": _lines(part.lines),
    }


def _lines(lines: Iterable[Line]) -> list[dict[str, str]]:
    return [{"label": _clean(line.label), "text": _clean(line.text)} for line in lines]


def _clean(text: str) -> str:
    return one_line(text, _LONGEST)
