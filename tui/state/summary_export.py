"""The export of an interview session: its summary in one format, shown or written to a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from data.export.destination import ExportError, write_export
from data.export.formats import FORMATS
from data.export.source import Source
from data.text.os_errors import reason_of
from tui.state.interview_session import InterviewSession
from tui.state.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SummaryExport:
    """The summary of an interview session in one format.

    Attributes:
        workspace: the workspace, with the content, the clock and the sessions.
        interview_session: whose summary.
        form: the name of a format.
        author: who exports, empty for nobody by name; None for whom the settings name.
    """

    workspace: Workspace
    interview_session: InterviewSession
    form: str
    author: str | None = None

    def proposed(self, directory: Path) -> Path:
        """A name that says nothing of the patient: the session, the day and the time."""
        moment = f"{self.workspace.clock().astimezone():%Y%m%d-%H%M}"
        session = self.interview_session.session.id
        return directory / f"spinepath-{session}-{moment}{FORMATS[self.form].ending}"

    def content(self) -> bytes:
        """The summary as it is written to a file.

        Raises:
            ExportError: when it cannot be made here.
        """
        workspace, settings = self.workspace, self.workspace.settings
        source = Source(
            self.interview_session.session,
            load=workspace.worklist.load,
            content=lambda: (self.interview_session.compiled, workspace.content),
            now=workspace.clock(),
            record=workspace.worklist.record(),
            author=settings.author if self.author is None else self.author,
            telephones=settings.telephones,
        )
        return FORMATS[self.form].content(source)

    def lines(self) -> list[str]:
        """The lines of the summary, to be shown or copied.

        Raises:
            ExportError: when the format is no text, or cannot be made here.
        """
        if not FORMATS[self.form].printable:
            raise ExportError(f"{self.form} is no text and cannot be shown; it can be written.")
        return self.content().decode().splitlines()

    def write(self, path: Path, *, replace: bool) -> list[str]:
        """Write the summary, and record that in the session; return the result in sentences.

        Args:
            path: where to.
            replace: whether a file that is there may be replaced.

        Raises:
            ExportError: when it is not written.
        """
        written = write_export(path, self.content(), replace=replace)
        self.interview_session.exported(self.form)
        return [f"Written: {written}", *filter(None, [self.interview_session.fault])]


def is_file(path: Path) -> bool:
    """Return whether there is a file already.

    Raises:
        ExportError: when it is a directory, or cannot be looked at.
    """
    try:
        if path.is_dir():
            raise ExportError(f"{path} is a directory. Add the name of a file.")
        return path.is_file()
    except OSError as error:
        raise ExportError(f"Not exported: {reason_of(error)}.") from error
