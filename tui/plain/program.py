"""The program on plain lines: on standard input and output, from the list of sessions on."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Final

from data.files.data_directory import expanded_path
from tui.plain.interview import InterviewLines
from tui.plain.line_input import LineInput
from tui.plain.navigation import Navigation, ReadsLines
from tui.rows.row import wrapped
from tui.state.loaded_content import Load, load_content
from tui.state.workspace import Workspace
from tui.terminal import crash_report
from tui.terminal.output_text import clean

WIDTH: Final = 80
"""Columns at most; fewer where the terminal has fewer."""

_LEAST: Final = 20
"""Columns at least, whatever the terminal says of itself."""


class LineProgram:
    """The walk from the list of sessions until the user quits or the lines end."""

    def __init__(
        self,
        workspace: Workspace,
        line_input: ReadsLines,
        say: Callable[[str], None],
        exports: Path | None = None,
    ) -> None:
        """Prepare; the content is loaded already."""
        self._navigation = Navigation(workspace, line_input, say, exports or Path.cwd())

    @property
    def interview(self) -> InterviewLines | None:
        """The interview that the user is in."""
        pages = self._navigation.pages
        return next((page for page in pages if isinstance(page, InterviewLines)), None)

    def run(self) -> None:
        """Go on until the user quits or there are no more lines."""
        say = self._navigation.say
        say("Spinepath, on plain lines. help says what may be typed.")
        if not self._navigation.run():
            say("")
            say("No more lines to read. Every answer that was given is saved.")


def run(
    directory: Path | None = None,
    *,
    load: Load = load_content,
    training: bool = False,
    faults: str = "",
    passphrase: Callable[[], str] | None = None,
    export_directory: str = "",
) -> int:
    """Run on standard input and output; both may be files.

    Args:
        directory: where the sessions are kept; None for the user's own place.
        load: what reads the content.
        training: whether this is practice, with sessions of its own.
        faults: what is wrong with the settings.
        passphrase: of the sessions, where they have one.
        export_directory: where exports are proposed to go; empty for where the program starts.

    Returns:
        The exit status: 0 when the user quits or the lines end, 1 when the content is unusable.
    """
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _gone)
    workspace = Workspace(directory, lambda: datetime.now(UTC))
    workspace.session_list.passphrase = passphrase
    workspace.train(training=training)
    try:
        workspace.loaded = load()
    except ValueError as error:
        print(f"spinepath: {crash_report.sentence(error)}", file=sys.stderr)
        return 1
    if faults:
        _say(faults)
    exports = expanded_path(export_directory or os.environ.get("PWD", ""))
    try:
        LineProgram(workspace, LineInput(sys.stdin.fileno(), _say), _say, exports).run()
    finally:
        workspace.close_sessions()
    return 0


def printed_lines(line: str, columns: int) -> list[str]:
    """A line as it is printed: clean, and broken between words where it is too wide."""
    width = max(_LEAST, min(WIDTH, columns))
    return [part.rstrip() for part in wrapped(clean(line), width, 2)]


def _say(line: str) -> None:
    for part in printed_lines(line, shutil.get_terminal_size((WIDTH, 24)).columns):
        print(part, flush=True)


def _gone(number: int, _: FrameType | None) -> None:
    """End at once: every answer was durable before the next question was read out."""
    raise SystemExit(128 + number)
