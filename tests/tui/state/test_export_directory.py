"""The folder where exports are proposed to go."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.state.export_directory import directory_words, export_directory


def test_exports_are_proposed_where_they_do_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, data = tmp_path / "home", tmp_path / "data"
    for folder in (home, data / "deep"):
        folder.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("SPINEPATH_DATA", str(data))
    for start, proposed in (
        (tmp_path, tmp_path),
        (data, home),
        (data / "deep", home),
        (tmp_path / "gone", home),
    ):
        monkeypatch.setenv("PWD", str(start))
        assert export_directory("") == proposed
        assert export_directory("/of/the/settings") == Path("/of/the/settings")
    assert directory_words("", home).startswith("your home")
    assert directory_words("", tmp_path).startswith("the folder in which the program was started")
    assert directory_words("/of/the/settings", home) == "the folder of your settings"
