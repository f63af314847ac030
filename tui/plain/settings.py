"""The settings on plain lines; each is saved at once."""

from __future__ import annotations

from tui.plain.base import LinePage
from tui.plain.commands import commands
from tui.rows.list_entries import Numbered
from tui.state import settings
from tui.views.settings import saved_words, setting_entries, setting_rows


class SettingsLines(LinePage):
    """All settings, numbered."""

    words = commands("settings", "change back help")

    def opened(self) -> None:
        """Say each with its value."""
        self.say("")
        self.say("Settings.")
        self.numbered = Numbered(setting_entries(self.host.workspace.settings))
        self.tell(self.numbered.lines)

    def legal(self) -> str:
        """A number."""
        return "the number of a setting to hear what it means"

    def chosen(self, picked: str) -> None:
        """Say what a setting means."""
        self.tell(row.aloud for row in setting_rows(picked))

    def do_change(self, words: str) -> None:
        """Save another value of a setting."""
        name, _, typed = words.partition(" ")
        wanted = settings.changed(self.host.workspace.settings, name, typed)
        if isinstance(wanted, str):
            self.refuse(wanted)
        else:
            fault = self.host.set_settings(wanted)
            (self.refuse if fault else self.say)(fault or saved_words(name, wanted))
