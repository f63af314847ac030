"""The pathway on paper: nothing of the content is left out, and nothing in it is active."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import pytest

from data.content.loader import Content
from data.export.blocks import Heading, Line
from data.export.html import html_of
from data.export.markdown import markdown_of
from data.export.pathway_document import paper
from data.export.text import WIDTH, ascii_line, text_of
from data.wording.advice_words import URGENCY
from data.wording.decision_tables import clause_text, row_text
from data.wording.decision_tables import test_text as words_of
from engine.model.pathway import Pathway
from engine.model.unary_tests import parse_cell
from engine.model.urgency import Urgency
from tui.cli.main import main

TODAY: Final = date(2026, 3, 2)


@pytest.fixture(scope="module")
def text(content: Content) -> str:
    return text_of(paper(content, TODAY))


def _folded(text: str) -> str:
    return " ".join(text.split())


def test_every_question_rule_and_number_is_on_paper(content: Content, text: str) -> None:
    pathway, said = content.pathway, _folded(text)
    sentences = [
        *(finding.ask for finding in pathway.findings.values()),
        *(finding.why and finding.short for finding in pathway.findings.values()),
        *(o for f in pathway.findings.values() if not f.derived for o in f.options.values()),
        *(rule.says for rule in pathway.rules.values()),
        *(row_text(pathway, row) for rule in pathway.rules.values() for row in rule.when),
        *(row_text(pathway, row) for rule in pathway.rules.values() for row in rule.unless),
        *(row_text(pathway, row) for concept in pathway.concepts.values() for row in concept.when),
        *(threshold.says for threshold in pathway.thresholds.values()),
        *(remark.says for remark in pathway.remarks.values()),
        *(item.meanwhile for item in pathway.contradictions.values()),
        *(limit.says for limit in content.scope.not_considered),
    ]
    for item in pathway.recommendations.values():
        sentences += [item.title, item.what, item.why, *item.cautions, *item.pitfalls]
    missing = [words for words in sentences if _folded(ascii_line(words)) not in said]
    assert not missing


def test_the_first_page_says_what_it_is(text: str) -> None:
    head = _folded(text[:1200])
    assert "UNREVIEWED clinical content: supports, never replaces" in head
    assert "Not known is never no" in head
    assert "Printed: 02-Mar-2026" in head
    late = text_of(paper_of_late())
    assert "OUT OF DATE" in late[:1200]


def paper_of_late() -> list[Heading | Line]:
    from data.content.loader import load

    return list(paper(load(), date(2030, 1, 1)))


def test_the_emergency_signs_stand_in_their_step(content: Content, text: str) -> None:
    start = text.index(". EMERGENCY")
    step = _folded(text[start : text.index("\nSTEP ", start)])
    for row in content.pathway.concepts["emergency"].when:
        assert _folded(ascii_line(row_text(content.pathway, row))) in step


def test_a_step_says_its_own_urgency_first(content: Content) -> None:
    """A rule may be more urgent than its code; paper must not say "days" where it means now."""
    blocks = list(paper(content, TODAY))
    start = next(n for n, b in enumerate(blocks) if b.text.endswith(". Emergency"))
    title = content.pathway.recommendations["imaging_instead_of_mri"].title
    at = next(n for n, b in enumerate(blocks) if n > start and b.text == title)
    assert blocks[at + 1] == Line(URGENCY[Urgency.EMERGENCY], "How soon")


def test_text_is_narrow_ascii(text: str) -> None:
    assert text.isascii()
    assert max(map(len, text.splitlines())) <= WIDTH


SHELL = {"html", "head", "meta", "title", "style", "body", "main"}


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.addresses: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.addresses |= {value or "" for name, value in attrs if name in ("href", "src")}

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_html_is_inert_and_says_the_same(content: Content) -> None:
    tags = _Tags()
    tags.feed(html_of(paper(content, TODAY), content.title))
    assert tags.seen <= SHELL | {"h1", "h2", "h3", "h4", "p", "b", "a"}
    assert all(address.startswith(("https://", "http://")) for address in tags.addresses)
    said = _folded("".join(tags.words))
    assert all(_folded(rule.says) in said for rule in content.pathway.rules.values())


def test_hostile_words_stay_words_in_html() -> None:
    blocks: list[Heading | Line] = [
        Heading(2, "<script>alert(1)</script>"),
        Line("a\x1b]0;b\x07 & <img src=x>", "<b>", "javascript:alert(1)"),
    ]
    written = html_of(blocks, "</title><script>")
    tags = _Tags()
    tags.feed(written)
    assert tags.seen == SHELL | {"h1", "p", "b"}
    assert not tags.addresses
    assert written.isprintable() or "\x1b" not in written


def test_markdown_has_every_step(content: Content) -> None:
    written = markdown_of(paper(content, TODAY))
    assert all(f"Step {n}" in written for n in range(1, len(content.pathway.sections) + 1))


@pytest.mark.parametrize(
    ("finding", "cell", "words"),
    [
        ("back_pain", "present", "Yes"),
        ("back_pain", "!present", "No or not known"),
        ("back_pain", "known", "known"),
        ("back_pain", "unknown", "not known"),
        ("cancer_history", "!none", "other than No cancer or not known"),
        ("pain_nrs", ">= 7", "7 or more"),
        ("pain_nrs", "> 7", "8 or more"),
        ("pain_nrs", "< 7", "below 7"),
        ("pain_nrs", "<= 3", "below 4"),
        ("pain_nrs", "4 .. 6", "4 to 6"),
        ("pain_nrs", "4", "4"),
        ("pain_nrs", "known", "known"),
        ("age_years", "< 18", "below 18 years"),
        ("calcium_corrected_mmol_l", "> 2.6", "above 2.6 mmol/L"),
        ("calcium_corrected_mmol_l", "< 2.2", "below 2.2 mmol/L"),
        ("calcium_corrected_mmol_l", "2.2 .. 2.6", "2.2 to 2.6 mmol/L"),
    ],
)
def test_a_cell_reads_as_it_means(content: Content, finding: str, cell: str, words: str) -> None:
    asked = content.pathway.findings[finding]
    assert words_of(asked, parse_cell(cell, asked, {})) == words


def test_conditions_are_named_by_what_they_say(content: Content) -> None:
    pathway: Pathway = content.pathway
    clauses = [c for rule in pathway.rules.values() for row in rule.when for c in row]
    concept = next(c for c in clauses if c.name in pathway.concepts and c.test is False)
    says = pathway.concepts[concept.name].says
    assert clause_text(pathway, concept) == f"it is not the case that {says}"


def test_print_writes_a_file_and_replaces_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "pathway.html"
    assert main(["print", "--format", "html", "--out", str(path)]) == 0
    assert path.read_text().startswith("<!DOCTYPE html>")
    assert main(["print", "--out", str(path)]) == 1
    assert "is there already" in capsys.readouterr().err
    assert main(["print", "--out", str(path), "--replace"]) == 0
    assert "THE STEPS IN BRIEF" in path.read_text()
