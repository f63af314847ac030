"""Driving plain lines in tests: prepared lines, and what is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from data.session.session import Session
from tests.support.scripted_answers import Patient
from tests.support.seed_patient import LAST, SEED
from tui.plain.navigation import LineRefusedError
from tui.plain.program import LineProgram
from tui.state.workspace import Workspace

_MOST = 200
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Script:
    """Ears that hear prepared lines."""

    def __init__(self, lines: Iterator[str], *, attended: bool = True) -> None:
        self._lines = lines
        self.attended = attended

    def line(self, prompt: Callable[[], None], *, many: bool = False) -> str | None:
        prompt()
        return next(self._lines, None)


def answers_on_lines(program: LineProgram, patient: Patient, *, last: str = "") -> Iterator[str]:
    """The lines that answer the questions of the interview that a program is at.

    Args:
        program: at an interview.
        patient: who answers.
        last: the question after which to stop; every question is answered where it is none.
    """
    interview = program.interview
    assert interview is not None
    for _ in range(_MOST):
        question = interview.interview_session.question
        if interview.form is None:
            return
        assert question is not None
        yield patient.move(interview.form, question).line
        if question.key == last and interview.interview_session.question != question:
            return
    raise AssertionError("the interview does not go on")


class SeedPatient(str):
    """Stands among prepared lines for those that answer as the seed patient does."""


PATIENT: Final = ("new bed 4", SeedPatient("the seed patient"))
"""A session of the seed patient, answered as far as her film."""


def hear(
    workspace: Workspace, *lines: str, exports: Path | None = None, attended: bool = True
) -> list[str]:
    """The output after these lines are typed, or written by a script that nobody attends."""
    said: list[str] = []

    def typed() -> Iterator[str]:
        for line in lines:
            if isinstance(line, SeedPatient):
                yield from answers_on_lines(program, Patient(SEED), last=LAST)
            else:
                yield line

    program = LineProgram(workspace, Script(typed(), attended=attended), said.append, exports)
    try:
        program.run()
    except LineRefusedError as error:
        said.append(str(error))
    workspace.close_sessions()
    return said


def answer_to(workspace: Workspace, lines: Iterable[str], last: str) -> list[str]:
    """The output after the last line alone, its prompt left out."""
    said: list[str] = []
    marks: list[int] = []

    def typed() -> Iterator[str]:
        yield from lines
        marks.append(len(said))
        yield last
        marks.append(len(said))

    LineProgram(workspace, Script(typed()), said.append).run()
    workspace.close_sessions()
    return said[marks[0] : marks[1] - 2]


def kept(workspace: Workspace, number: int = 0) -> Session:
    """A session as it is on disk, the newest first."""
    return workspace.worklist.store.load(list(workspace.worklist.store.sessions())[number].id)


def exported(path: Path, workspace: Workspace) -> bytes:
    """An export without the head of the chain, which no two stores have in common."""
    head = workspace.worklist.record().encode()
    assert head
    return path.read_bytes().replace(head, b"HEAD")
