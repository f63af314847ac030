"""The lexicon proposes legal values of the content only, and mends no right word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from data.content.loader import SHIPPED, Content
from data.report_reader.lexicon import load
from engine.model.findings import Finding
from engine.model.kinds import Kind
from tests.support.cases import spoil
from tui.cli.main import main


def test_every_value_that_a_rule_gives_is_legal(content: Content) -> None:
    lexicon, findings = load(SHIPPED), content.pathway.findings
    files = lexicon.files
    for rule in files.phrases.key:
        given = [rule.stated, rule.denied, rule.qualified, *rule.degrees.values()]
        given += [rule.sites.one, rule.sites.several] if rule.sites else []
        values = {value for value in given if value is not None}
        assert rule.why, rule.id
        given_in = [kind for kind in files.kinds.kind if lexicon.finding(rule, kind)]
        assert given_in, rule.id
        for kind in given_in:
            of = findings[lexicon.finding(rule, kind)]
            if rule.part:
                of = next(field for field in of.fields if field.key == rule.part[kind])
            elif of.kind is Kind.LEVELS:
                assert values == {"yes"}
                continue
            assert legal(of, values), rule.id
    for document in files.kinds.kind.values():
        if done := document.done:
            assert legal(findings[done.finding], {done.value})
    assert set(files.sites.names) <= set(findings["xray_levels"].sites.names)


def legal(of: Finding, values: set[str]) -> bool:
    return not values if of.kind.numeric else values <= of.options.keys()


def test_no_rule_clears_an_emergency_or_a_red_flag(content: Content) -> None:
    flags = {
        item.finding: item.absent
        for checklist in content.pathway.checklists.values()
        for item in checklist.items
    }
    for rule in load(SHIPPED).files.phrases.key:
        for key in rule.finding.values():
            given = {rule.stated, rule.denied, rule.qualified}
            assert flags.get(key, "none of these") not in given


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("vetrebal", "vertebral"),
        ("osteoprotic", "osteoporotic"),
        ("stensois", "stenosis"),
        ("secandary", "secondary"),
        ("spodylolisthesis", "spondylolisthesis"),
        ("fractrue", "fracture"),
        *((word, word) for word in ("features", "deceleration", "osteogenic", "listless")),
        *((word, word) for word in ("weighing", "spondylolysis", "inadequate", "regenerative")),
        *((word, word) for word in ("impression", "depression", "decompression", "structures")),
        *((word, word) for word in ("fraction", "factures", "stature", "propulsion", "cervical")),
    ],
)
def test_a_misspelt_word_is_mended_and_a_right_word_stays(written: str, meant: str) -> None:
    assert load(SHIPPED).spelling.mended(written) == meant


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("scope", "[phrases.scope_or]", "[phrases.scope_or", "scope.toml: "),
        (
            "phrases",
            'form     = "site"',
            'form     = "sight"',
            "[key[0].form]: not legal; legal: site",
        ),
        (
            "phrases",
            'why       = "The sign by its name."',
            'wy = "It."',
            "[key[12].wy]: no such key",
        ),
        ("layout", "letter    = 2", "letter    = 0", "[refuse.letter]: not legal; legal: a whole"),
        ("synonyms", "[class]", "[klass]", "synonyms.toml [class]: is missing"),
        ("phrases", "@fracture line", "@fractur line", "no class @fractur; did you mean fracture"),
        (
            "columns",
            "forearm|radius",
            "forearm|(radius",
            "[places.forearm]: not legal; legal: a reg",
        ),
    ],
)
def test_a_fault_in_a_word_list_is_named_with_file_line_and_what_is_legal(
    file: str,
    old: str,
    new: str,
    fault: str,
    copy: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = (copy / "reading" / f"{file}.toml").read_text()
    line = text[: text.index(old)].count("\n") + 1
    spoil(copy, f"reading/{file}.toml", old, new)
    report = tmp_path / "report.txt"
    report.write_text("X-RAY LUMBAR SPINE\nFracture of L1.\n")
    monkeypatch.setenv("SPINEPATH_PATHWAY", str(copy))
    assert main(["read", str(report)]) == 2
    said = capsys.readouterr().err
    assert f"reading/{file}.toml" in said
    assert fault in said
    assert file == "words" or re.search(rf"line {line}\b", said)


def test_a_pathway_without_word_lists_reads_no_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SPINEPATH_PATHWAY", str(tmp_path))
    assert main(["read", str(tmp_path)]) == 2
    assert "reading/: is missing" in capsys.readouterr().err


def test_the_examination_of_an_installation_names_a_fault_in_a_word_list(
    copy: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    spoil(copy, "reading/results.toml", "least = 3", 'least = "3"')
    monkeypatch.setenv("SPINEPATH_PATHWAY", str(copy))
    monkeypatch.setenv("SPINEPATH_DATA", str(tmp_path / "sessions"))
    assert main(["doctor"]) == 1
    said = capsys.readouterr()
    assert "reading/results.toml" in said.out + said.err
