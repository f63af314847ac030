"""A case answered on the screens and on plain lines, and what either face exports."""

from __future__ import annotations

from collections.abc import Container, Iterator
from pathlib import Path

from textual import events
from textual.pilot import Pilot

from data.export.formats import FORMATS
from tests.support.plain_driver import exported
from tests.support.screen_driver import press, settled
from tests.support.scripted_answers import Patient
from tests.support.seed_patient import SEED
from tui.plain.program import LineProgram
from tui.screens.export import ExportScreen
from tui.screens.interview import InterviewScreen
from tui.state.workspace import Workspace

_MOST = 200


async def answer_on_screens(
    pilot: Pilot[int], patient: Patient, *, only: Container[str] | None = None
) -> InterviewScreen:
    """Answer the questions of the interview on the screen, in its order.

    Args:
        pilot: of the app.
        patient: who answers.
        only: the questions to answer; the first of any other ends it. None for every question.
    """
    shown = pilot.app.screen
    assert isinstance(shown, InterviewScreen)
    while (question := shown.interview_session.question) is not None:
        if only is not None and question.key not in only:
            break
        assert shown._form is not None
        for key in patient.move(shown._form, question).keys:
            if not shown.take(events.Key(key, key if len(key) == 1 else None)):
                assert key == "u"
                shown.action_not_known()
    await settled(pilot)
    return shown


async def begin_seed(pilot: Pilot[int], label: str = "") -> None:
    """A new session of the seed patient, at the first question that it does not answer."""
    await press(pilot, f"n {label} enter")
    await answer_on_screens(pilot, Patient(SEED), only=SEED)


async def export_from_screens(
    pilot: Pilot[int], shown: InterviewScreen, workspace: Workspace, directory: Path
) -> dict[str, bytes]:
    """The session of an interview in every format, by name."""
    export = ExportScreen(shown.interview_session)
    await pilot.app.push_screen(export)
    await settled(pilot)
    exports = {}
    for name in FORMATS:
        export._form = name
        export._write(directory / name, replace=False)
        exports[name] = exported(directory / name, workspace)
    return exports


def answers_on_lines(program: LineProgram, patient: Patient) -> Iterator[str]:
    """The lines that answer every question of the interview that a program is at."""
    interview = program.interview
    assert interview is not None
    for _ in range(_MOST):
        question = interview.interview_session.question
        if interview.form is None:
            return
        assert question is not None
        yield patient.move(interview.form, question).line
    raise AssertionError("the interview does not go on")


def export_lines(directory: Path) -> Iterator[str]:
    """The lines that export a session in every format."""
    yield from (f"export {name} {directory / name}" for name in FORMATS)


def exports_of_lines(workspace: Workspace, directory: Path) -> dict[str, bytes]:
    """What those lines have written, by format."""
    return {name: exported(directory / name, workspace) for name in FORMATS}
