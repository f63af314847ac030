"""The one list of export formats: settings, commands, screens and plain lines read it.

Renderers are imported when they run: the settings name the formats before the first frame.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from data.export.blocks import PageBlock
    from data.export.source import Source


@dataclass(frozen=True, slots=True)
class Format:
    """One format of an export.

    Attributes:
        name: as settings, commands and both faces write it.
        ending: how the name of its file ends, the dot included.
        media_type: its name on the network (RFC 6838).
        make: makes the export.
        full: the name of the format that says all that this one says on one page; empty for none.
        needs: the module of an extra that makes it; empty for none.
    """

    name: str
    ending: str
    media_type: str
    make: Callable[[Source], str | bytes]
    full: str = ""
    needs: str = ""

    @property
    def many(self) -> bool:
        """Return whether many sessions can stand in one file, a line each (NDJSON)."""
        return self.media_type.endswith("json")

    def content(self, source: Source) -> bytes:
        """The export as it is written to a file."""
        made = self.make(source)
        return made.encode() if isinstance(made, str) else made

    def render(self, source: Source) -> str:
        """The export of a format that is text."""
        return self.content(source).decode()


def _blocks(document: str, source: Source) -> Iterable[PageBlock]:
    """The page, the record or the leaflet of a session."""
    from data.export.leaflet import leaflet_blocks
    from data.export.one_page import page_blocks
    from data.export.outline import outline

    made = {"page": page_blocks, "record": outline, "leaflet": leaflet_blocks}
    return made[document](source.summary())


def _text(document: str, source: Source) -> str:
    from data.export.text import text_of

    return text_of(_blocks(document, source), dense=document == "page")


def _markdown(document: str, source: Source) -> str:
    from data.export.markdown import markdown_of

    return markdown_of(_blocks(document, source))


def _html(source: Source) -> str:
    from data.export.html import html_of

    return html_of(_blocks("page", source), source.summary().header.pathway)


def _pdf(document: str, source: Source) -> bytes:
    from data.export.pdf import pdf_of

    footer = f"{source.session.id}, page"
    large = document == "leaflet"
    return pdf_of(_blocks(document, source), "" if large else footer, large=large)


def _form(key: str, source: Source) -> str:
    from data.export.forms import render_form

    return render_form(source.summary(), key)


def _json(source: Source) -> str:
    from data.session.session_file import to_json

    return to_json(source.session, source.record)


def _fhir(source: Source) -> str:
    from data.export.fhir.document import render_fhir

    return render_fhir(source)


def _json_for_research(source: Source) -> str:
    from data.export.deidentify import deidentified_json

    return deidentified_json(source)


def _fhir_for_research(source: Source) -> str:
    from data.export.deidentify import deidentified_fhir

    return deidentified_fhir(source)


FORMATS: Final[Mapping[str, Format]] = {
    item.name: item
    for item in (
        Format("text", ".txt", "text/plain", partial(_text, "page"), "record"),
        Format("markdown", ".md", "text/markdown", partial(_markdown, "page"), "record-markdown"),
        Format("html", ".html", "text/html", _html),
        Format("pdf", ".pdf", "application/pdf", partial(_pdf, "page"), needs="typst"),
        Format("record", "-record.txt", "text/plain", partial(_text, "record")),
        Format("record-markdown", "-record.md", "text/markdown", partial(_markdown, "record")),
        Format("request", "-request.txt", "text/plain", partial(_form, "request")),
        Format("discharge", "-discharge.txt", "text/plain", partial(_form, "discharge")),
        Format("sbar", "-sbar.txt", "text/plain", partial(_form, "sbar")),
        Format("leaflet", "-leaflet.txt", "text/plain", partial(_text, "leaflet")),
        Format(
            "leaflet-pdf",
            "-leaflet.pdf",
            "application/pdf",
            partial(_pdf, "leaflet"),
            needs="typst",
        ),
        Format("json", ".json", "application/json", _json),
        Format("fhir", ".fhir.json", "application/fhir+json", _fhir),
        Format("json-deidentified", "-deidentified.json", "application/json", _json_for_research),
        Format(
            "fhir-deidentified",
            "-deidentified.fhir.json",
            "application/fhir+json",
            _fhir_for_research,
        ),
    )
}
"""The formats by name; the first is the default."""
