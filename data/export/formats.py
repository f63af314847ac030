"""The one list of export formats: settings, commands, screens and plain lines read it.

A format is a row here and a function that makes it of a `Source`. The function is imported when
it runs: the settings name the formats before the first frame.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from data.text.json_text import json_line, json_text

if TYPE_CHECKING:
    from data.export.source import Source


@dataclass(frozen=True, slots=True)
class Format:
    """One format of an export.

    Attributes:
        name: as settings, commands and both faces write it.
        ending: how the name of its file ends, the dot included.
        media_type: its name on the network (RFC 6838).
        maker: the entry point of the function that makes it, below this package.
        document: the name of the document or form that the maker draws; empty where it has one.
        full: the name of the format that says all that this one says on one page; empty for none.
    """

    name: str
    ending: str
    media_type: str
    maker: str
    document: str = ""
    full: str = ""

    @property
    def many(self) -> bool:
        """Return whether many sessions can stand in one file, a line each (NDJSON)."""
        return self.media_type.endswith("json")

    @property
    def printable(self) -> bool:
        """Return whether it is text, which a terminal can show."""
        return self.many or self.media_type.startswith("text/")

    def content(self, source: Source) -> bytes:
        """The export as it is written to a file."""
        made = self._made(source)
        if isinstance(made, bytes):
            return made
        return (made if isinstance(made, str) else json_text(made)).encode()

    def line(self, source: Source) -> str:
        """The export as one line of a file that holds many; for formats that allow it."""
        return json_line(self._made(source))

    def render(self, source: Source) -> str:
        """The export of a format that is text."""
        return self.content(source).decode()

    def _made(self, source: Source) -> str | bytes | Mapping[str, Any]:
        """The text, the bytes or the JSON object that its maker makes."""
        module, _, name = self.maker.partition(":")
        make: Callable[..., str | bytes | Mapping[str, Any]] = getattr(
            import_module(f"data.export.{module}"), name
        )
        return make(source, self.document) if self.document else make(source)


FORMATS: Final[Mapping[str, Format]] = {
    item.name: item
    for item in (
        Format("text", ".txt", "text/plain", "text:render", "page", full="record"),
        Format(
            "markdown", ".md", "text/markdown", "markdown:render", "page", full="record-markdown"
        ),
        Format("html", ".html", "text/html", "html:render", "page"),
        Format("pdf", ".pdf", "application/pdf", "pdf:render", "page"),
        Format("record", "-record.txt", "text/plain", "text:render", "record"),
        Format("record-markdown", "-record.md", "text/markdown", "markdown:render", "record"),
        Format("request", "-request.txt", "text/plain", "forms:render", "request"),
        Format("discharge", "-discharge.txt", "text/plain", "forms:render", "discharge"),
        Format("sbar", "-sbar.txt", "text/plain", "forms:render", "sbar"),
        Format("leaflet", "-leaflet.txt", "text/plain", "text:render", "leaflet"),
        Format("leaflet-pdf", "-leaflet.pdf", "application/pdf", "pdf:render", "leaflet"),
        Format("json", ".json", "application/json", "source:json_document"),
        Format("fhir", ".fhir.json", "application/fhir+json", "fhir.document:document"),
        Format(
            "json-deidentified",
            "-deidentified.json",
            "application/json",
            "deidentify:json_document",
        ),
        Format(
            "fhir-deidentified",
            "-deidentified.fhir.json",
            "application/fhir+json",
            "deidentify:fhir_collection",
        ),
    )
}
"""The formats by name; the first is the default."""
