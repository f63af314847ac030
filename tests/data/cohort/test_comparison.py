"""A cohort under two contents."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

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


def test_a_table_that_is_none_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["content", "diff", str(SHIPPED), str(SHIPPED), "--cohort", str(tmp_path / "none.csv")]
    assert main(words) == 2
    assert "none.csv: cannot be read" in capsys.readouterr().err
