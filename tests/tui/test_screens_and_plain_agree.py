"""An episode on both faces: decisions, a what if that is adopted, a follow-up, the exports."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from data.session.session import Session
from engine.advice.recommended import Recommended
from engine.diagram.compiler import Compiled
from tests.support.both_faces import (
    answer_on_screens,
    export_from_screens,
    export_lines,
    exports_of_lines,
)
from tests.support.cases import CASES, answers_of
from tests.support.effort import slow_but
from tests.support.plain_driver import NOON, Script, answers_on_lines
from tests.support.screen_driver import Bench, press
from tests.support.scripted_answers import Patient
from tui.plain.program import LineProgram
from tui.screens.plan import PlanScreen
from tui.state.interview_session import InterviewSession
from tui.state.workspace import Workspace
from tui.views.plan import plan_entries

VIGNETTES = [number for number in CASES if number.startswith("V")]
MADE_UP = "n o space b e d"
DECISIONS = (("a", "accept", ""), ("d", "decline", "no bed"), ("o", "override", "no bed"))


def numbers(workspace: Workspace, interview_session: InterviewSession) -> list[int]:
    """The places on the plan of the first three recommendations, from 1."""
    pieces = [
        piece
        for piece, _ in chain(*plan_entries(workspace, interview_session))
        if piece is not None
    ]
    found = [n for n, piece in enumerate(pieces, 1) if isinstance(piece, Recommended)]
    return found[: len(DECISIONS)]


def same_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the sessions of this face be aaaaaaaa and bbbbbbbb."""
    letters = (letter for a in "abcdefgh" for letter in a * 8)
    monkeypatch.setattr("data.session.session.secrets.choice", lambda _: next(letters))


async def on_screens(
    bench: Bench,
    patients: list[Patient],
    directory: Path,
) -> tuple[list[Session], dict[str, bytes]]:
    """Both sessions, and the exports of the second."""
    app = bench.app()
    app.workspace.clock = lambda: NOON
    async with bench.running(app) as pilot:
        await press(pilot, "n enter")
        first = (await answer_on_screens(pilot, patients[0])).interview_session
        assert isinstance(pilot.app.screen, PlanScreen)
        places = numbers(app.workspace, first)
        for place, (key, _, reason) in zip(places, DECISIONS, strict=False):
            down = " down" * (place - 1)
            await press(pilot, f"home{down} {key} {MADE_UP if reason else ''} enter")
        await press(pilot, "t home enter 1 enter a enter f f")
        await press(pilot, "f y")
        shown = await answer_on_screens(pilot, patients[1])
        exports = await export_from_screens(pilot, shown, app.workspace, directory)
        return [first.session, shown.interview_session.session], exports


def on_lines(
    workspace: Workspace, patients: list[Patient], directory: Path
) -> tuple[list[Session], dict[str, bytes], list[str]]:
    """The same, and what was said."""
    said: list[str] = []

    def typed() -> Iterator[str]:
        yield "new"
        yield from answers_on_lines(program, patients[0])
        assert program.interview is not None
        places = numbers(workspace, program.interview.interview_session)
        for place, (_, word, reason) in zip(places, DECISIONS, strict=False):
            yield f"{word} {place} {reason}"
        yield from ("try", "1", "1 keep", "adopt", "y", "finish", "finish", "follow 1", "y")
        yield from answers_on_lines(program, patients[1])
        yield from export_lines(directory)

    program = LineProgram(workspace, Script(typed()), said.append)
    program.run()
    exports = exports_of_lines(workspace, directory)
    workspace.close_sessions()
    sessions = [workspace.worklist.store.load(name * 8) for name in "ab"]
    return sessions, exports, said


async def compare(
    bench: Bench,
    workspace: Workspace,
    compiled: Compiled,
    directory: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: str,
) -> None:
    answers = answers_of(compiled, CASES[number])
    for face in ("shown", "told"):
        (directory / face).mkdir()
    same_ids(monkeypatch)
    patients = [Patient(answers), Patient(answers)]
    seen, shown = await on_screens(bench, patients, directory / "shown")
    same_ids(monkeypatch)
    patients = [Patient(answers), Patient(answers)]
    heard, told, said = on_lines(workspace, patients, directory / "told")
    assert told == shown
    assert b"SINCE THE LAST SESSION" in told["text"]
    assert b"DECLINED, before the latest answers; reason: no bed" in b" ".join(told["text"].split())
    for one, other in zip(heard, seen, strict=True):
        kept = other.events if one.finished else other.events + one.events[len(other.events) :]
        assert one.events == kept
    assert not [line for line in said if not line.isprintable()]


@pytest.mark.parametrize("number", slow_but([], VIGNETTES, every=6))
async def test_an_episode_is_the_same_on_both_faces(
    bench: Bench,
    workspace: Workspace,
    compiled: Compiled,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: str,
) -> None:
    await compare(bench, workspace, compiled, tmp_path, monkeypatch, number)
