"""The panel of advice beside the questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual import events

from tui.rows.row import TextRow
from tui.widgets.rows import RowsView


class AdviceArea(RowsView):
    """The part of the advice that there is room for."""

    _fitting: Callable[[int, int], Iterable[TextRow]] | None = None

    def put(self, fitting: Callable[[int, int], Iterable[TextRow]]) -> None:
        """Show other advice: the rows that fit a width and a height."""
        self._fitting = fitting
        self.show(fitting(self.size.width, self.size.height))

    def on_resize(self, _: events.Resize) -> None:
        """Fit it to the new room."""
        if self._fitting is not None:
            self.put(self._fitting)
