"""`spinepath print`: the whole pathway as a document."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from data.content.loader import load
from data.export import ExportError, write_export
from data.export.html import html_of
from data.export.markdown import markdown_of
from data.export.pathway_document import paper
from data.export.text import text_of
from tui.cli.exit_status import OK, PROGRAM

_FAILED = 1


def run(*, form: str, out: str | None, replace: bool) -> int:
    """Print the shipped pathway.

    Args:
        form: text, markdown or html.
        out: a file; None for standard output.
        replace: whether a file that is there may be replaced.
    """
    content = load()
    blocks = paper(content, datetime.now(UTC).date())
    if form == "html":
        text = html_of(blocks, content.title)
    else:
        text = {"text": text_of, "markdown": markdown_of}[form](blocks)
    if out is None:
        print(text, end="")
        return OK
    try:
        path = write_export(Path(out), text, replace=replace)
    except ExportError as error:
        print(f"{PROGRAM}: {error}", file=sys.stderr)
        return _FAILED
    print(f"Written: {path}")
    return OK
