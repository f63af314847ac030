"""The panel of advice beside the questions."""

from __future__ import annotations

from textual import events

from engine.advice.decide import Advice
from tui.views.advice_panel import panel
from tui.widgets.rows import RowsView


class AdviceArea(RowsView):
    """As much of the advice as there is room for."""

    advice: Advice | None = None

    def put(self, advice: Advice) -> None:
        """Show another advice."""
        self.advice = advice
        self.show(panel(advice, self.size.width, self.size.height))

    def on_resize(self, _: events.Resize) -> None:
        """Fit it to the new room."""
        if self.advice is not None:
            self.put(self.advice)
