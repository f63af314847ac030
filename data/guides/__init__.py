"""The guides for three readers, as Markdown with screens that a test keeps."""

from __future__ import annotations

import re
from importlib import resources
from typing import Final

READERS: Final = ("clinician", "content", "machine")
"""The readers for whom there is a guide."""

_SCREEN: Final = re.compile(r"^\{\{screen (\w+)\}\}$", re.MULTILINE)


def guide(reader: str) -> str:
    """The guide for one of READERS, as Markdown."""
    folder = resources.files(__package__)

    def screen(named: re.Match[str]) -> str:
        shown = folder.joinpath("screens", f"{named[1]}.txt").read_text("utf-8")
        return f"```text\n{shown.rstrip()}\n```"

    return _SCREEN.sub(screen, folder.joinpath(f"{reader}.md").read_text("utf-8"))


def screens(reader: str) -> list[str]:
    """The names of the screens that a guide shows."""
    text = resources.files(__package__).joinpath(f"{reader}.md").read_text("utf-8")
    return _SCREEN.findall(text)
