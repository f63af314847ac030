"""`spinepath print`: the whole pathway as a document, or its first contact on two pages."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from data.content.loader import load
from data.export.destination import ExportError, write_export
from data.export.first_contact import first_contact
from data.export.html import html_of
from data.export.markdown import markdown_of
from data.export.pathway_document import paper
from data.export.text import text_of
from tui.cli.exit_status import OK
from tui.cli.output import fail


def run(options: argparse.Namespace) -> int:
    """Print the pathway, to a file where one is named."""
    content = load()
    brief: bool = options.first_contact
    blocks = (first_contact if brief else paper)(content, datetime.now(UTC).date())
    if options.format == "html":
        text = html_of(blocks, content.title, dense=brief)
    else:
        text = {"text": text_of, "markdown": markdown_of}[options.format](blocks)
    if options.out is None:
        print(text, end="")
        return OK
    try:
        path = write_export(Path(options.out), text, replace=options.replace)
    except ExportError as error:
        return fail(error)
    print(f"Written: {path}")
    return OK
