"""Exports: the same advice in the same order, and outside text that stays text."""

from __future__ import annotations

import errno
import os
import re
import stat
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from data.content.follow_up import AwaitableResult
from data.content.loader import Content
from data.content.review import UNSIGNED, Review, ReviewStatus, Signature
from data.content.schema.charts import ChartsFileModel
from data.content.schema.references import StatementModel
from data.content.schema.summary import SummaryFileModel
from data.export.blocks import Heading
from data.export.destination import ExportError, write_export
from data.export.leaflet import leaflet_blocks
from data.export.markdown import escape, markdown_of
from data.export.outline import outline
from data.export.summarise import OPEN, REVIEWED, SETTLED, summarise
from data.export.summary import Summary
from data.export.text import WIDTH, ascii_line, text_of
from data.session.events import Edition, Event, EventKind, answer
from data.session.session import Session, begin
from data.session.session_json import from_document, to_document
from data.text.outside_text import one_line
from data.wording.advice_words import URGENCY
from data.wording.banners import UNREVIEWED
from data.wording.reasons import BECAUSE
from engine.advice.decide import decide
from engine.advice.interview import interview
from engine.diagram.compiler import Compiled, compile_pathway
from engine.model.answers import UNKNOWN, Answers, Value
from engine.model.conditions import Clause, Row
from engine.model.findings import Finding
from engine.model.kinds import Kind
from engine.model.page import AdviceKind, Leaflet, Page
from engine.model.pathway import (
    Checklist,
    ChecklistItem,
    Contradiction,
    Pathway,
    Recommendation,
    Rule,
    Section,
)
from engine.model.unary_tests import parse_cell
from engine.model.urgency import Urgency

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
YES_NO = {"yes": "Yes", "no": "No"}


def choice(key: str, short: str, asked_when: Row = (), **options: str) -> Finding:
    """A finding with choices."""
    return Finding(
        key,
        Kind.CHOICE,
        f"{short}?",
        short,
        "Why.",
        chapter="one",
        options=options or YES_NO,
        asked_when=(asked_when,) if asked_when else (),
    )


BACK_PAIN = choice("back_pain", "Back pain", present="Present", none="None")
FINDINGS = {
    finding.key: finding
    for finding in (
        choice("weakness", "Weakness"),
        choice("saddle", "Saddle numbness"),
        BACK_PAIN,
        Finding(
            "pain_nrs",
            Kind.INTEGER,
            "How bad is the pain, 0 to 10?",
            "Pain now (0-10)",
            "Why.",
            chapter="one",
            low=0,
            high=10,
            asked_when=((Clause("back_pain", parse_cell("present", BACK_PAIN, {})),),),
        ),
        choice("mri_done", "MRI done"),
        choice("fever", "Fever"),
    )
}


def row(**cells: str) -> Row:
    """One row of a table."""
    return tuple(Clause(key, parse_cell(cell, FINDINGS[key], {})) for key, cell in cells.items())


def recommendation(code: str, urgency: Urgency, **more: Any) -> Recommendation:
    """A recommendation with words made from its code."""
    words = {
        "title": f"Title of {code}",
        "kind": "care",
        "what": f"What {code} is.",
        "why": "Why.",
        "plain": "Plain.",
        "cites": ("K10",),
    }
    return Recommendation(code=code, urgency=urgency, **cast("Any", words | more))


def rule(gives: str, when: tuple[Row, ...], unless: tuple[Row, ...] = ()) -> Rule:
    """A rule with a sentence made from what it gives."""
    return Rule(f"{gives}_rule", "main", gives, f"Rule of {gives}.", when, unless, ("S14",))


