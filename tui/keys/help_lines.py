"""Lines of help: the keys by the place where they work, and the last lines of screens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tui.keys.keys import PAGES, action_of, key_of
from tui.keys.page_action import PageAction

_PARTS: Final = {
    "At a question": ("form", "interview"),
    "Level by level": ("levels",),
    "At a report": ("report",),
    "At the plan": ("plan",),
    "At what if": ("what_if",),
    "At the map": ("pathway_map",),
    "At the review": ("review",),
    "At all answers": ("answers",),
    "At the export": ("export",),
    "At the list of sessions": ("home",),
    "Everywhere": ("moving", "app", "everywhere"),
}


def help_parts(first: str) -> Iterator[tuple[str, list[PageAction]]]:
    """Every key by the place where it works: its title, and what can be done there.

    Args:
        first: the page whose keys come before all others.
    """
    for title, pages in sorted(_PARTS.items(), key=lambda part: first not in part[1]):
        actions = (one for page in pages for one in PAGES[page])
        yield title, [one for one in actions if one.keys and one.says and not one.moves]


def letters_of(*pages: str) -> frozenset[str]:
    """The letters that mean something on some pages."""
    keys = (key for page in pages for one in PAGES[page] for key in one.keys.split(","))
    return frozenset(key for key in keys if len(key) == 1)


READING_KEYS: Final = (
    f" {key_of('everywhere', 'page(1)')} more   {key_of('everywhere', 'page(-1)')} back up"
    f"   {key_of('help', 'back')} back"
)
"""The last line of a screen that is only read."""

TYPING_KEYS: Final = (
    f"{key_of('note', 'back')} back   {action_of('everywhere', 'help').printed.split()[-1]} help"
)
"""The end of the last line of a screen on which letters are typed."""
