"""The keys: each named once, and read from there by screens, footers, help, palette and README."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from textual.binding import Binding, BindingType

_PRINTED: Final = {
    "question_mark": "?",
    "colon": ":",
    "slash": "/",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "escape": "Esc",
}
_LOCK: Final = "lock the screen now; it opens with your PIN, which it asks for if there is none"
_EXTRA: Final = frozenset({"escape"})
"""Keys that are slow or missing on some terminals; never the only ones, and not printed."""


def key(
    keys: str,
    action: str,
    label: str,
    says: str = "",
    *,
    foot: bool = False,
    first: bool = False,
) -> Binding:
    """A key of a screen.

    Args:
        keys: Textual's names, with commas between them.
        action: what it does, as Textual names it.
        label: the same in a word or two.
        says: in a sentence, for the help.
        foot: whether the footer names it.
        first: whether it works before any other key of the same name.
    """
    return Binding(keys, action, label, tooltip=says or label, show=foot, priority=first)


LOCK: Final = key("ctrl+l", "app.lock_now", "lock", _LOCK, foot=True, first=True)
"""The key of the lock; it works on every screen, before the screen's own."""


def bound(bindings: Iterable[BindingType]) -> Iterator[Binding]:
    """The bindings of a screen, whichever way they are written."""
    for binding in bindings:
        yield binding if isinstance(binding, Binding) else Binding(*binding)


def printed(binding: Binding) -> str:
    """The keys of a binding as they are printed: `b`, `? F1`."""
    names = [name for name in binding.key.split(",") if name not in _EXTRA]
    return " ".join(map(_name, names or binding.key.split(",")))


def footer(own: Iterable[BindingType], always: Iterable[BindingType], width: int) -> str:
    """The line at the bottom: the first key of each binding that belongs there.

    Args:
        own: bindings of the screen; the last ones are left out where the line is full.
        always: those that stand at the end of every line and name all others.
        width: of the line.
    """
    ending = "  ".join(_shown(always))
    words = list(_shown(own))
    while words and len("  ".join(words)) + len(ending) + 3 > width:
        words.pop()
    return " " + "  ".join([*words, ending])


def _shown(bindings: Iterable[BindingType]) -> Iterator[str]:
    for binding in bound(bindings):
        if binding.show:
            yield f"{_short(binding.key.split(',')[0])} {binding.description}"


def _short(key: str) -> str:
    """A key as the footer has room for it: `^L`."""
    return f"^{key[-1].upper()}" if key.startswith("ctrl+") else _name(key)


def _name(key: str) -> str:
    if key in _PRINTED:
        return _PRINTED[key]
    return key if len(key) == 1 else "+".join(part.capitalize() for part in key.split("+"))
