"""The screen that writes a summary to a file: which format, by whom, and where to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from textual import events
from textual.widget import Widget
from textual.widgets import Input

from data.export.destination import ExportError, export_path
from data.export.formats import FORMATS
from data.session.events import PERSON_LENGTH
from tui.keys.help_lines import TYPING_KEYS
from tui.keys.keys import key_of
from tui.rows.row import TextRow, TextStyle
from tui.screens.session_base import SessionPage
from tui.state.export_directory import directory_words
from tui.state.interview_session import InterviewSession
from tui.state.summary_export import SummaryExport, is_file
from tui.widgets.clean_input import CleanInput
from tui.widgets.input_line import InputLine
from tui.widgets.rows import RowsView

_TALL: Final = 16
_CELL: Final = 25
"""Columns of a format in the list."""


class ExportScreen(SessionPage):
    """Up and down choose the format, Tab goes from line to line, Enter writes."""

    DEFAULT_CSS = "ExportScreen #outcome { height: 1fr; }"
    page_name = "export"
    longest = "#outcome"
    keys = f" Enter write  {TYPING_KEYS}  Up/Down format  Ctrl+O show  Ctrl+Y copy"

    def __init__(self, interview_session: InterviewSession) -> None:
        """Export the session of an interview session."""
        super().__init__(interview_session)
        self._form = ""
        self._proposed = ""
        self._replacing = ""
        self._shown = False

    def body(self) -> Iterable[Widget]:
        """The formats, who exports, the path, what came of it."""
        yield RowsView(id="formats")
        yield CleanInput(PERSON_LENGTH, self.host.workspace.settings.author, id="author")
        self._form = self.host.workspace.settings.export_format
        self._proposed = self._proposal()
        yield RowsView(id="where")
        yield InputLine(self._proposed, id="path")
        yield RowsView(id="outcome")

    def opened(self) -> None:
        """Draw the formats."""
        self.head("Export")
        self._draw()
        self.query_one("#path").focus()

    def on_resize(self, event: events.Resize) -> None:
        """Draw the formats anew, on one line when every line counts."""
        super().on_resize(event)
        self._draw()

    def action_form(self, step: int) -> None:
        """Choose the format; a path that was not changed follows."""
        field = self.query_one("#path", Input)
        untouched = field.value == self._proposed
        names = list(FORMATS)
        self._form = names[(names.index(self._form) + step) % len(names)]
        self._proposed, self._replacing, self._shown = self._proposal(), "", False
        if untouched:
            field.value = self._proposed
            field.cursor_position = len(self._proposed)
        self._draw()
        self._tell()

    def action_preview(self) -> None:
        """Show the text that would be written."""
        with self._told():
            self._show(self._summary.lines())

    def action_copy(self) -> None:
        """Send the text to the clipboard of the terminal, and show it for selection."""
        with self._told():
            lines = self._summary.lines()
            said = self.host.share("\n".join([*lines, ""]))
            if self.host.workspace.settings.clipboard == "on":
                self.interview_session.exported(self._form)
                self._show([said, "", *lines])
            else:
                self._tell(said)

    @property
    def _summary(self) -> SummaryExport:
        author = self.query_one("#author", Input).value.strip()
        return SummaryExport(self.host.workspace, self.interview_session, self._form, author)

    def _show(self, lines: list[str]) -> None:
        self._shown = True
        self._draw()
        self.rows("#outcome").show((TextRow(line) for line in lines), top=True)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say why nothing is shown."""
        try:
            yield
        except ExportError as error:
            self._tell(str(error))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say which file the typed name stands for, before it is written."""
        if event.input.id == "path" and self.size.height >= _TALL and not self._shown:
            self._draw_place()

    def on_input_submitted(self) -> None:
        """Write, after asking when there is a file already."""
        typed = self.query_one("#path", Input).value
        if not typed.strip():
            self._tell("Type where to write it.")
            return
        try:
            path = export_path(typed)
            if not is_file(path):
                self._write(path, replace=False)
            elif self._replacing == str(path):
                self.host.confirmations.confirm(partial(self._write, path, replace=True))
            else:
                self._replacing = str(path)
                self.host.confirmations.offer()
                self._tell(f"{path} is there already. Enter again replaces it; or change the name.")
        except ExportError as error:
            self._tell(str(error))

    def _write(self, path: Path, *, replace: bool) -> None:
        self._replacing = ""
        said = self._summary.write(path, replace=replace)
        self._tell(*said, f"{key_of('export', 'back')} goes back.")

    def _proposal(self) -> str:
        summary = SummaryExport(self.host.workspace, self.interview_session, self._form)
        return str(summary.proposed(self.host.export_directory))

    def _draw(self) -> None:
        if self.size.height < _TALL or self._shown:
            self.rows("#formats").show([TextRow(f"  Format: {self._form} (Up/Down). By:")])
            self.rows("#where").show([TextRow("  Write to:")])
            return
        names = [f"({'*' if name == self._form else ' '}) {name}" for name in FORMATS]
        rows = [TextRow(), TextRow("  Format", TextStyle.STRONG)]
        columns = max(self.size.width // _CELL, 1)
        for start in range(0, len(names), columns):
            cells = "".join(name.ljust(_CELL) for name in names[start : start + columns])
            rows.append(TextRow(f"  {cells.rstrip()}"))
        rows += [
            TextRow(),
            TextRow("  By: initials, role, ward (Tab goes there)", TextStyle.STRONG),
        ]
        self.rows("#formats").show(rows)
        self._draw_place()

    def _draw_place(self) -> None:
        """Say which folder is proposed and why, or which file a name of one's own stands for."""
        setting = self.host.workspace.settings.export_directory
        directory = self.host.export_directory
        says = f"In {directory_words(setting, directory)}."
        typed = self.query_one("#path", Input).value
        if typed != self._proposed:
            says = self._absolute(typed)
        title = TextRow("  Write to", TextStyle.STRONG)
        self.rows("#where").show([TextRow(), title, TextRow(f"  {says}")])

    @staticmethod
    def _absolute(typed: str) -> str:
        try:
            return f"That is {export_path(typed)}." if typed.strip() else "No file is named."
        except ExportError as error:
            return str(error)

    def _tell(self, *sentences: str) -> None:
        rows = (TextRow(f"  {sentence}") for sentence in sentences)
        self.rows("#outcome").show([TextRow(), *rows])
