"""The one line on which outside text is typed; it is clean and short before anybody reads it."""

from __future__ import annotations

from textual.widgets import Input

from tui.text import clean


class Field(Input):
    """A line to type on, in the terminal's own colours, without a blinking cursor.

    Attributes:
        cut: whether something was left out because the line is full.
    """

    DEFAULT_CSS = """
    Field {
        height: 1; border: none; padding: 0; margin: 0 2; width: 1fr;
        background: ansi_default; color: ansi_default; text-style: underline;
    }
    Field:focus { border: none; background-tint: ansi_default 0%; }
    Field > .input--cursor { text-style: reverse; color: ansi_default; background: ansi_default; }
    """

    def __init__(self, longest: int, value: str = "", id: str | None = None) -> None:  # noqa: A002
        """A line of at most `longest` characters."""
        super().__init__(value, id=id, select_on_focus=False)
        self.cursor_blink = False
        self.cut = False
        self._longest = longest

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep what is typed clean and short."""
        value = clean(event.value[: self._longest + 1])
        self.cut = len(value) > self._longest or (self.cut and len(value) == self._longest)
        if event.value != value[: self._longest]:
            self.value = value[: self._longest]
