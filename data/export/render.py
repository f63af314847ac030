"""The renderers of the formats: each makes one export from its source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from data.export.deidentify import deidentified_fhir, deidentified_json
from data.export.fhir.document import render_fhir
from data.export.forms import render_form
from data.export.html import html_of
from data.export.leaflet import leaflet_blocks
from data.export.markdown import markdown_of
from data.export.one_page import page_blocks
from data.export.outline import outline
from data.export.pdf import pdf_of
from data.export.source import Source
from data.export.text import text_of
from data.session.session_file import to_json

RENDERERS: Final[Mapping[str, Callable[[Source], str | bytes]]] = {
    "text": lambda source: text_of(page_blocks(source.summary()), dense=True),
    "markdown": lambda source: markdown_of(page_blocks(source.summary())),
    "html": lambda source: html_of(page_blocks(source.summary()), source.summary().header.pathway),
    "pdf": lambda source: pdf_of(page_blocks(source.summary()), f"{source.session.id}, page"),
    "record": lambda source: text_of(outline(source.summary())),
    "record-markdown": lambda source: markdown_of(outline(source.summary())),
    "request": lambda source: render_form(source.summary(), "request"),
    "discharge": lambda source: render_form(source.summary(), "discharge"),
    "sbar": lambda source: render_form(source.summary(), "sbar"),
    "leaflet": lambda source: text_of(leaflet_blocks(source.summary())),
    "leaflet-pdf": lambda source: pdf_of(leaflet_blocks(source.summary()), large=True),
    "json": lambda source: to_json(source.session, source.record),
    "fhir": render_fhir,
    "json-deidentified": deidentified_json,
    "fhir-deidentified": deidentified_fhir,
}
"""By the name of the format."""
