"""About: what the advice rests on, and what the pathway leaves out."""

from __future__ import annotations

from tui.keys.help_lines import READING_KEYS
from tui.keys.keys import key_of
from tui.rows.row import TextRow
from tui.screens.base import Page
from tui.views.about import ledger_lines


class AboutScreen(Page):
    """The ledger of the content, as `spinepath content` prints it."""

    page_name = "about"
    keys = READING_KEYS + f"   {key_of('everywhere', 'help')} help"

    def opened(self) -> None:
        """Fill the page."""
        self.bar("About the content")
        lines = "\n".join(ledger_lines(self.host.workspace.content)).splitlines()
        self.rows("#text").show([TextRow(line, continuation_indent=6) for line in lines], top=True)
