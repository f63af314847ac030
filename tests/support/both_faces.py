"""A case answered on the screens and on plain lines, and what either face exports."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from pathlib import Path
from typing import Final

from textual import events
from textual.pilot import Pilot

from data.export.formats import FORMATS as ALL_FORMATS
from tests.support.plain_driver import exported
from tests.support.screen_driver import handled, press, settled
from tests.support.scripted_answers import Patient
from tests.support.seed_patient import LAST, SEED
from tui.screens.export import ExportScreen
from tui.screens.interview import InterviewScreen
from tui.state.workspace import Workspace
from tui.widgets.rows import RowsView


def read_whole(rows: RowsView) -> None:
    """Page to the end of a question: none of a list counts as absent before it was seen."""
    while not rows.seen_whole and rows.scroll_page(1):
        pass


FORMATS: Final = [name for name, form in ALL_FORMATS.items() if form.printable]
"""The formats that need no extra; in the others the head of the store cannot be masked."""


async def answer_on_screens(
    pilot: Pilot[int], patient: Patient, *, last: str = ""
) -> InterviewScreen:
    """Answer the questions of the interview on the screen, in its order.

    Args:
        pilot: of the app.
        patient: who answers.
        last: the question after which to stop; every question is answered where it is none.
    """
    shown = pilot.app.screen
    assert isinstance(shown, InterviewScreen)
    while (question := shown.interview_session.question) is not None:
        assert shown._form is not None
        if not shown._timing.is_ready(inf):
            await handled(pilot)  # which paints the question
        read_whole(shown.rows("#question"))
        for key in patient.move(shown._form, question).keys:
            if not shown.take(events.Key(key, key if len(key) == 1 else None)):
                assert key == "u"
                shown.action_not_known()
        if question.key == last:
            break
    await settled(pilot)
    return shown


async def begin_seed(pilot: Pilot[int], label: str = "") -> None:
    """A new session of the seed patient, answered as far as its film."""
    await press(pilot, f"n {label} enter")
    await answer_on_screens(pilot, Patient(SEED), last=LAST)


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


def export_lines(directory: Path) -> Iterator[str]:
    """The lines that export a session in every format."""
    yield from (f"export {name} {directory / name}" for name in FORMATS)


def exports_of_lines(workspace: Workspace, directory: Path) -> dict[str, bytes]:
    """The exports that those lines have written, by format."""
    return {name: exported(directory / name, workspace) for name in FORMATS}
