"""Navigation: the stack of open pages, from the list of sessions to the current page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, Protocol

from tui.plain.base import LinePage
from tui.plain.cases import CasesLines
from tui.plain.home import HomeLines
from tui.plain.host import PageName
from tui.plain.interview import InterviewLines
from tui.plain.lists import AnswersLines, MapLines, ReviewLines
from tui.plain.plan import OthersLines, PlanLines
from tui.plain.report import ReportLines
from tui.plain.search import SearchLines
from tui.plain.settings import SettingsLines
from tui.plain.what_if import WhatIfLines
from tui.state.export_directory import export_directory
from tui.state.settings import Settings, save
from tui.state.workspace import Workspace

_PAGES: Final[Mapping[PageName, Callable[..., LinePage]]] = {
    "answers": AnswersLines,
    "cases": CasesLines,
    "interview": InterviewLines,
    "not_advised": OthersLines,
    "pathway_map": MapLines,
    "plan": PlanLines,
    "report": ReportLines,
    "review": ReviewLines,
    "search": SearchLines,
    "settings": SettingsLines,
    "what_if": WhatIfLines,
}


class LineRefusedError(Exception):
    """A script's line that was not carried out; the message is a sentence."""


class ReadsLines(Protocol):
    """A source of typed lines.

    Attributes:
        attended: whether somebody reads the prompts.
    """

    attended: bool

    def line(self, prompt: Callable[[], None], *, many: bool = False) -> str | None:
        """The next line after a prompt, or of a text; None when there is no more."""


class Navigation:
    """The stack of open pages.

    Attributes:
        workspace: the sessions, the content and the clock.
        exports: where exports are proposed to go.
        attended: whether somebody reads what is said.
        report: name of a file to read into the first session that is opened.
        pages: the open ones, the list of sessions first.
    """

    def __init__(
        self,
        workspace: Workspace,
        line_input: ReadsLines,
        say: Callable[[str], None],
        exports: Path,
    ) -> None:
        """Begin without a page."""
        self.workspace = workspace
        self.exports = exports
        self.pages: list[LinePage] = []
        self.attended = line_input.attended
        self.report = ""
        self._line_input = line_input
        self._read = 0
        self._say = say

    def run(self) -> bool:
        """Run from the list of sessions until the user quits; false if the lines end first.

        Raises:
            LineRefusedError: at the first line of a script that is not carried out.
        """
        self._open(HomeLines(self))
        while self.pages:
            page = self.pages[-1]
            line = self._line_input.line(page.prompt, many=page.takes_text)
            self._read += line is not None
            if not self.attended and page.leaves_open(line):
                self.refuse("The line before it asked for a yes or a keep, and got none.")
            if line is None:
                return False
            self.pages[-1].take(line)
        return True

    def say(self, line: str) -> None:
        """Say one line."""
        self._say(line)

    def refuse(self, why: str) -> None:
        """Say why a line is not carried out.

        Raises:
            LineRefusedError: where a script wrote it, as its next line was meant for another page.
        """
        self.say(why)
        if not self.attended:
            raise LineRefusedError(f"Line {self._read} was not carried out, and ended the script.")

    def show(self, name: PageName, *about: object, instead: bool = False) -> None:
        """Open a page, over this one or in its place."""
        if instead:
            self.pages.pop()
        self._open(_PAGES[name](self, *about))

    def close(self) -> None:
        """Go back to the page before."""
        self.pages.pop()
        if self.pages:
            self.pages[-1].resumed()

    def home(self) -> None:
        """Go back to the first page."""
        del self.pages[1:]
        self.pages[0].resumed()

    def set_settings(self, settings: Settings) -> str:
        """Save settings and go on with them; return why they are not saved, or nothing."""
        if settings.export_directory != self.workspace.settings.export_directory:
            self.exports = export_directory(settings.export_directory)
        self.workspace.settings = settings
        return save(settings)

    def open_session(self, session_id: str) -> None:
        """Open a session in place of the open page, unless that page has unsaved entries."""
        session = self.workspace.interview_session
        if session is not None and session.fault and not session.read_only:
            self.refuse(f"{session.fault} quit leaves this session first.")
            return
        if session is not None:
            session.save_draft()
        del self.pages[1:]
        self.pages[0].chosen(session_id)

    def to_questions(self) -> None:
        """Go back to the questions of the session that is open."""
        while not isinstance(self.pages[-1], InterviewLines):
            self.pages.pop()
        self.pages[-1].resumed()

    def end(self) -> None:
        """Quit."""
        self.pages.clear()

    def _open(self, page: LinePage) -> None:
        self.pages.append(page)
        page.opened()
        if isinstance(page, InterviewLines) and self.report:
            name, self.report = self.report, ""
            self.show("report", page.interview_session, name)
