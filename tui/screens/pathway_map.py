"""The map of the pathway: its sections in decision order, and the route of the answers."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from engine.advice.route import Stop
from tui.screens.key_bindings import bindings
from tui.screens.session_base import SessionPage
from tui.views.pathway_map import first_travelled, section_rows, stop_entry, stops_of
from tui.widgets.picker import Picker
from tui.widgets.rows import RowsView


class MapScreen(SessionPage):
    """The sections above, what one of them asks and gives below."""

    DEFAULT_CSS = """
    MapScreen #sections { height: auto; max-height: 60%; }
    MapScreen #section { height: 1fr; min-height: 2; }
    MapScreen.-short #sections { height: 3; }
    """
    page_name = "pathway_map"
    BINDINGS = bindings("pathway_map")
    longest = "#section"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-normal")]  # noqa: RUF012

    def body(self) -> Iterable[Widget]:
        """The sections and the one under the cursor."""
        yield Picker[Stop](self._show, id="sections")
        yield RowsView(id="section")

    def opened(self) -> None:
        """Draw the way."""
        self.head("Map of the pathway")
        picker = self.query_one("#sections", Picker)
        picker.focus()
        stops = stops_of(self.interview_session)
        picker.fill(map(stop_entry, stops), at=first_travelled(stops))

    def _show(self, stop: Stop | None) -> None:
        if stop is not None:
            rows = section_rows(self.interview_session.compiled.pathway, stop)
            self.rows("#section").show(rows, top=True)
