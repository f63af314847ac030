"""Documents as PDF/UA-1: tagged, with their fonts, the same bytes for the same session."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from data.export.blocks import Heading, Line, PageBlock, cleaned, nested
from data.export.destination import ExportError
from data.export.documents import blocks_of
from data.export.source import Source
from data.wording.charts import SiteChart

MISSING: Final = (
    "Not exported: PDF needs the extra pdf, which is not installed here"
    ' (python -m pip install "spinepath[pdf]"); html prints as well.'
)
_UNPRINTABLE: Final = (
    "Not exported: a character of the label, a note or a reason is in no font here; html has it."
)
_STANDARD: Final = "ua-1"


def pdf_of(blocks: Iterable[PageBlock], footer: str = "", *, large: bool = False) -> bytes:
    """Blocks as PDF.

    Args:
        blocks: what it says; the first is its title.
        footer: stands before the number of each page.
        large: whether it is set in large type, 16 points.

    Raises:
        ExportError: when the compiler is not installed, or no font has some character.
    """
    body = list(_plain(blocks))
    page = {"blocks": body, "title": body[0]["text"], "footer": footer, "large": large}
    try:
        import typst  # imported late: an extra of 80 MB
    except ImportError as error:
        raise ExportError(MISSING) from error
    template = Path(__file__).with_name("document.typ")
    for own_fonts in (True, False):
        try:
            document = typst.compile(
                template,
                root=template.parent,  # else it is the current directory, which may be gone
                format="pdf",
                ignore_system_fonts=own_fonts,
                sys_inputs={"page": json.dumps(page)},
                pdf_standards=[_STANDARD],
                timestamp=0,
            )
        except typst.TypstError as error:
            fault = error
        else:
            assert isinstance(document, bytes)  # noqa: S101 - one PDF is not a list of pages
            return document
    raise ExportError(_UNPRINTABLE) from fault


def _plain(blocks: Iterable[PageBlock]) -> Iterator[dict[str, Any]]:
    """The blocks as the template reads them."""
    for block, level in nested(blocks):
        if isinstance(block, Heading):
            yield {"level": level, "text": cleaned(block.text), "first": block.first}
        elif isinstance(block, Line):
            text = cleaned(f"{block.text} {block.link}".rstrip())
            yield {"label": cleaned(block.label), "text": text, "alert": block.alert}
        elif isinstance(block, SiteChart):
            sites = [site for band in block.shown for site in band]
            rows = [[one.title, *map(one.mark, sites)] for one in block.columns]
            yield {"sites": sites, "rows": rows}


def render(source: Source, document: str) -> bytes:
    """A document as PDF; the leaflet is set in large type, and names no session on each page."""
    leaflet = document == "leaflet"
    footer = "" if leaflet else f"{source.session.id}, page"
    return pdf_of(blocks_of(source, document), footer, large=leaflet)
