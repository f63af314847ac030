"""The one page as PDF/UA-1, where the extra is installed."""

from __future__ import annotations

import re
import sys
import zlib
from pathlib import Path

import pytest

from data.content.loader import Content
from data.export.blocks import PageBlock
from data.export.destination import ExportError
from data.export.leaflet import leaflet_blocks
from data.export.one_page import page_blocks
from data.export.pdf import pdf_of
from data.export.summarise import summarise
from data.session.events import Event, EventKind
from data.session.session import Session
from engine.diagram.compiler import Compiled
from tests.support.seed_patient import NOW

LARGE = 16
"""Points of large type."""


@pytest.fixture
def page(compiled: Compiled, content: Content, seed: Session) -> list[PageBlock]:
    """The page of the seed patient, with a note that must stay words."""
    note = Event(EventKind.NOTED, NOW, detail='#panic("x") $y$ *b* \\ [z] <w>')
    return list(page_blocks(summarise(compiled, content, seed.after([note]), NOW)))


def plain(pdf: bytes) -> bytes:
    """The PDF with its compressed streams unpacked."""
    parts = [pdf]
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            parts.append(zlib.decompress(found[1]))
        except zlib.error:
            continue
    return b"\n".join(parts)


def test_it_is_tagged_and_holds_its_fonts(page: list[PageBlock]) -> None:
    pytest.importorskip("typst", reason="the extra pdf is not installed")
    pdf = pdf_of(page)
    text = plain(pdf)
    assert pdf.startswith(b"%PDF-1.7")
    assert b"pdfuaid" in text
    for sign in (rb"/MarkInfo", rb"/StructTreeRoot", rb"/Lang", rb"/H1", rb"/H2", rb"/TH"):
        assert re.search(sign, text), sign
    assert re.search(rb"/FontFile[23]?\b", text)
    assert len(re.findall(rb"/Type\s*/Page\b", text)) == 1
    assert pdf == pdf_of(page)


def test_the_leaflet_is_in_large_type(compiled: Compiled, content: Content, seed: Session) -> None:
    pytest.importorskip("typst", reason="the extra pdf is not installed")
    pdf = pdf_of(leaflet_blocks(summarise(compiled, content, seed, NOW)), large=True)
    text = plain(pdf)
    assert re.search(rb"/H2", text)
    assert not re.search(rb"/H3", text)
    assert re.search(rb"/LI\b", text)
    pages = len(re.findall(rb"/Type\s*/Page\b", text))
    sizes = [float(size) for size in re.findall(rb"/\w+ ([\d.]+) Tf", text)]
    assert len(sizes) > pages
    assert sum(size < LARGE for size in sizes) == pages, "the numbers of the pages alone"


def test_it_needs_no_directory_that_the_program_was_started_in(
    page: list[PageBlock], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("typst", reason="the extra pdf is not installed")
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert pdf_of(page).startswith(b"%PDF-1.7")


def test_without_the_extra_one_sentence_says_so(
    page: list[PageBlock], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(ExportError, match=r"^Not exported: PDF needs the extra pdf"):
        pdf_of(page)
