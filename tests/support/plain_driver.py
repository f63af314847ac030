"""Driving plain lines in tests: prepared lines, and what is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.content.loader import Content
from data.session.session import Session
from engine.diagram.compiler import Compiled
from tui.plain.program import LineProgram
from tui.state.loaded_content import Loaded
from tui.state.workspace import Desk

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Script:
    """Ears that hear prepared lines."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines

    def line(self, prompt: Callable[[], None]) -> str | None:
        prompt()
        return next(self._lines, None)


@pytest.fixture
def desk(content: Content, compiled: Compiled, tmp_path: Path) -> Desk:
    """A desk at noon, with the shipped content and an empty store."""
    desk = Desk(tmp_path / "lines", lambda: NOON, "0.1.0")
    desk.loaded = Loaded(content, compiled)
    return desk


def hear(desk: Desk, *lines: str, exports: Path | None = None) -> list[str]:
    """What is said when these lines are typed."""
    said: list[str] = []
    LineProgram(desk, Script(iter(lines)), said.append, exports).run()
    desk.put_away()
    return said


def answer_to(desk: Desk, lines: Iterable[str], last: str) -> list[str]:
    """What is said to the last line alone, its prompt left out."""
    said: list[str] = []
    marks: list[int] = []

    def typed() -> Iterator[str]:
        yield from lines
        marks.append(len(said))
        yield last
        marks.append(len(said))

    LineProgram(desk, Script(typed()), said.append).run()
    desk.put_away()
    return said[marks[0] : marks[1] - 2]


def kept(desk: Desk, number: int = 0) -> Session:
    """A session as it is on disk, the newest first."""
    return desk.shelf.store.load(list(desk.shelf.store.sessions())[number].id)


def exported(path: Path, desk: Desk) -> bytes:
    """An export without the head of the chain, which no two stores have in common."""
    head = desk.shelf.record().encode()
    assert head
    return path.read_bytes().replace(head, b"HEAD")
