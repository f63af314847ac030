"""The command palette: all actions of a screen by name; type to find, Enter to run."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Final

from textual.widget import Widget
from textual.widgets import Input

from tui.rows.page_action import PageAction
from tui.rows.page_actions import PAGES, key_of
from tui.rows.row import TextRow, TextStyle
from tui.screens.base import Page
from tui.screens.key_bindings import bindings
from tui.widgets.clean_input import CleanInput
from tui.widgets.picker import Picker

_LONGEST: Final = 40
_LEFT_OUT: Final = "palette"
_COLUMN: Final = 12


class PaletteScreen(Page):
    """The commands of the screen under this one."""

    DEFAULT_CSS = "PaletteScreen #commands { height: 1fr; }"
    page_name = "command_palette"
    BINDINGS = bindings("command_palette")
    keys = f" type to find   Up/Down   Enter do it   {key_of('command_palette', 'back')} back"

    def __init__(self, page: Page) -> None:
        """Offer what a screen can do."""
        super().__init__()
        self._page = page

    def body(self) -> Iterable[Widget]:
        """The line to type on, the commands."""
        yield CleanInput(_LONGEST, id="find")
        yield Picker[str](lambda _: None, id="commands")

    def opened(self) -> None:
        """Show all of them."""
        self.bar("Commands")
        self._fill("")
        self.query_one("#find").focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show those that have every word that is typed."""
        self._fill(event.value)

    def on_input_submitted(self, _: Input.Submitted) -> None:
        """Do the one under the cursor, on its own screen."""
        action = self._list.picked
        if action is not None:
            self.close()
            self.app.call_later(self.app.run_action, action, self._page)

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self._list.move("down" if step > 0 else "up")

    @property
    def _list(self) -> Picker[str]:
        return self.query_one("#commands", Picker)

    def _fill(self, typed: str) -> None:
        wanted = typed.lower().split()
        found = {
            one.name: one
            for one in commands(self._page.page_name)
            if all(word in f"{one.label} {one.says}".lower() for word in wanted)
        }
        if found:
            self._list.fill((name, partial(_row, one)) for name, one in found.items())
        else:
            self._list.fill(
                [(None, lambda _: TextRow("  No command of this screen has these words."))]
            )


def commands(page: str) -> list[PageAction]:
    """The actions of a screen, movement left out."""
    return [
        one
        for one in (*PAGES[page], *PAGES["everywhere"])
        if one.keys and one.name != _LEFT_OUT and not one.moves
    ]


def _row(action: PageAction, here: bool) -> TextRow:
    says = "" if action.says in ("", action.label) else f": {action.says}"
    mark = ">" if here else " "
    words = f"{mark} {action.printed:<{_COLUMN}}{action.label}{says}"
    look = TextStyle.HERE if here else TextStyle.PLAIN
    return TextRow(words, look, continuation_indent=_COLUMN + 2, here=here)