PATHWAY = Pathway(
    id="test",
    version="1.2.3",
    digest="0123456789abcdef" * 4,
    review_by=date(2030, 1, 1),
    page=Page(
        leaflet=Leaflet("About you", "safety_net_advice"),
        kinds={
            "routing": AdviceKind(patient=True),
            "imaging": AdviceKind(patient=True),
            "care": AdviceKind(patient=True),
            "ask": AdviceKind(),
            "block": AdviceKind(),
            "evidence": AdviceKind(),
            "bone_health": AdviceKind(),
        },
    ),
    findings=FINDINGS,
    order=(),
    chapters={"one": "One"},
    checklists={
        "signs": Checklist(
            "signs",
            "Any of these?",
            tuple(ChecklistItem(key, key, ("yes",), "no") for key in ("weakness", "saddle")),
        )
    },
    thresholds={},
    concepts={},
    contradictions={
        "strange": Contradiction(
            "strange",
            "No pain and yet weak.",
            when=(row(back_pain="none", weakness="yes"),),
            meanwhile="Weakness counts.",
        )
    },
    remarks={},
    invariants={},
    groups={},
    sections={"main": Section("main", "Main")},
    rules={
        item.key: item
        for item in (
            rule("drugs", (row(pain_nrs=">= 7"),), unless=(row(fever="yes"),)),
            rule("scan", (row(mri_done="!yes"),)),
            rule("emergency", (row(weakness="yes"), row(saddle="yes"))),
        )
    },
    recommendations={
        item.code: item
        for item in (
            recommendation(
                "drugs", Urgency.ROUTINE, cautions=("Ask about the kidney.",), permissive=True
            ),
            recommendation("scan", Urgency.SOON, within="2 weeks", cites=("S26", "T02", "X99")),
            recommendation("emergency", Urgency.EMERGENCY, cites=("SR01", "K10", "K03")),
        )
    },
)


@dataclass(frozen=True)
class FakeContent:
    """The parts of the content that a summary reads."""

    pathway: Pathway = PATHWAY
    review: Review = UNSIGNED
    proved: bool = True
    title: str = "A test pathway"
    sources: dict[str, Any] = field(
        default_factory=lambda: {
            "K10": SimpleNamespace(
                identity="ACR 2018", seen="excerpt", link="https://acr.org/x", funding=""
            ),
            "K03": SimpleNamespace(
                identity="Prost 2021", seen="not seen", link="", funding="Maker-funded"
            ),
        }
    )
    references: dict[str, Any] = field(
        default_factory=lambda: {
            "1": SimpleNamespace(printed="Topic overview 2025", status="publisher's own summary"),
            "3": SimpleNamespace(
                printed="reference missing in the source",
                status="reference missing in the source",
            ),
        }
    )
    statements: dict[str, Any] = field(
        default_factory=lambda: {
            "S14": StatementModel(
                part="MRI", says="STIR dates it.", references=(1, 3), verdict="OK"
            ),
            "S26": StatementModel(
                part="MRI",
                says="Oedema is acute.",
                references=(3, 6),
                verdict=("SHARPEN", "UNVERIFIED"),
            ),
        }
    )
    tensions: dict[str, Any] = field(
        default_factory=lambda: {
            "T02": SimpleNamespace(says="Old or new?", resolved="Unknown until dated.")
        }
    )
    safety_rules: dict[str, Any] = field(
        default_factory=lambda: {"SR01": SimpleNamespace(title="Emergency first")}
    )
    disagreements: dict[str, Any] = field(
        default_factory=lambda: {
            "drugs": SimpleNamespace(
                question="Do drugs help?",
                codes=["drugs"],
                positions=[
                    SimpleNamespace(
                        body="ACR", year=2018, says="Yes.", source="K10", panel="", funding="Maker"
                    ),
                    SimpleNamespace(
                        body="Prost", year=None, says="No.", source="K03", panel="", funding=""
                    ),
                ],
                ours="They may.",
            )
        }
    )
    results: tuple[AwaitableResult, ...] = ()
    summary: SummaryFileModel = field(default_factory=SummaryFileModel)
    charts: ChartsFileModel = field(default_factory=ChartsFileModel)
    scope: Any = field(
        default_factory=lambda: SimpleNamespace(
            not_considered=[SimpleNamespace(says="The weather.")]
        )
    )


CONTENT = cast("Content", FakeContent())
COMPILED = compile_pathway(PATHWAY)


