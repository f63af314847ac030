"""About: what the advice rests on, and what the pathway leaves out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from tui.rows.row import TextRow
from tui.screens.base import Page
from tui.views.about import ledger_lines
from tui.widgets.rows import RowsView


class AboutScreen(Page):
    """The ledger of the content, as `spinepath content` prints it."""

    DEFAULT_CSS = "AboutScreen #about { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("a,b,q,escape,enter", "back", "back"),
        ("pagedown,down,j", "page(1)", "more"),
        ("pageup,up,k", "page(-1)", "more"),
    ]
    keys = " PgDn more   PgUp back up   b back   ? help"

    def body(self) -> Iterable[Widget]:
        """The page."""
        yield RowsView(id="about")

    def opened(self) -> None:
        """Fill the page."""
        self.bar("About the content")
        lines = "\n".join(ledger_lines(self.host.workspace.content)).splitlines()
        self.rows("#about").show([TextRow(line, continuation_indent=6) for line in lines], top=True)

    def action_back(self) -> None:
        """Back to the list of sessions."""
        self.close()

    def action_page(self, direction: int) -> None:
        """Show more."""
        self.rows("#about").scroll_page(direction)
