"""The input line for free text, cleaned and cut to length as it is typed."""

from __future__ import annotations

from textual.widgets import Input

from tui.terminal.output_text import clean
from tui.widgets.input_line import InputLine


class CleanInput(InputLine):
    """A line to type on that keeps what is typed clean and short.

    Attributes:
        cut: whether something was left out because the line is full.
    """

    def __init__(self, longest: int, value: str = "", id: str | None = None) -> None:  # noqa: A002
        """A line of at most `longest` characters."""
        super().__init__(value, id=id)
        self.cut = False
        self._longest = longest

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep what is typed clean and short."""
        value = clean(event.value[: self._longest + 1])
        self.cut = len(value) > self._longest or (self.cut and len(value) == self._longest)
        if event.value != value[: self._longest]:
            self.value = value[: self._longest]
