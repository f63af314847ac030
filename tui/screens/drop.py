"""The screen on which somebody says that a result is not awaited any more, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from textual.widget import Widget
from textual.widgets import Input

from data.session.awaited_results import AwaitedResult
from data.session.events import WORDS_LENGTH
from tui.keys.help_lines import TYPING_KEYS
from tui.rows.row import TextRow, TextStyle
from tui.screens.base import Page
from tui.state.worklist_row import WorklistRow
from tui.widgets.clean_input import CleanInput
from tui.widgets.rows import RowsView


class DropScreen(Page):
    """Up and down choose the result, Enter drops it for the reason that is typed."""

    DEFAULT_CSS = "DropScreen #rest { height: 1fr; }"
    page_name = "drop"
    keys = f" Enter drop  {TYPING_KEYS}  Up/Down result"

    def __init__(self, kept: WorklistRow) -> None:
        """Ask which of the results of a session is dropped."""
        super().__init__()
        self._kept = kept
        self._results: tuple[AwaitedResult, ...] = kept.awaited or ()
        self._at = 0

    def body(self) -> Iterable[Widget]:
        """The results, the line to type on."""
        yield RowsView(id="results")
        yield CleanInput(WORDS_LENGTH, id="reason")
        yield RowsView(id="rest")

    @property
    def pending(self) -> bool:
        """Return whether a reason is typed that is not stored yet."""
        return bool(self.query_one("#reason", CleanInput).value.strip())

    def opened(self) -> None:
        """Ask."""
        self.bar(f"{self._kept.id}  {self._kept.label}".rstrip(), "Not awaited any more")
        self._draw()
        self.query_one("#reason").focus()

    def action_form(self, step: int) -> None:
        """Choose another result."""
        self._at = (self._at + step) % len(self._results)
        self._draw()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Drop it, unless the line was pasted."""
        self.host.confirmations.confirm(partial(self._dropped, event.value.strip()))

    def _dropped(self, reason: str) -> None:
        said, done = self.host.workspace.drop(self._kept.id, self._results[self._at].key, reason)
        if done:
            self.query_one("#reason", CleanInput).value = ""
            self.host.go_home(said)
        else:
            self.say(said)

    def _draw(self) -> None:
        self.rows("#results").show(self._rows())

    def _rows(self) -> Iterator[TextRow]:
        yield TextRow()
        yield TextRow("  Which result is not awaited any more?", TextStyle.STRONG)
        for number, result in enumerate(self._results):
            yield TextRow(f"  ({'*' if number == self._at else ' '}) {result.title}")
        yield TextRow()
        yield TextRow("  Why? It is kept with the session and exported.", TextStyle.STRONG)
