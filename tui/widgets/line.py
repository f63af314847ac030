"""One line to type on, in the terminal's own colours."""

from __future__ import annotations

from typing import Final

from textual.widgets import Input

LINE_CSS: Final = """
    .line {
        height: 1; border: none; padding: 0 2; width: 1fr;
        background: ansi_default; color: ansi_default; text-style: underline;
    }
    .line:focus { border: none; background-tint: ansi_default 0%; }
    .line > .input--cursor { text-style: reverse; color: ansi_default;
        background: ansi_default; }
"""


def line_input(name: str) -> Input:
    """A line that does not blink, under a name."""
    field = Input(id=name, classes="line", select_on_focus=False)
    field.cursor_blink = False
    return field
