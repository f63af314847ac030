"""Everything a screen can do, by name: type to find, Enter to do it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from tui.rows.row import TextRow, TextStyle
from tui.screens.base import Page
from tui.screens.key_bindings import bound, key, printed
from tui.widgets.clean_input import CleanInput
from tui.widgets.picker import Picker

_LONGEST: Final = 40
_LEFT_OUT: Final = frozenset({"palette"})
_COLUMN: Final = 12


class PaletteScreen(Page):
    """The commands of the screen under this one."""

    DEFAULT_CSS = "PaletteScreen #commands { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("up", "move(-1)", "up"),
        key("down", "move(1)", "down"),
        key("ctrl+g,escape", "back", "back", "do nothing"),
    ]
    keys = " type to find   Up/Down   Enter do it   Ctrl+G back"

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

    def action_back(self) -> None:
        """Do nothing."""
        self.close()

    @property
    def _list(self) -> Picker[str]:
        return self.query_one("#commands", Picker)

    def _fill(self, typed: str) -> None:
        wanted = typed.lower().split()
        found = {
            binding.action: binding
            for binding in commands(type(self._page))
            if all(word in f"{binding.description} {binding.tooltip}".lower() for word in wanted)
        }
        if found:
            self._list.fill((action, partial(_row, binding)) for action, binding in found.items())
        else:
            self._list.fill(
                [(None, lambda _: TextRow("  No command of this screen has these words."))]
            )


def commands(page: type[Page]) -> list[Binding]:
    """What a screen can do, apart from moving about in it."""
    return [
        binding
        for binding in bound((*page.BINDINGS, *Page.BINDINGS))
        if binding.action not in _LEFT_OUT and "(" not in binding.action
    ]


def _row(binding: Binding, here: bool) -> TextRow:
    says = "" if binding.tooltip == binding.description else f": {binding.tooltip}"
    mark = ">" if here else " "
    words = f"{mark} {printed(binding):<{_COLUMN}}{binding.description}{says}"
    return TextRow(
        words,
        TextStyle.HERE if here else TextStyle.PLAIN,
        continuation_indent=_COLUMN + 2,
        here=here,
    )
