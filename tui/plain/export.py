"""Export from plain lines: format, path, and the question before a file is replaced."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from data.export.destination import ExportError, export_path
from data.export.formats import FORMATS
from tui.plain.base import LinePage
from tui.state.interview_session import InterviewSession
from tui.state.summary_export import SummaryExport, is_file

SHOW: Final = "-"
"""Instead of a path: the export is shown and not written, as commands write it to the output."""

LEGAL: Final = (
    f"a format ({', '.join(FORMATS)}) and perhaps a path, or {SHOW} to show it, and --by WHO,"
)
_BY: Final = re.compile(r"(?:^|\s)--by(?:\s+|$)")


def export(
    page: LinePage,
    interview_session: InterviewSession,
    words: str,
    done: Callable[[], None] = lambda: None,
) -> None:
    """Write or show a summary as the words after `export` ask, and say the result on a page.

    Args:
        page: that asks before a file is replaced.
        interview_session: whose summary.
        words: a format, perhaps a path or SHOW, perhaps --by and who exports.
        done: called when it is written.
    """
    form, typed, author = _asked(words)
    if form not in FORMATS:
        page.refuse(f"Type {LEGAL} after export.")
        return
    summary = SummaryExport(page.host.workspace, interview_session, form, author)

    def write(path: Path, *, replace: bool) -> None:
        with _told(page):
            page.tell(summary.write(path, replace=replace))
        done()

    with _told(page):
        if typed == SHOW:
            page.tell(summary.lines())
            done()
            return
        path = export_path(typed) if typed else summary.proposed(page.host.exports)
        if is_file(path):
            question = f"{path} is there already. y replaces it; anything else keeps it."
            page.ask(question, lambda: write(path, replace=True))
        else:
            write(path, replace=False)


def _asked(words: str) -> tuple[str, str, str | None]:
    """The format, the path, which may be empty, and who exports; None without --by."""
    rest, *author = _BY.split(words, maxsplit=1)
    form, _, typed = rest.partition(" ")
    return form, typed.strip(), author[0] if author else None


@contextmanager
def _told(page: LinePage) -> Iterator[None]:
    """Say why nothing was exported."""
    try:
        yield
    except ExportError as error:
        page.refuse(str(error))
