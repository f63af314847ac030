"""The settings: Enter takes the next value or asks for one; each is saved at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from textual.widget import Widget
from textual.widgets import Input

from tui.keys.keys import action_of
from tui.rows.row import rule
from tui.screens.base import Page
from tui.state.settings import KINDS, changed
from tui.views.pinned import TALL
from tui.views.settings import saved_words, setting_entries, setting_rows, setting_title
from tui.widgets.clean_input import CleanInput
from tui.widgets.picker import Picker
from tui.widgets.rows import RowsView

_LONGEST: Final = 200
_LEAVE: Final = action_of("settings", "back").printed.split()[-1]
"""The key that leaves the line too: a letter would be typed."""

_LEAVES: Final = f"Enter saves it, {_LEAVE} leaves it."


class SettingsScreen(Page):
    """All settings, the one under the cursor explained below."""

    DEFAULT_CSS = """
    SettingsScreen #settings { height: auto; max-height: 65%; }
    SettingsScreen.-short #settings { max-height: 3; }
    SettingsScreen.-short.-typing #settings { display: none; }
    SettingsScreen #meaning { height: 1fr; }
    SettingsScreen #value { display: none; }
    """
    page_name = "settings"
    longest = "#meaning"
    _asked = ""
    """The setting whose value is typed; empty where none is."""

    def __init__(self) -> None:
        """Ask for no value yet."""
        super().__init__()
        self.VERTICAL_BREAKPOINTS = [(0, "-short"), (TALL, "-normal")]

    def body(self) -> Iterable[Widget]:
        """The list, what one of it means, and the line for its value."""
        yield Picker[str](self._moved, id="settings")
        yield RowsView(id="meaning")
        yield CleanInput(_LONGEST, id="value")

    def opened(self) -> None:
        """Fill the list."""
        self.bar("Settings")
        self._fill()

    @property
    def pending(self) -> bool:
        """Return whether a value is typed that is not saved."""
        return bool(self._asked)

    def footer(self, width: int) -> str:
        """The keys of the list, or of the line while a value is typed."""
        typed = f" Enter save   {_LEAVE} leave it   F1 help"
        return typed if self._asked else super().footer(width)

    def action_change(self) -> None:
        """Take the next legal value, or ask for one."""
        name = self.picker.picked
        if name is None:
            return
        value, options = str(getattr(self.host.workspace.settings, name)), KINDS[name].options
        named = [option for option in options if option]
        if named:
            at = named.index(value) if value in named else -1
            self._save(name, named[(at + 1) % len(named)])
            return
        self._asked = name
        self.add_class("-typing")
        self._line.value = value
        self._line.display = True
        self._line.focus()
        self.show_keys(self.size.width)
        self.rows("#meaning").show([rule(setting_title(name)), *setting_rows(name)], top=True)
        self.say(_LEAVES)

    def action_back(self) -> None:
        """Leave the value as it was, or the screen."""
        if self._asked:
            self._fill()
            self.say("Nothing is saved.")
        else:
            self.close()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save what is typed, or say what is legal."""
        self._save(self._asked, event.value)

    def _save(self, name: str, typed: str) -> None:
        wanted = changed(self.host.workspace.settings, name, typed)
        if isinstance(wanted, str):
            self.say(wanted)
            return
        fault = self.host.set_settings(wanted)
        self._fill()
        self.say(fault or saved_words(name, wanted))

    def _fill(self) -> None:
        self._asked, self._line.display = "", False
        self.remove_class("-typing")
        self.picker.fill(setting_entries(self.host.workspace.settings))
        self.picker.focus()
        self.pin()
        self.show_keys(self.size.width)

    def _moved(self, name: str | None) -> None:
        self.rows("#meaning").show(setting_rows(name) if name else [])

    @property
    def _line(self) -> CleanInput:
        return self.query_one("#value", CleanInput)
