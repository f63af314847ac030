"""HTML and PDF before checkers that other people wrote, and before faults that they must notice."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from data.content.loader import Content
from data.export.blocks import PageBlock
from data.export.html import html_of
from data.export.one_page import page_blocks
from data.export.pdf import pdf_of
from data.export.summarise import summarise
from data.session.events import Event, EventKind
from data.session.session import Session
from engine.diagram.compiler import Compiled
from engine.model.answers import Answers
from tests.support.checkers import checked
from tests.support.seed_patient import NOW, answered, seen

pytestmark = pytest.mark.slow

CHECKS = ("light", "dark", "paper", "markup", "outside")


@pytest.fixture
def pages(
    compiled: Compiled, content: Content, seed: Session, typical: list[Answers]
) -> list[list[PageBlock]]:
    """The seed patient with a note, some vignettes, and a follow-up with every chart."""
    note = Event(EventKind.NOTED, NOW, detail="李 takes <b>5</b> & “more”")
    sessions = [seed.after([note]), *(seen(content, dict(one)) for one in typical[:4])]
    given = answered(content, pain_nrs=8, dxa_status="done", t_score_femoral_neck=-3.2)
    later = summarise(compiled, content, seen(content, given), NOW, "", seed)
    summaries = [*(summarise(compiled, content, one, NOW) for one in sessions), later]
    return [list(page_blocks(one)) for one in summaries]


def test_axe_and_html_validate_find_nothing(pages: list[list[PageBlock]]) -> None:
    found = checked("page.mjs", [html_of(page, "A page") for page in pages], browser=True)
    assert [(one[check], check) for one in found for check in CHECKS if one[check]] == []


FAULTS = (
    ('lang="en"', "", "light"),
    ("<title>", "<title></title><!--", "light"),
    ("--ink: #111111", "--ink: #bbbbbb", "light"),
    ("--ink: #f0f0f0", "--ink: #444444", "dark"),
    ("</main>", '<p id="a"></p><p id="a"></p></main>', "markup"),
    ("</main>", "</div>", "markup"),
)
"""Words of a page, what takes their place, and which check has to notice it."""


def test_they_would_find_a_fault(pages: list[list[PageBlock]]) -> None:
    html = html_of(pages[0], "A page")
    assert all(old in html for old, _, _ in FAULTS)
    spoilt = [html.replace(old, new, 1) for old, new, _ in FAULTS]
    found = checked("page.mjs", spoilt, browser=True)
    missed = [fault for fault, one in zip(FAULTS, found, strict=True) if not one[fault[2]]]
    assert missed == []


def fonts(pdf: Any) -> Iterator[Any]:
    """The fonts that carry shapes; one of several parts carries them in its parts."""
    for page in pdf.pages:
        for font in page.Resources.Font.values():
            yield from font.get("/DescendantFonts", [font])


def test_pdf_keeps_to_pdf_ua(
    content: Content, pages: list[list[PageBlock]], tmp_path: Path
) -> None:
    reason = "needs the extra checkers: python -m pip install -e '.[checkers]'"
    pdfua = pytest.importorskip("pdfua", reason=reason)
    pikepdf = pytest.importorskip("pikepdf", reason=reason)
    pytest.importorskip("typst", reason=reason)
    for number, page in enumerate(pages[1:]):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(pdf_of(page))
        report = pdfua.validate(str(path))
        assert [finding for outcome in report.outcomes for finding in outcome.findings] == []
        with pikepdf.open(io.BytesIO(path.read_bytes())) as pdf:
            assert str(pdf.Root.Lang) == "en"
            assert bool(pdf.Root.MarkInfo.Marked)
            assert str(pdf.docinfo["/Title"]) == content.title
            embedded = [
                [key for key in font.FontDescriptor if key.startswith("/FontFile")]
                for font in fonts(pdf)
            ]
            assert embedded
            assert all(embedded)
