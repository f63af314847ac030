"""A cohort under two contents."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from data.cohort.comparison import Comparison
from data.content.loader import SHIPPED
from tests.support.cases import spoil
from tui.cli.main import main


@pytest.mark.slow
def test_whose_advice_changes_is_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "patients.csv"
    table.write_text("id,age_years,back_pain\na,17,present\nb,18,present\nc,30,present\nd,999,\n")
    new = tmp_path / "new"
    shutil.copytree(SHIPPED, new)
    spoil(
        new,
        "thresholds.toml",
        "[threshold.adult_from]\nvalue = 18",
        "[threshold.adult_from]\nvalue = 19",
    )
    assert main(["content", "diff", str(SHIPPED), str(new), "--cohort", str(table)]) == 0
    out = capsys.readouterr().out
    assert "3 patients; the advice of 1 changes (33.3%)" in out
    assert "1 more have a fault" in out
    assert "such as b" in out


def row(*codes: str, number: int = 1, name: str | None = None, step: str = "a") -> dict[str, Any]:
    """The result of one patient."""
    parts = {"codes": list(codes), "urgency": "soon", "next_step": step, "faults": None}
    return {"row": number, "id": name, **parts}


def test_each_way_to_change_has_its_count_and_an_example() -> None:
    found = Comparison(unread=("ward",))
    found.add(row("a", "b"), row("a", "b"))
    found.add(row("a", "b", name="x"), row("a", "c", name="x"))
    found.add(row("a", "b", number=3), row("b", "a", number=3, step="b"))
    assert [*found.lines()] == [
        "3 patients; the advice of 2 changes (66.7%)",
        "          1 gain c, such as x",
        "          1 lose b, such as x",
        "          1 have the same advice with another urgency, order or next step, such as row 3",
        "Not read, as no such findings: ward",
    ]
    assert found.document() == {
        "patients": 3,
        "changed": 2,
        "uncomparable": 0,
        "gained": {"c": {"patients": 1, "example": "x"}},
        "lost": {"b": {"patients": 1, "example": "x"}},
        "otherwise": {"patients": 1, "example": "row 3"},
        "unread": ["ward"],
    }


@pytest.mark.slow
def test_the_comparison_is_json_where_that_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "patients.csv"
    table.write_text("id,age_years,ward\na,17,4\n")
    shipped = str(SHIPPED)
    words = ["content", "diff", shipped, shipped, "--format", "json", "--cohort", str(table)]
    assert main(words) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["patients"], found["changed"], found["unread"]) == (1, 0, ["ward"])


def test_a_table_that_is_none_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["content", "diff", str(SHIPPED), str(SHIPPED), "--cohort", str(tmp_path / "none.csv")]
    assert main(words) == 2
    assert "none.csv: cannot be read" in capsys.readouterr().err
