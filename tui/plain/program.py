"""The program on plain lines: on standard input and output, from the list of sessions on."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Final

from tui.plain.interview import InterviewLines
from tui.plain.line_input import LineInput
from tui.plain.navigation import LineRefusedError, Navigation, ReadsLines
from tui.rows.printed import print_last, printed_lines
from tui.state.export_directory import export_directory
from tui.state.loaded_content import Load, load_content
from tui.state.settings import Settings
from tui.state.workspace import Workspace
from tui.terminal import crash_report
from tui.terminal.streams import OutputGoneError, give_up_output
from tui.terminal.terminal import ending_signals
from tui.views.page_texts import ASK_READER

REFUSED: Final = 2
"""Exit status of a script with a line that was not carried out."""

_DEFAULTS: Final = Settings()


class LineProgram:
    """The walk from the list of sessions until the user quits or the lines end."""

    def __init__(
        self,
        workspace: Workspace,
        line_input: ReadsLines,
        say: Callable[[str], None],
        exports: Path | None = None,
        report: str = "",
        faults: str = "",
    ) -> None:
        """Prepare; the content is loaded already."""
        self._navigation = Navigation(workspace, line_input, say, exports or Path.cwd())
        self._navigation.report = report
        self._workspace = workspace
        self._faults = faults

    @property
    def interview(self) -> InterviewLines | None:
        """The interview that the user is in."""
        pages = self._navigation.pages
        return next((page for page in pages if isinstance(page, InterviewLines)), None)

    def run(self) -> None:
        """Go on until the user quits or there are no more lines."""
        say = self._navigation.say
        if self._faults:
            say(self._faults)
        say("Spinepath, on plain lines. help says what may be typed.")
        quit_ = self._navigation.run()
        saved = self._workspace.saved
        saved.settle()
        if not quit_:
            say("")
            say(f"No more lines to read. {saved.sentence}")
        elif saved.warning:
            say(saved.warning)


def run(
    directory: Path | None = None,
    *,
    load: Load = load_content,
    training: bool = False,
    faults: str = "",
    passphrase: Callable[[], str] | None = None,
    taken: Settings = _DEFAULTS,
    report: str = "",
    emergency: str = "",
    focus: str = "",
) -> int:
    """Run on standard input and output; both may be files.

    Args:
        directory: where the sessions are kept; None for the user's own place.
        load: what reads the content.
        training: whether this is practice, with sessions of its own.
        faults: what is wrong with the settings.
        passphrase: of the sessions, where they have one.
        taken: what the user has set.
        report: name of a file to read into the first session that is opened.
        focus: what interviews are about; empty for the whole pathway.
        emergency: the reason for which the PIN was not asked for; empty where there is none.

    Returns:
        The exit status: 0 saved, 1 not saved or failed, 2 a refused line, 70 a fault, 128 + signal.
    """
    workspace = _workspace(directory, passphrase, taken, training=training, focus=focus)
    workspace.opened_by_emergency(emergency)
    line_input = _line_input(taken)
    if not _loaded(workspace, load):
        return 1
    exports = export_directory(taken.export_directory)
    if line_input.attended and not taken.reader:
        faults = f"{faults} {ASK_READER}".strip()
    program = LineProgram(workspace, line_input, _say, exports, report, faults)
    status = _ended(workspace, *_outcome(program.run, directory))
    line_input.end_login()
    return status


def _loaded(workspace: Workspace, load: Load) -> bool:
    """Read the content; say why where that fails, and return whether it is there."""
    try:
        workspace.loaded = load()
    except ValueError as error:
        print(f"spinepath: {crash_report.sentence(error)}", file=sys.stderr)
    return workspace.loaded is not None


def _line_input(taken: Settings) -> LineInput:
    """Standard input, and its signals; its end is that of the login where the lock is set so."""
    for number in ending_signals():
        signal.signal(number, _gone)
    idle = taken.lock_minutes * 60.0 if taken.lock == "end" else None
    return LineInput(sys.stdin.fileno(), _say, idle)


def _workspace(
    directory: Path | None,
    passphrase: Callable[[], str] | None,
    taken: Settings,
    *,
    training: bool,
    focus: str,
) -> Workspace:
    workspace = Workspace(directory, lambda: datetime.now(UTC))
    workspace.focus = focus
    workspace.settings = taken
    workspace.asks_author = not taken.author
    workspace.worklist.passphrase = passphrase
    workspace.train(training=training)
    return workspace


def _outcome(walk: Callable[[], None], directory: Path | None) -> tuple[str, int]:
    """The words for the end of the walk, none where the user ended it, and the exit status."""
    try:
        walk()
    except OutputGoneError as error:
        give_up_output()
        return str(error), 1
    except LineRefusedError as error:
        return str(error), REFUSED
    except SystemExit as end:
        return "A signal ended it.", int(end.code or 0)
    except Exception as error:  # its message and traceback may hold answers
        number = crash_report.record(error, directory)
        return crash_report.message(number), crash_report.STATUS
    return "", 0


def _ended(workspace: Workspace, said: str, status: int) -> int:
    """Release the sessions, and say what ended it and what is saved."""
    with contextlib.suppress(Exception):  # what is not saved then is counted and said
        workspace.close_sessions()
    if said:
        print_last(said, workspace.saved.sentence)
    return workspace.saved.status(status)


def _say(line: str) -> None:
    for part in printed_lines(line):
        print(part, flush=True)


def _gone(number: int, _: FrameType | None) -> None:
    """End at once, and by this signal alone; the last sentence says what is saved."""
    for other in ending_signals():
        signal.signal(other, signal.SIG_IGN)
    raise SystemExit(128 + number)