def said(answers: Answers) -> list[Event]:
    """The events that give these answers, in the wording of today."""
    return [answer(key, value, NOW, asked=FINDINGS[key].ask) for key, value in answers.items()]


def session(*events: Event, label: str = "", **answers: Value) -> Session:
    """A session with answers, then events."""
    told = (*said(answers), *events)
    return Session("abcd2345", label, NOW, "test", "1.2.3", PATHWAY.digest, "0.1", told)


def all_approved() -> Review:
    """Signatures of all that the test pathway recommends."""
    names = [
        *(f"rule.{key}" for key in PATHWAY.rules),
        *(f"recommendation.{code}" for code in PATHWAY.recommendations),
    ]
    who = ("Dr A. Example", "radiologist", NOW, "1.2.3")
    approved = {n: (Signature(n, n, ReviewStatus.APPROVED, *who),) for n in names}
    return Review(approved, {name: name for name in names})


def toy_summary(content: Content, kept: Session) -> Summary:
    """A summary under the test pathway, which keeps none of the dossier's safety rules."""
    with patch("data.session.assessment.checked_advice", decide):
        return summarise(COMPILED, content, kept, NOW)


def summary(*events: Event, label: str = "", **answers: Value) -> Summary:
    """The summary of such a session."""
    return toy_summary(CONTENT, session(*events, label=label, **answers))


FULL = summary(
    weakness="yes", back_pain="present", pain_nrs=8, fever=UNKNOWN, label="Bed 4 <b>*x*</b>"
)


def names(items: Any) -> list[str]:
    """The findings of a block of answers."""
    return [item.finding for item in items]


# --- what the summary says -------------------------------------------------------------------


def test_advice_is_the_engines_in_its_order() -> None:
    answers: dict[str, Value] = {"weakness": "yes", "back_pain": "present", "pain_nrs": 8}
    active = interview(COMPILED, answers).active
    codes = decide(COMPILED, active).codes
    assert codes == ("emergency", "scan", "drugs")
    told = summary(*said(answers))
    assert tuple(item.code for item in told.advice) == codes
    for rendered in (text_of(outline(told)), markdown_of(outline(told))):
        places = [rendered.index(f"Title of {code}") for code in codes]
        assert places == sorted(places)
        headings = [rendered.index(URGENCY[item.urgency]) for item in told.advice]
        assert headings == sorted(headings)


def test_an_item_says_why_and_whether_it_can_change() -> None:
    emergency, scan, drugs = FULL.advice
    assert emergency.because == ("Weakness: Yes",)
    assert emergency.says == ("Rule of emergency.",)
    assert emergency.status == SETTLED
    assert scan.because == ("MRI done: not asked",)
    assert scan.within == "2 weeks"
    assert scan.status == OPEN
    assert drugs.because == ("Pain now (0-10): 8",)
    assert drugs.cautions == ("Ask about the kidney.",)


def test_not_known_and_not_asked_are_told_apart() -> None:
    told = summary(mri_done=UNKNOWN)
    (scan,) = told.advice
    assert scan.because == ("MRI done: not known",)
    assert names(told.not_known) == ["mri_done"]
    assert "mri_done" not in names(told.not_asked)
    assert "fever" not in names(told.not_known)


def test_answers_stand_in_their_blocks() -> None:
    told = summary(weakness="no", back_pain="none", pain_nrs=8, fever=UNKNOWN)
    assert [(item.name, item.value) for item in told.answered] == [
        ("Weakness", "No"),
        ("Back pain", "None"),
    ]
    assert names(told.not_known) == ["fever"]
    assert names(told.set_aside) == ["pain_nrs"]
    assert names(told.not_asked) == ["saddle", "mri_done"]
    assert "drugs" not in [item.code for item in told.advice]


