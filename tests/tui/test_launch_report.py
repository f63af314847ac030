"""A report that is named at the start, before any session is open."""

from __future__ import annotations

from pathlib import Path

from tui.launch import report_text


def test_a_report_is_read_at_the_start_or_refused_with_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    assert report_text("") == ("", "")
    assert report_text(str(path)) == ("", "No such file or directory")
    path.write_text(" \n")
    assert report_text(str(path))[1] == "the file holds no text"
    path.write_text("X-RAY SPINE\n")
    assert report_text(str(path)) == ("X-RAY SPINE\n", "")
