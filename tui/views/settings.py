"""The settings as entries, and what one of them means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from data.wording.reader_roles import READERS
from tui.rows.list_entries import Entry, entry
from tui.rows.row import TextRow
from tui.state.export_directory import unusable
from tui.state.settings import KINDS, Settings

_COLUMN: Final = 22


def setting_entries(settings: Settings) -> Iterator[Entry[str]]:
    """Each setting with its value; the key is its name."""
    for name in KINDS:
        value = str(getattr(settings, name)) or "(empty)"
        spoken = f"{name}: {value}"
        yield entry(name, f"{setting_title(name):<{_COLUMN}}{value}", spoken=spoken)


def setting_rows(name: str) -> Iterator[TextRow]:
    """The meaning of a setting, and what is legal."""
    kind = KINDS[name]
    yield TextRow(f"  {kind.says}")
    yield TextRow(f"  Legal: {kind.legal_words}.")
    if kind.later:
        yield TextRow("  A change counts from the next start on.")
    if name == "reader":
        for value, one in READERS.items():
            yield TextRow(f"  {value}: {one.says}.", continuation_indent=4)


def setting_title(name: str) -> str:
    """A setting by its name in words."""
    return name.replace("_", " ").capitalize()


def saved_words(name: str, settings: Settings) -> str:
    """Say what is saved, and where it is of no use yet."""
    value = str(getattr(settings, name))
    fault = unusable(value) if name == "export_directory" else ""
    return f"Saved. {setting_title(name)}: {value or 'empty'}. {fault}".rstrip()
