"""Words of a page on plain lines, made from its actions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from data.export.formats import FORMATS
from tui.keys.keys import spoken_action
from tui.keys.page_action import PageAction

ALWAYS = "note search settings reader export help home"
"""Words of every page about an interview session."""


def commands(page: str, names: str) -> tuple[PageAction, ...]:
    """The actions that a page offers, in the order in which they are named."""
    return tuple(spoken_action(page, name) for name in names.split())


def help_lines(actions: Iterable[PageAction]) -> Iterator[str]:
    """Every word with its arguments, its short forms and its meaning."""
    for one in actions:
        first, *short = one.words
        also = f", or {', '.join(short)}" if short else ""
        formats = f". Formats: {', '.join(FORMATS)}" if "FORMAT" in one.takes else ""
        yield f"{first} {one.takes}".rstrip() + f"{also}: {one.spoken or one.says}{formats}."
