"""Random keys at three sizes; many more of them: `python -m tests.monkey`."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.content import Content
from engine.compile import Compiled
from tests.monkey import SIZES, play
from tests.pilot import Bench, bench  # noqa: F401
from tui.loaded import Loaded


async def _play(
    content: Content,
    compiled: Compiled,
    directory: Path,
    size: tuple[int, int],
    keys: int,
    seed: int,
) -> None:
    await play(Loaded(content, compiled), directory / "store", size, keys, seed)


async def test_some_random_keys_lose_nothing(
    content: Content, compiled: Compiled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PWD", str(tmp_path))
    await _play(content, compiled, tmp_path, (80, 24), 300, 1)


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
    await _play(content, compiled, tmp_path, size, 4000, 7)
