"""The footer of a screen and Textual's bindings, both made from the keys of its page."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from textual.binding import Binding, BindingType

from tui.keys.keys import LOCK, PAGES
from tui.keys.page_action import PageAction, key_text


def bindings(page: str) -> list[BindingType]:
    """The bindings of a page."""
    return [binding(one) for one in PAGES[page] if one.keys]


def binding(action: PageAction) -> Binding:
    """The binding of an action; the lock's works before the screen's own."""
    return Binding(
        action.keys, action.name, action.label, show=action.foot, priority=action is LOCK
    )


def footer(page: str, width: int, without: Collection[str] = ()) -> str:
    """The line at the bottom of a screen: the first key of each action that belongs there.

    Args:
        page: whose actions come first; the last ones are left out where the line is full, the way
            back last.
        width: of the line. The keys of the lock and the help stand at its end.
        without: names of actions that do nothing now.
    """
    ending = "  ".join(_shown(PAGES["everywhere"]))
    actions = [one for one in PAGES[page] if one.foot and one.name not in without]
    words = [*_shown(tuple(actions))]
    while words and len("  ".join(words)) + len(ending) + 3 > width:
        at = -2 if len(words) > 1 and actions[-1].name == "back" else -1
        del words[at], actions[at]
    return " " + "  ".join([*words, ending])


def _shown(actions: tuple[PageAction, ...]) -> Iterator[str]:
    for one in actions:
        if one.foot:
            yield f"{_short(one.keys.split(',')[0])} {one.label}"


def _short(key: str) -> str:
    """A key as the footer has room for it: `^L`."""
    return f"^{key[-1].upper()}" if key.startswith("ctrl+") else key_text(key)