@given(
    st.dictionaries(st.sampled_from(list(FINDINGS)), st.sampled_from(["yes", "no", UNKNOWN, 3, 8]))
)
def test_every_answer_is_in_exactly_one_block(answers: dict[str, Value]) -> None:
    told = summary(*said(answers))
    blocks = (told.answered, told.not_known, told.set_aside)
    listed = [name for block in blocks for name in names(block)]
    assert sorted(listed) == sorted(answers)
    asked_again = [item for item in told.not_asked if item.finding in answers]
    assert {item.note for item in asked_again} <= {"its earlier answer is set aside"}
    assert set(names(asked_again)) <= set(names(told.set_aside))
    assert {item.finding for item in told.not_known} <= {
        key for key, value in answers.items() if value == UNKNOWN
    }


def test_contradictions_and_what_is_withheld() -> None:
    told = summary(weakness="yes", back_pain="none")
    assert [item.says for item in told.contradictions] == ["No pain and yet weak."]
    assert "Until that is resolved: Weakness counts." in text_of(outline(told))
    told = summary(back_pain="present", pain_nrs=8, fever="yes")
    (withheld,) = told.withheld
    assert (withheld.code, withheld.because) == ("drugs", ("Fever: Yes",))
    assert "Withheld because: Fever: Yes" in text_of(outline(told))


def test_citations_show_how_far_they_were_seen() -> None:
    emergency, scan, _ = FULL.advice
    tags = [citation.tag for citation in emergency.cited.sources]
    assert tags == ["SR01", "K10", "K03"]
    assert "own knowledge, not verified; Maker-funded" in emergency.cited.sources[2].provenance
    assert [(item.tag, item.says) for item in emergency.cited.references] == [
        ("[1]", "Topic overview 2025"),
        ("[3]", "reference missing in the source"),
    ]
    assert [item.tag for item in scan.cited.references] == ["[1]", "[3]", "[6]"]
    assert scan.cited.references[2].says == "reference missing in the source"
    assert [item.tag for item in scan.cited.statements] == ["S26", "T02", "S14"]
    assert scan.cited.sources[0].says == "not in the register of sources"


def test_a_reason_is_told_once_and_sources_by_their_number_in_the_appendix() -> None:
    told = summary(weakness="yes", saddle="yes", back_pain="present", pain_nrs=8, mri_done="no")
    first, second, *_ = told.advice
    twice = replace(told, advice=(first, replace(second, because=("Weakness: Yes", "New"))))
    text = text_of(outline(twice))
    assert text.count("Weakness: Yes") == 2, "as a reason and as an answer"
    assert f"{BECAUSE}: New; as for 1" in text
    assert "Sources: 1-3" in text
    assert "\n1: Emergency first (safety rule of this program) [SR01]" in text.replace("  ", " ")


def test_the_header_tells_unreviewed_from_approved() -> None:
    assert FULL.header.review == UNREVIEWED
    assert UNREVIEWED in text_of(outline(FULL))
    assert FULL.header.digest == "0123456789ab"
    content = cast("Content", FakeContent(review=all_approved()))
    told = toy_summary(content, session())
    assert told.header.review == REVIEWED
    assert "approved (Dr A. Example, radiologist, 01-Mar-2026)" in " ".join(
        text_of(outline(told)).split()
    )
    assert "UNREVIEWED" not in text_of(outline(told))


def test_a_session_of_other_content_says_so_and_keeps_its_wording() -> None:
    edition = Edition("test", "1.0.0", "f" * 64, "0.1")
    events = (
        Event(EventKind.REOPENED, NOW, edition=edition),
        answer("weakness", "a_bit", NOW, asked="Weak at all?"),
        answer("pain_nrs", 11, NOW),
        answer("gone", "yes", NOW),
        answer("fever", "no", NOW, asked="Hot?"),
    )
    told = summary(*events)
    assert "given under version 1.0.0 (ffffffffffff)" in told.header.earlier
    assert names(told.set_aside) == ["weakness", "pain_nrs", "gone"]
    assert told.set_aside[0].value == "a_bit"
    assert told.answered[0].note == "asked as: Hot?"
    assert "(asked as: Hot?)" in text_of(outline(told))


