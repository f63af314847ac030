"""CT levels beside those of film and MRI: rows of the content, and no code of the machinery."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from data.content.loader import load
from data.export.presentation import joined, presentation
from data.report_reader.reader import read
from data.session.session import begin
from data.wording.charts import site_chart
from engine.advice.decide import decide
from engine.diagram.compiler import compile_pathway
from engine.model.answers import Value
from tests.support.cases import spoil

SEEN: dict[str, Value] = {
    "xray_done": "yes",
    "xray_levels": ({"level": "T12", "genant": "2"},),
    "ct_done": "yes",
    "ct_levels": ({"level": "L1", "retropulsion": "yes"},),
}


def with_ct_levels(copy: Path) -> Path:
    """The shipped content with a question for the levels of a CT, read as those of a film."""
    findings = copy / "findings.toml"
    text = findings.read_text("utf-8")
    (film,) = re.findall(r"\[finding\.xray_levels\][\s\S]*?(?=\[finding\.xray_lytic)", text)
    ct = film.replace("xray_levels", "ct_levels").replace('"Film"', '"CT"')
    findings.write_text(text.replace(film, film + ct), "utf-8")
    spoil(copy, "forms.toml", '"xray_levels",', '"xray_levels", "ct_levels",')
    kinds = copy / "reading" / "kinds.toml"
    before, ct_kind, after = kinds.read_text("utf-8").partition("[kind.ct]")
    kinds.write_text(before + ct_kind + after.replace("xray_levels", "ct_levels", 1), "utf-8")
    return copy


def test_a_further_report_has_its_column_and_its_words(copy: Path) -> None:
    content = load(with_ct_levels(copy))
    chart = site_chart(content.pathway, content.charts, SEEN)
    assert chart
    assert [column.label for column in chart.columns] == ["Film", "CT"]
    state = begin(content.pathway, program="0.1", now=datetime(2026, 3, 2, tzinfo=UTC)).state
    advice = decide(compile_pathway(content.pathway), SEEN)
    told = presentation(content.pathway, content.summary, SEEN, advice, state)
    (said,) = [line.text for line in told.answer if line.label == "Film or CT"]
    assert said.startswith("Film T12: Genant grade 2")
    assert ". CT L1: Retropulsion" in said
    (brief,) = [joined(p) for p in told.forms["discharge"] if joined(p).startswith("Film T12")]
    assert brief == "Film T12: Genant grade 2. CT L1: Retropulsion"


def test_a_report_fills_the_levels_of_its_kind(copy: Path) -> None:
    found = read("CT LUMBAR SPINE\nCompression fracture of L3.\n", with_ct_levels(copy))
    assert {"ct_levels.L3"} == {item.name for item in found.proposals if "levels" in item.name}
    assert found.remarks == ("A deformed level of the report may have been missed here: compare.",)
