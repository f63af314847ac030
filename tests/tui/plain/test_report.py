"""A report on plain lines: given line by line or as a file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from data.session.report_origin import FROM_REPORT
from engine.model.answers import Bound
from tests.support.cases import spoil
from tests.support.plain_driver import hear, kept
from tui.state.workspace import Workspace

LINES = ("MRI LUMBAR SPINE", "", "Compression fracture of L1 with marrow edema.", ".")


def test_a_report_is_given_line_by_line_and_taken_word_by_word(
    workspace: Workspace, tmp_path: Path
) -> None:
    exports = (f"export text {tmp_path / 'out.txt'}", f"export json-deidentified {tmp_path / 'd'}")
    after = ("take", "take", "refuse", *exports, "quit", "quit")
    said = hear(workspace, "new", "report", *LINES, *after)
    text = " ".join(said)
    assert "A line with . alone ends it." in text
    assert ">>Compression fracture of L1<< with marrow edema." in text
    assert "Taken: 2. Refused: 1." in text
    assert kept(workspace).answers["mri_levels"] == ({"level": "L1"},)
    page = " ".join((tmp_path / "out.txt").read_text().split())
    assert f"{FROM_REPORT.capitalize()}: MRI done; Abnormal levels (MRI)" in page
    research = (tmp_path / "d").read_text()
    assert "mri_levels" in research
    assert "sha256" not in research
    assert "marrow" not in research


def test_a_report_is_named_as_a_file(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("\n".join(LINES[:-1]))
    said = hear(workspace, "new", f"report {path}", "take", "back", "quit", "quit")
    assert kept(workspace).answers == {"mri_done": "yes"}
    assert "No such file" in " ".join(hear(workspace, "new", f"report {path}x", "quit", "quit"))
    assert any("one of them" in line for line in said)


def test_a_bound_of_a_print_is_proposed_as_one(workspace: Workspace) -> None:
    lines = (
        "Sodium 140 mmol/L",
        "Potassium 4.1 mmol/L",
        "CRP <5 mg/L",
        "Creatinine 80 umol/L",
        ".",
    )
    said = hear(workspace, "new", "report", *lines, "take", "take", "quit", "quit")
    assert any("below 5 mg/L" in line for line in said)
    answers = kept(workspace).answers
    assert answers == {"creatinine_umol_l": 80, "crp": Bound(4.9, 5, below=True)}


def test_a_script_ends_at_a_text_that_is_no_report(workspace: Workspace) -> None:
    said = hear(workspace, "new", "report", "Take two eggs.", ".", "take", attended=False)
    assert "Nothing is proposed now." in " ".join(said)


def test_what_is_an_answer_already_is_not_counted_as_to_look_at(workspace: Workspace) -> None:
    more = (*LINES[:2], f"Compression fracture of L2. {LINES[2]}", ".")
    takes = ("take", "take", "take", "back")
    said = hear(workspace, "new", "report", *LINES, *takes, "report", *more, "take", "quit", "quit")
    text = " ".join(said)
    assert "3 to look at" in text
    assert "1 to look at" in text.partition("Taken: 3.")[2]


def test_words_with_a_fault_read_no_report(
    workspace: Workspace, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPINEPATH_PATHWAY", str(copy))
    spoil(copy, "reading/results.toml", "least = 3", 'least = "3"')
    said = " ".join(hear(workspace, "new", "report", "quit", "quit"))
    assert "No report is read" in said
    assert "reading/results.toml, line" in said
    shutil.rmtree(copy / "reading")
    assert "reads no reports" in " ".join(hear(workspace, "new", "report", "quit", "quit"))
