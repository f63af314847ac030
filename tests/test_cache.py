"""The kept diagram: used when it fits, rebuilt when stale or damaged, never believed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from data import cache
from data.content import Content
from engine.compile import Compiled
from engine.decide import decide
from engine.interview import interview
from tests.patients import Patients


@pytest.fixture
def kept(content: Content, tmp_path: Path) -> Path:
    """A directory with a good cache."""
    directory = tmp_path / "cache"
    cache.compiled(content.pathway, directory)
    return directory


@pytest.fixture
def no_compiling(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise AssertionError("compiled although the cache is good")

    monkeypatch.setattr(cache, "compile_pathway", refuse)


def test_a_restored_diagram_decides_alike(
    content: Content, compiled: Compiled, kept: Path, no_compiling: None
) -> None:
    restored = cache.compiled(content.pathway, kept)
    for answers in islice(Patients(content.pathway, seed=21), 60):
        assert decide(restored, answers) == decide(compiled, answers)
        assert interview(restored, answers) == interview(compiled, answers)


def test_a_diagram_of_other_content_is_not_used(content: Content, kept: Path) -> None:
    before = (kept / "diagram.json").read_bytes()
    cache.compiled(replace(content.pathway, digest="0" * 64), kept)
    assert (kept / "diagram.json").read_bytes() != before


def _reseal(body: Any) -> bytes:
    text = json.dumps(body).encode()
    return hashlib.sha256(text).hexdigest().encode() + b"\n" + text


def _with(change: Callable[[Any], None]) -> Callable[[bytes], bytes]:
    def spoiled(content: bytes) -> bytes:
        body = json.loads(content.partition(b"\n")[2])
        change(body)
        return _reseal(body)

    return spoiled


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "truncated": lambda content: content[: len(content) // 2],
    "one flipped bit": lambda c: c[:5000] + bytes([c[5000] ^ 1]) + c[5001:],
    "not a diagram": lambda _: _reseal({"key": "x"}),
    "a list": lambda _: _reseal([]),
    "a child above its parent": _with(lambda body: body["children"][0].__setitem__(0, 99999)),
    "a variable out of range": _with(lambda body: body["variables"].__setitem__(0, 10_000)),
    "a missing function": _with(lambda body: body["functions"]["rules"].popitem()),
    "a node that is no number": _with(lambda b: b["functions"]["rules"].update(dxa_order="1")),
    "too few children": _with(lambda body: body["children"][5].pop()),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_cache_is_rebuilt(content: Content, kept: Path, damage: str) -> None:
    path = kept / "diagram.json"
    good = path.read_bytes()
    path.write_bytes(DAMAGES[damage](good))
    rebuilt = cache.compiled(content.pathway, kept)
    assert "complete_neuro_exam" in decide(rebuilt, {}).codes
    assert path.read_bytes() == good


def test_no_cache_is_no_error(content: Content, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a directory")
    assert decide(cache.compiled(content.pathway, blocked), {}).codes


def test_the_cache_is_private(kept: Path) -> None:
    assert kept.stat().st_mode & 0o777 == 0o700
    assert (kept / "diagram.json").stat().st_mode & 0o777 == 0o600


def test_its_place_follows_the_sessions(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SPINEPATH_DATA", str(tmp_path))
    assert cache.cache_directory() == tmp_path / "cache"
