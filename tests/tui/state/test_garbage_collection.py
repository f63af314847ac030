"""The search for garbage goes on once the content is loaded, or cannot be."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from data.content.loader import ContentError
from tui.state.loaded_content import load_content


def test_garbage_is_looked_for_after_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that stays open without its content does not grow."""
    monkeypatch.setenv("SPINEPATH_PATHWAY", str(tmp_path))
    with pytest.raises(ContentError):
        load_content()
    assert gc.isenabled()
