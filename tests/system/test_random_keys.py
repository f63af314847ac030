"""Random keys at three sizes; many more of them: `python -m tests.tools.random_keys`."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.content.loader import Content
from engine.diagram.compiler import Compiled
from tests.support.effort import sample
from tests.tools.random_keys import SIZES, play
from tui.state.loaded_content import LoadedContent


async def _play(
    content: Content,
    compiled: Compiled,
    directory: Path,
    size: tuple[int, int],
    keys: int,
    seed: int,
) -> None:
    await play(LoadedContent(content, compiled), directory / "store", size, keys, seed)


async def test_some_random_keys_lose_nothing(
    content: Content, compiled: Compiled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PWD", str(tmp_path))
    await _play(content, compiled, tmp_path, (80, 24), 100, 1)


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_many_random_keys_lose_nothing(
    content: Content,
    compiled: Compiled,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
) -> None:
    monkeypatch.setenv("PWD", str(tmp_path))
    await _play(content, compiled, tmp_path, size, sample(4000, 800), 7)
