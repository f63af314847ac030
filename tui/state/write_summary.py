"""Write the summary of an interview session to a file, and say where it went."""

from __future__ import annotations

from pathlib import Path

from data.export.destination import ExportError, write_export
from data.export.formats import FORMATS
from data.export.source import source_of
from data.files.data_directory import expanded_path
from data.text.os_errors import reason_of
from tui.state.interview_session import InterviewSession
from tui.state.workspace import Workspace


def directory_words(setting: str, directory: Path) -> str:
    """The reason why a folder is proposed, and how to change it."""
    if setting:
        return "the folder of your settings"
    home = directory == expanded_path("~")
    where = "your home" if home else "the folder in which the program was started"
    return f'{where}; the setting "Export directory" names another'


def proposal(
    workspace: Workspace, interview_session: InterviewSession, form: str, directory: Path
) -> Path:
    """A name that says nothing of the patient: the session, the day and the time."""
    moment = f"{workspace.clock().astimezone():%Y%m%d-%H%M}"
    name = f"spinepath-{interview_session.session.id}-{moment}{FORMATS[form].ending}"
    return directory / name


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


def made(
    workspace: Workspace,
    interview_session: InterviewSession,
    form: str,
    author: str | None = None,
) -> bytes:
    """A summary in one format.

    Args:
        workspace: with the content, the clock and the sessions.
        interview_session: whose summary.
        form: the name of a format.
        author: who exports, empty for nobody by name; None for whom the settings name.

    Raises:
        ExportError: when it cannot be made here.
    """
    source = source_of(
        interview_session.session,
        load=workspace.worklist.load,
        content=lambda: (interview_session.compiled, workspace.content),
        now=workspace.clock(),
        record=workspace.worklist.record(),
        author=workspace.settings.author if author is None else author,
        telephones=workspace.settings.telephones,
    )
    return FORMATS[form].content(source)


def text_lines(
    workspace: Workspace,
    interview_session: InterviewSession,
    form: str,
    author: str | None = None,
) -> list[str]:
    """The lines of a summary, to be shown or copied.

    Raises:
        ExportError: when the format is no text, or cannot be made here.
    """
    if not FORMATS[form].printable:
        raise ExportError(f"{form} is no text and cannot be shown; it can be written.")
    return made(workspace, interview_session, form, author).decode().splitlines()


def write(
    workspace: Workspace,
    interview_session: InterviewSession,
    form: str,
    path: Path,
    *,
    replace: bool,
    author: str | None = None,
) -> list[str]:
    """Write a summary, and record that in the session; return the result in sentences.

    Args:
        workspace: with the content, the clock and the sessions.
        interview_session: whose summary.
        form: the name of a format.
        path: where to.
        replace: whether a file that is there may be replaced.
        author: who exports, empty for nobody by name; None for whom the settings name.

    Raises:
        ExportError: when it is not written.
    """
    content = made(workspace, interview_session, form, author)
    written = write_export(path, content, replace=replace)
    interview_session.exported(form)
    return [f"Written: {written}", *filter(None, [interview_session.fault])]
