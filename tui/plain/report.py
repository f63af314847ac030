"""A report read into the session on plain lines: typed, piped or from a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from data.report_reader.reader import LARGEST_TEXT
from data.report_reader.text_files import read_text
from data.text.os_errors import reason_of
from tui.plain.commands import commands
from tui.plain.host import Host
from tui.plain.session_base import SessionLines
from tui.state.interview_session import InterviewSession
from tui.state.report import ReportIntake, fault_of_words
from tui.views.report import last_rows, proposal_rows, text_rows

END: Final = "."
"""The line that ends a text which is typed or piped."""


class ReportLines(SessionLines):
    """The lines of the text up to its end, then one proposal after the other."""

    words = commands("report", "take refuse whole back help")

    def __init__(self, host: Host, interview_session: InterviewSession, name: str = "") -> None:
        """Read a named file, or the lines that follow."""
        super().__init__(host, interview_session)
        self._name = name
        self._lines: list[str] | None = None if name else []
        self.takes_text = not name
        self._text = ""
        self._intake: ReportIntake | None = None

    def opened(self) -> None:
        """Read the file, or say how the text is given."""
        self.head("Report")
        if fault := fault_of_words():
            self.host.close()
            self.refuse(fault)
            return
        if self._lines is not None:
            self.say(f"Give the report line by line. A line with {END} alone ends it.")
            return
        try:
            self.read(read_text(Path(self._name)))
        except OSError as error:
            self.host.close()
            self.refuse(f"Nothing was read: {reason_of(error)}.")

    def prompt(self) -> None:
        """Say what may be typed, but between the lines of a text."""
        if self._lines is None:
            super().prompt()

    def legal(self) -> str:
        """The line that the page waits for."""
        kinds = self._intake.reading.kinds if self._intake else ()
        return f"the kind of the report: {', '.join(kinds)}" if kinds else ""

    def take(self, line: str) -> None:
        """Take a line of the text as it stands, or a word."""
        if self._lines is None:
            super().take(line)
        elif line.strip() == END:
            lines, self._lines = self._lines, None
            self.takes_text = False
            self.read("\n".join(lines))
        elif sum(map(len, self._lines)) + len(line) > LARGEST_TEXT:
            self.host.close()
            self.refuse("The text is longer than 64 kB: none of it was taken.")
        else:
            self._lines.append(line)

    def answer(self, line: str) -> bool:
        """Take a kind, where one is asked for."""
        kinds = self._intake.reading.kinds if self._intake else ()
        if line.strip().lower() in kinds:
            self.read(self._text, line.strip().lower())
            return True
        return False

    def read(self, text: str, kind: str = "") -> None:
        """Read a text, and say its first proposal or why it is refused."""
        self._text = text
        self._intake = ReportIntake(self.interview_session, text, kind)
        refused = self._intake.reading.refused
        if refused and not self._intake.reading.kinds:
            self.host.close()
            self.refuse(refused)
        elif refused:
            self.say(refused)
        else:
            self._say()

    def do_take(self, _: str) -> None:
        """Take the proposal."""
        self._settle(taken=True)

    def do_refuse(self, _: str) -> None:
        """Refuse the proposal."""
        self._settle(taken=False)

    def do_whole(self, _: str) -> None:
        """Say the whole text."""
        if self._intake is not None:
            self.rows(text_rows(self._intake))

    def _settle(self, *, taken: bool) -> None:
        intake = self._intake
        if intake is None or intake.current is None:
            self.refuse("Nothing is proposed now.")
        elif self.interview_session.read_only:
            self.refuse(f"Not stored. {self.interview_session.fault}")
        else:
            self.change(partial(self._store, intake, taken=taken))

    def _store(self, intake: ReportIntake, *, taken: bool) -> None:
        (intake.take if taken else intake.refuse)()
        self.done("Stored." if taken else "Refused.")
        self._say()

    def _say(self) -> None:
        """Say the proposal, or what is left after the last one, and go back."""
        intake = self._intake
        if intake is None:
            return
        if intake.current is not None:
            self.rows(proposal_rows(intake, intake.current))
            return
        self.rows(last_rows(intake))
        self.host.close()
