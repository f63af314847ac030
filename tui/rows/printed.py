"""Lines as they are printed on standard streams."""

from __future__ import annotations

import shutil
import sys
from typing import Final

from tui import PROGRAM
from tui.rows.row import wrapped
from tui.terminal.output_text import clean

WIDTH: Final = 80
"""Columns at most; fewer where the terminal has fewer."""

_LEAST: Final = 20
"""Columns at least, whatever the terminal says of itself."""


def printed_lines(line: str, columns: int | None = None) -> list[str]:
    """A line as it is printed: clean, and broken between words where it is too wide.

    Args:
        line: the text.
        columns: of the terminal; None for what it says of itself.
    """
    columns = shutil.get_terminal_size((WIDTH, 24)).columns if columns is None else columns
    width = max(_LEAST, min(WIDTH, columns))
    return [part.rstrip() for part in wrapped(clean(line), width, 2)]


def print_last(*sentences: str) -> None:
    """Print the last sentences of the program on standard error, broken and never cropped."""
    for part in printed_lines(f"{PROGRAM}: {' '.join(filter(None, sentences))}"):
        sys.stderr.write(f"{part}\n")
    sys.stderr.flush()
