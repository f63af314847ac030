"""The one list of export formats: settings, commands, screens and plain lines read it.

The renderers are imported when one runs: the settings name the formats before the first frame.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from data.export.source import Source


@dataclass(frozen=True, slots=True)
class Format:
    """One format of an export.

    Attributes:
        name: as settings, commands and both faces write it.
        ending: how the name of its file ends, the dot included.
        media_type: its name on the network (RFC 6838).
        full: the name of the format that says all that this one says on one page; empty for none.
        needs: the module of an extra that makes it; empty for none.
    """

    name: str
    ending: str
    media_type: str
    full: str = ""
    needs: str = ""

    @property
    def many(self) -> bool:
        """Return whether many sessions can stand in one file, a line each (NDJSON)."""
        return self.media_type.endswith("json")

    def content(self, source: Source) -> bytes:
        """The export as it is written to a file."""
        from data.export.render import RENDERERS

        made = RENDERERS[self.name](source)
        return made.encode() if isinstance(made, str) else made

    def render(self, source: Source) -> str:
        """The export of a format that is text."""
        return self.content(source).decode()


FORMATS: Final[Mapping[str, Format]] = {
    item.name: item
    for item in (
        Format("text", ".txt", "text/plain", "record"),
        Format("markdown", ".md", "text/markdown", "record-markdown"),
        Format("html", ".html", "text/html"),
        Format("pdf", ".pdf", "application/pdf", needs="typst"),
        Format("record", "-record.txt", "text/plain"),
        Format("record-markdown", "-record.md", "text/markdown"),
        Format("request", "-request.txt", "text/plain"),
        Format("discharge", "-discharge.txt", "text/plain"),
        Format("sbar", "-sbar.txt", "text/plain"),
        Format("leaflet", "-leaflet.txt", "text/plain"),
        Format("leaflet-pdf", "-leaflet.pdf", "application/pdf", needs="typst"),
        Format("json", ".json", "application/json"),
        Format("fhir", ".fhir.json", "application/fhir+json"),
        Format("json-deidentified", "-deidentified.json", "application/json"),
        Format("fhir-deidentified", "-deidentified.fhir.json", "application/fhir+json"),
    )
}
"""The formats by name; the first is the default."""
