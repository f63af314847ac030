"""The panel of advice beside the questions."""

from __future__ import annotations

from textual import events

from engine.advice.decide import Advice
from tui.rows.row import TextRow
from tui.views.advice_panel import panel
from tui.widgets.rows import RowsView


class AdviceArea(RowsView):
    """The part of the advice that there is room for."""

    advice: Advice | None = None

    _clock: TextRow | None = None

    def put(self, advice: Advice, clock: TextRow | None) -> None:
        """Show another advice, and the clock of its emergency where there is one."""
        self.advice, self._clock = advice, clock
        self.show(panel(advice, self.size.width, self.size.height, clock))

    def on_resize(self, _: events.Resize) -> None:
        """Fit it to the new room."""
        if self.advice is not None:
            self.put(self.advice, self._clock)
