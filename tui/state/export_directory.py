"""The folder where exports are proposed to go; the first frame needs it, and no more of exports."""

from __future__ import annotations

import os
from pathlib import Path

from data.export.destination import is_elsewhere
from data.files.data_directory import expanded_path


def export_directory(setting: str) -> Path:
    """The folder where exports are proposed to go.

    The one of the settings; else the one in which the program was started, and where that is gone,
    cannot be written to or holds the sessions, the user's home.
    """
    started = expanded_path(setting or os.environ.get("PWD", ""))
    return started if setting or _is_safe(started) else expanded_path("~")


def directory_words(setting: str, directory: Path) -> str:
    """The reason why a folder is proposed, and how to change it."""
    if setting:
        return "the folder of your settings"
    home = directory == expanded_path("~")
    where = "your home" if home else "the folder in which the program was started"
    return f'{where}; the setting "Export directory" names another'


def unusable(setting: str) -> str:
    """The reason why nothing can be written to the folder of the settings; empty if it can be."""
    if not setting:
        return ""
    directory = expanded_path(setting)
    if not directory.is_dir():
        return "There is no such folder: no export is written before it is made."
    return "" if os.access(directory, os.W_OK) else "You may not write to that folder."


def _is_safe(directory: Path) -> bool:
    try:
        return os.access(directory, os.W_OK) and directory.is_dir() and is_elsewhere(directory)
    except OSError:
        return False
