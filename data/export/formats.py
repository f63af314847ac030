"""The one list of export formats: settings, commands, screens and plain lines read it.

Renderers are imported when they run: the settings name the formats before the first frame.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from data.export.summary import Summary
    from data.session.session import Session


@dataclass(frozen=True, slots=True)
class Source:
    """The session that an export is made from, with all that its formats need.

    Attributes:
        record: the head of the store's hash chain, as exports print it.
        summary: makes the summary; JSON needs none, so that it is written even where the
            content cannot be read.
    """

    session: Session
    record: str
    summary: Callable[[], Summary]


@dataclass(frozen=True, slots=True)
class Format:
    """One format of an export.

    Attributes:
        name: as settings, commands and both faces write it.
        ending: how the name of its file ends, the dot included.
        media_type: its name on the network (RFC 6838).
        render: makes the text of the export.
    """

    name: str
    ending: str
    media_type: str
    render: Callable[[Source], str]


def _text(source: Source) -> str:
    from data.export.text import render_text

    return render_text(source.summary())


def _markdown(source: Source) -> str:
    from data.export.markdown import render_markdown

    return render_markdown(source.summary())


def _leaflet(source: Source) -> str:
    from data.export.leaflet import render_leaflet

    return render_leaflet(source.summary())


def _json(source: Source) -> str:
    from data.session.session_file import to_json

    return to_json(source.session, source.record)


FORMATS: Final[Mapping[str, Format]] = {
    item.name: item
    for item in (
        Format("text", ".txt", "text/plain", _text),
        Format("markdown", ".md", "text/markdown", _markdown),
        Format("leaflet", "-leaflet.txt", "text/plain", _leaflet),
        Format("json", ".json", "application/json", _json),
    )
}
"""The formats by name; the first is the default."""
