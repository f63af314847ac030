"""Export from plain lines: format, path, and the question before a file is replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from data.export.destination import ExportError, export_path
from data.export.formats import FORMATS
from tui.plain.base import LinePage
from tui.state import write_summary
from tui.state.interview_session import InterviewSession

LEGAL: Final = f"a format ({', '.join(FORMATS)}) and perhaps a path"


def export(
    page: LinePage,
    interview_session: InterviewSession,
    words: str,
    done: Callable[[], None] = lambda: None,
) -> None:
    """Write a summary as the words after `export` ask, and say the result on a page.

    Args:
        page: that asks before a file is replaced.
        interview_session: whose summary.
        words: a format and perhaps a path.
        done: called when it is written.
    """
    form, _, typed = words.partition(" ")
    if form not in FORMATS:
        page.refuse(f"Type {LEGAL} after export.")
        return
    host = page.host

    def write(path: Path, *, replace: bool) -> None:
        with _told(page):
            workspace = host.workspace
            page.tell(
                write_summary.write(workspace, interview_session, form, path, replace=replace)
            )
        done()

    with _told(page):
        proposed = write_summary.proposal(host.workspace, interview_session, form, host.exports)
        path = export_path(typed) if typed.strip() else proposed
        if write_summary.is_file(path):
            question = f"{path} is there already. y replaces it; anything else keeps it."
            page.ask(question, lambda: write(path, replace=True))
        else:
            write(path, replace=False)


@contextmanager
def _told(page: LinePage) -> Iterator[None]:
    """Say why nothing was exported."""
    try:
        yield
    except ExportError as error:
        page.refuse(str(error))
