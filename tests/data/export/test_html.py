"""The one page as HTML: inert, readable in the dark, by a screen reader and on paper."""

from __future__ import annotations

import re
from datetime import timedelta
from html.parser import HTMLParser
from itertools import pairwise
from typing import cast

import pytest

from data.content.loader import Content
from data.export.blocks import Line, PageBlock
from data.export.html import html_of
from data.export.one_page import page_blocks
from data.export.summarise import summarise
from data.session.session import Session
from engine.diagram.compiler import Compiled
from tests.support.contrast import Rgb, contrast
from tests.support.seed_patient import NOW, answered, seen

TEXT_CONTRAST, GRAPHICS_CONTRAST = 4.5, 3.0
"""WCAG 2.2, success criteria 1.4.3 and 1.4.11, level AA."""


@pytest.fixture
def page(compiled: Compiled, content: Content, seed: Session) -> list[PageBlock]:
    """The page of the seed patient."""
    return list(page_blocks(summarise(compiled, content, seed, NOW)))


@pytest.fixture
def written(page: list[PageBlock]) -> str:
    """It as HTML."""
    return html_of(page, "A page")


class Reader(HTMLParser):
    """The tags of a document, its attributes and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: dict[str, list[str]] = {}
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, []).append(value or "")

    def handle_data(self, data: str) -> None:
        self.text += data


def test_it_runs_and_loads_nothing(written: str) -> None:
    reader = Reader(written)
    assert not {"script", "link", "img", "iframe", "object"} & {*reader.tags}
    assert not [name for name in reader.attributes if name.startswith("on") or name == "src"]
    assert "url(" not in written
    assert "@import" not in written
    assert any("default-src 'none'" in value for value in reader.attributes["content"])


def test_it_says_all_of_the_page(page: list[PageBlock], written: str) -> None:
    text = Reader(written).text
    lines = [block.text for block in page if isinstance(block, Line)]
    assert lines
    assert all(line in text for line in lines)


def test_a_screen_reader_finds_its_way(written: str) -> None:
    reader = Reader(written)
    levels = [int(tag[1]) for tag in reader.tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert reader.attributes["lang"] == ["en"]
    assert reader.tags.count("main") == reader.tags.count("title") == 1
    assert reader.attributes["role"] == ["img", "img"]
    assert reader.attributes["aria-label"] == [
        "Film: T12 grade 1",
        (
            "about 09-Feb-2026: pain began; 02-Mar-2026: this visit;"
            " due by 16-Mar-2026: MRI; due by 30-Mar-2026: Review visit"
        ),
    ]


def test_a_follow_up_has_its_days_its_pain_and_its_t_score_as_charts(
    compiled: Compiled, content: Content, seed: Session
) -> None:
    given = answered(content, pain_nrs=8, dxa_status="done", t_score_femoral_neck=-3.2)
    later = seen(content, given, at=NOW + timedelta(weeks=3))
    summary = summarise(compiled, content, later, NOW, "", seed)
    said = Reader(html_of(page_blocks(summary), "A page")).attributes["aria-label"]
    assert said[1:3] == [
        "Pain now (0-10): 5 on 02-Mar-2026, 8 on 23-Mar-2026. 7: Pain from this is severe.",
        (
            "Lowest valid T-score: -3.2 SD. -3: A T-score below this is very high risk."
            " -2.5: A T-score down to this is osteoporosis."
        ),
    ]
    assert "02-Mar-2026: visit; due by 16-Mar-2026: MRI; 23-Mar-2026: this visit" in said[3]


def test_light_dark_and_paper_are_readable(written: str) -> None:
    themes = re.findall(r":root \{([^}]*)\}", written)
    assert len(themes) == 3
    for theme in themes:
        colours = {
            name: cast("Rgb", tuple(bytes.fromhex(value)))
            for name, value in re.findall(r"--([a-z-]+): #([0-9a-f]{6})", theme)
        }
        for ink, paper, least in (
            ("ink", "paper", TEXT_CONTRAST),
            ("link", "paper", TEXT_CONTRAST),
            ("on-named", "named", TEXT_CONTRAST),
            ("named", "paper", GRAPHICS_CONTRAST),
            ("line", "paper", GRAPHICS_CONTRAST),
        ):
            assert contrast(colours[ink], colours[paper]) >= least, (ink, paper)