def test_decisions_proposals_and_confirmations_are_told() -> None:
    told = summary(
        Event(EventKind.PREFILLED, NOW, "mri_done", "no"),
        Event(EventKind.CONFIRMED, NOW, "fever", "no", detail="report"),
        Event(EventKind.OVERRIDDEN, NOW, recommendation="scan", detail="no scanner"),
        Event(EventKind.ACCEPTED, NOW, recommendation="gone"),
    )
    assert "OVERRIDDEN by the user; reason: no scanner" in text_of(outline(told))
    assert [(item.title, item.label) for item in told.decided] == [("gone", "ACCEPTED by the user")]
    assert "DECIDED ON, AND NOT ADVISED NOW" in text_of(outline(told))
    assert told.not_asked[-1].note == "a proposed value was not confirmed"
    assert told.answered[-1].note == "confirmed by the user, from: report"


def test_an_empty_session_has_every_block() -> None:
    told = summary()
    titles = [block.text for block in outline(told) if isinstance(block, Heading)]
    assert titles[1:2] == ["Advice"]
    assert titles[-8:] == [
        "Answered",
        "Asked, not known",
        "Not asked, and could still change the advice",
        "Set aside (not used)",
        "Scores (for display; none changes the advice)",
        "Where sources disagree",
        "What this pathway does not consider",
        "Sources cited above",
    ]
    assert text_of(outline(summary(mri_done="yes"))).count("None.") == 7


# --- plain text ------------------------------------------------------------------------------

HOSTILE = (
    "\x1b[2Jx",
    "a\r\nEMERGENCY - now",
    "\u202eabc",
    "# h",
    "1. x",
    "- x",
    "<script>alert(1)</script>",
    "[a](javascript:x)",
    "![a](http://e.vil/x)",
    "http://evil.com www.evil.com evil.com //evil.com a@evil.com",
    "`code` **b** _i_ ~~s~~ ~x~ | a | b |",
    "&lt; &amp; &#60;",
    "=====",
    "\\",
    "[^1]: x",
    "[x]: /url",
    "- [ ] task",
    "$x$",
    "\t code",
    "\ud800",
)


@pytest.mark.parametrize("label", HOSTILE)
def test_text_is_ascii_and_narrow(label: str) -> None:
    told = summary(weakness="yes", label=label)
    text = text_of(outline(told))
    assert text.isascii()
    assert re.fullmatch(r"[ -~\n]*", text)
    assert max(map(len, text.splitlines())) <= WIDTH
    assert not re.search(r" $", text, re.MULTILINE)
    assert len(re.findall(r"^EMERGENCY - now$", text, re.MULTILINE)) == 1


@given(st.text())
def test_any_text_becomes_one_line_of_ascii(text: str) -> None:
    assert re.fullmatch(r"[ -~]*", ascii_line(text))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("5 \u2264 x \u2265 2", "5 <= x >= 2"),
        ("x \u2260 y, x =\u0338 y", "x != y, x != y"),
        ("10\u00b2 and 2\u00bd", "10^2 and 2 1/2"),
        ("5 \u00b5g \u03bcg \u00b5mol", "5 mcg mcg umol"),
        ("M\u00fcller, Stra\u00dfe, \u0141", "Muller, Strasse, L"),
        ("\u226f 3", ">? 3"),
        ("\u4f60", "?"),
    ],
)
def test_signs_keep_their_meaning_in_ascii(text: str, plain: str) -> None:
    assert ascii_line(text) == plain


# --- Markdown --------------------------------------------------------------------------------

READER = MarkdownIt("gfm-like")


def shown(markdown: str) -> tuple[str, set[str]]:
    """The text that a reader of Markdown shows, and the kinds of tokens it found."""
    text, kinds = "", set()
    for token in READER.parse(markdown):
        kinds.add(token.type)
        for child in token.children or ():
            kinds.add(child.type)
            text += child.content
    return text, kinds


PLAIN_ITEM = {
    "bullet_list_open",
    "bullet_list_close",
    "list_item_open",
    "list_item_close",
    "paragraph_open",
    "paragraph_close",
    "inline",
    "text",
}


