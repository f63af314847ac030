"""One input line: Textual's own, with our style."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from tui.terminal.input_sequences import LONGEST


class InputLine(Input):
    """A line to type on that does not blink, underlined; the palette may draw it otherwise.

    That the colours are the terminal's own is said again for `:ansi`, as Textual has rules of its
    own there: black on white for the cursor.
    """

    DEFAULT_CSS = """
    InputLine, InputLine:ansi {
        height: 1; border: none; padding: 0 2; width: 1fr;
        background: ansi_default; color: ansi_default; text-style: underline;
        &:focus { border: none; background-tint: ansi_default 0%; }
        & > .input--cursor {
            background: ansi_default; color: ansi_default; text-style: reverse;
        }
    }
    """

    def __init__(self, value: str = "", id: str | None = None) -> None:  # noqa: A002
        """A line with something on it."""
        super().__init__(value, id=id, select_on_focus=False)
        self.cursor_blink = False

    def on_paste(self, event: events.Paste) -> None:
        """Hand on no more of a paste than any line can hold."""
        event.text = event.text[: LONGEST + 1]
