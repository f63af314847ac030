"""The input line for free text, cleaned and cut to length as it is typed."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.widgets import Input

from tui.terminal.output_text import clean
from tui.widgets.input_line import InputLine


class CleanInput(InputLine):
    """A line to type on that keeps what is typed clean and short.

    Attributes:
        cut: whether something was left out because the line is full.
    """

    def __init__(
        self,
        longest: int,
        value: str = "",
        id: str | None = None,  # noqa: A002
        refuses: Callable[[events.Key], bool] = lambda _: False,
    ) -> None:
        """A line of at most `longest` characters; it does nothing with keys that are refused."""
        super().__init__(value, id=id)
        self.cut = False
        self._longest = longest
        self._refuses = refuses

    def on_key(self, event: events.Key) -> None:
        """Take no key that is refused."""
        if self._refuses(event):
            event.stop()
            event.prevent_default()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep what is typed clean and short."""
        value = clean(event.value[: self._longest + 1])
        self.cut = len(value) > self._longest or (self.cut and len(value) == self._longest)
        if event.value != value[: self._longest]:
            self.value = value[: self._longest]