def assert_shown_as_it_is(text: str) -> None:
    """Outside text comes through a Markdown reader unchanged and does nothing."""
    expected = one_line(text, 10_000)
    seen, kinds = shown(f"- {escape(text)}\n")
    assert seen == expected
    assert kinds <= PLAIN_ITEM
    seen, kinds = shown(f"# {escape(text)}\n")
    assert seen == expected
    assert kinds <= {"heading_open", "heading_close", "inline", "text"}


@given(st.text("\\`*_{}[]()<>#+-.!|~&;:/=\"'^$@ \n\tabz019wh\u00e9", max_size=30) | st.text())
def test_markdown_shows_any_text_as_it_is(text: str) -> None:
    assert_shown_as_it_is(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_shows_hostile_text_as_it_is(text: str) -> None:
    assert_shown_as_it_is(text)


@pytest.mark.parametrize("label", HOSTILE)
def test_a_hostile_label_adds_no_heading_and_no_html(label: str) -> None:
    def structure(told: Summary) -> list[str]:
        return [token.type for token in READER.parse(markdown_of(outline(told)))]

    assert structure(summary(weakness="yes", label=label)) == structure(
        summary(weakness="yes", label="plain")
    )


def test_only_sound_addresses_become_links() -> None:
    markdown = markdown_of(outline(FULL))
    assert "<https://acr.org/x>" in markdown
    assert re.findall(r"<[^>]*>", markdown.replace(r"\<b\>\*x\*\</b\>", "")) == [
        "<https://acr.org/x>"
    ] * markdown.count("<https://acr.org/x>")


def test_text_and_markdown_say_the_same() -> None:
    text = " ".join(text_of(outline(FULL)).split()).casefold()
    for block in outline(FULL):
        assert " ".join(ascii_line(block.text).split()).casefold() in text
        assert escape(block.text) in markdown_of(outline(FULL))


# --- writing ---------------------------------------------------------------------------------


def test_an_export_is_private_and_never_overwrites(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        path = write_export(tmp_path / "a.txt", "one\n")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(ExportError, match="is there already"):
        write_export(path, "two\n")
    assert path.read_text() == "one\n"
    assert write_export(path, "two\n", replace=True) == path
    assert path.read_text() == "two\n"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("replace_it", [False, True])
@pytest.mark.parametrize("dangling", [False, True])
def test_a_planted_link_is_not_followed(tmp_path: Path, replace_it: bool, dangling: bool) -> None:
    victim = tmp_path / "victim"
    if not dangling:
        victim.write_text("precious")
    link = tmp_path / "a.txt"
    link.symlink_to(victim)
    with pytest.raises(ExportError, match=r"^Not exported"):
        write_export(link, "text", replace=replace_it)
    assert victim.exists() is not dangling
    assert dangling or victim.read_text() == "precious"


def test_nothing_is_exported_to_where_the_sessions_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept"
    (kept / "live").mkdir(parents=True)
    (tmp_path / "way").symlink_to(kept)
    monkeypatch.setenv("SPINEPATH_DATA", str(tmp_path / "way"))
    for place in (kept / "a.txt", kept / "live" / "a.txt", tmp_path / "way" / "a.txt"):
        with pytest.raises(ExportError, match="holds the sessions"):
            write_export(place, "text")
    assert [*(kept / "live").iterdir()] == []
    write_export(tmp_path / "kept.txt", "text")


@pytest.mark.parametrize("replace_it", [False, True])
def test_a_device_or_a_pipe_is_no_place_for_an_export(tmp_path: Path, replace_it: bool) -> None:
    os.mkfifo(tmp_path / "pipe")
    for place in (Path("/dev/null"), tmp_path / "pipe", tmp_path):
        with pytest.raises(ExportError, match="a link or no file"):
            write_export(place, "text", replace=replace_it)


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    with (
        patch("data.files.private_files.os.pwrite", side_effect=full),
        pytest.raises(ExportError, match=r"^Not exported: the disk is full"),
    ):
        write_export(tmp_path / "a.txt", "text")
    assert not any(tmp_path.iterdir())


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"^Not exported: No such file"):
        write_export(tmp_path / "nowhere" / "a.txt", "text")
    with pytest.raises(ExportError, match=r"^Not exported"):
        write_export(tmp_path, "text", replace=True)


# --- the shipped content ---------------------------------------------------------------------


@pytest.mark.slow
def test_every_vignette_exports_its_advice_in_order(
    content: Content, compiled: Compiled, typical: list[Answers]
) -> None:
    pathway = content.pathway
    for answers in typical:
        kept = begin(pathway, program="0.1", now=NOW, label="bed 7")
        kept = kept.after([answer(key, value, NOW) for key, value in answers.items()])
        told = summarise(compiled, content, from_document(to_document(kept)), NOW)
        active = interview(compiled, kept.answers).active
        assert tuple(item.code for item in told.advice) == decide(compiled, active).codes
        text = text_of(outline(told))
        assert text.isascii()
        assert max(map(len, text.splitlines())) <= WIDTH
        assert "not in the register" not in text
        titles = [f"{n}. {item.title}" for n, item in enumerate(told.advice, 1)]
        headings = re.findall(r"^\d+\. .*$", text, re.MULTILINE)
        assert len(headings) == len(titles)
        for heading, title in zip(headings, titles, strict=True):  # a long one goes on below
            assert title.startswith(heading)
            assert title in " ".join(text.split())
        assert "html_block" not in shown(markdown_of(outline(told)))[1]


def test_disagreement_and_limits_stand_with_every_export() -> None:
    text = text_of(outline(FULL))
    assert "Do drugs help?" in text
    assert "ACR 2018: Yes. (2, funding: Maker)" in text
    assert "K10" not in text.partition("SOURCES CITED ABOVE")[0]
    assert "Where these rules stand: They may." in text
    assert "The weather." in text


def test_strength_is_never_invented() -> None:
    assert "Strength of evidence: source states none" in text_of(outline(FULL))


def test_the_leaflet_is_plain_and_says_nothing_of_the_patient() -> None:
    leaflet = text_of(leaflet_blocks(FULL))
    assert "UNREVIEWED" not in leaflet
    assert "No specialist has approved them yet" in " ".join(leaflet.split())
    assert "In an emergency call:" in leaflet
    assert FULL.header.session in leaflet
    assert FULL.header.label not in leaflet
    assert "SR01" not in leaflet
    assert all(len(line) <= 78 and line.isascii() for line in leaflet.splitlines())


def test_the_leaflet_says_once_of_anti_inflammatory_painkillers(
    compiled: Compiled, content: Content, seed: Session
) -> None:
    leaflet = text_of(leaflet_blocks(summarise(compiled, content, seed, NOW)))
    assert leaflet.count("anti-inflammatory") == 1
    assert "convention" not in leaflet


def test_a_decision_against_it_stands_in_brief_and_apart_on_the_leaflet() -> None:
    apart = "Decided otherwise; ask your clinician why"
    declined = Event(EventKind.DECLINED, NOW, recommendation="scan", detail="no scanner")
    told = summary(declined)
    brief = text_of(outline(told)).partition("In brief")[2].partition("SOON -")[0]
    assert "Do now: Title of scan [DECLINED by the user]" in brief
    leaflet = text_of(leaflet_blocks(told))
    assert "In the coming days" not in leaflet
    assert leaflet.index(apart) < leaflet.index("- Plain.")
    accepted = Event(EventKind.ACCEPTED, NOW, recommendation="scan")
    assert apart not in text_of(leaflet_blocks(summary(declined, accepted)))


def test_a_decision_that_answers_overtook_takes_nothing_off_the_leaflet() -> None:
    declined = Event(EventKind.DECLINED, NOW, recommendation="scan", detail="no scanner")
    later = Event(EventKind.CONFIRMED, NOW, "fever", "no")
    told = summary(declined, later)
    assert "DECLINED by the user, before the latest answers; reason: no scanner" in " ".join(
        text_of(outline(told)).split()
    )
    assert "In the coming days" in text_of(leaflet_blocks(told))
