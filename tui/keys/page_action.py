"""An action of a page: its key, its word on plain lines, and its help."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import Final

_PRINTED: Final = {
    "question_mark": "?",
    "colon": ":",
    "slash": "/",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "digit": "digit",
    "arrows": "arrows",
}


@dataclass(frozen=True, slots=True)
class PageAction:
    """Something that a page does.

    Attributes:
        name: of the method, without `action_` on a screen and `do_` on a plain page.
        keys: Textual's names, commas between them; empty where no screen has it.
        label: what it does, in a word or two.
        says: the same in a sentence, for the help.
        foot: whether the footer names it.
        word: what is typed on plain lines, and what is short for it. A letter in `keys` is short
            for it too. Empty where no plain page has it.
        takes: what follows the word on plain lines.
        often: whether every plain prompt names it.
        spoken: the sentence for plain lines, where it differs.
    """

    name: str
    keys: str = ""
    label: str = ""
    says: str = ""
    foot: bool = False
    word: str = ""
    takes: str = ""
    often: bool = False
    spoken: str = ""

    @property
    def printed(self) -> str:
        """Its keys as they are printed: `b`, `? F1`."""
        return " ".join(map(key_text, self.keys.split(",")))

    @property
    def key(self) -> str:
        """The first of its keys as it is printed."""
        return key_text(self.keys.split(",")[0])

    @property
    def words(self) -> tuple[str, ...]:
        """The words for it on plain lines."""
        letters = (key for key in self.keys.split(",")[:1] if len(key) == 1)
        return tuple(dict.fromkeys((*self.word.split(), *letters)))

    @property
    def moves(self) -> bool:
        """Return whether it only moves within the page."""
        return "(" in self.name


def key_text(name: str) -> str:
    """A key as it is printed: `PgDn` for Textual's `pagedown`."""
    if name in _PRINTED:
        return _PRINTED[name]
    return name if len(name) == 1 else "+".join(part.capitalize() for part in name.split("+"))


def nothing_here(key: str, character: str | None) -> str:
    """The sentence for a key that has no action on the page."""
    shown = character if character and character.isprintable() and key != "space" else ""
    return f"{shown.upper() or key_text(key)} is nothing here."


def _is_word(part: str) -> bool:
    """Return whether a part is typed as it stands: `h`, `?`; no part in capitals is."""
    return part[0] != "[" and not part.isupper()


def act(
    name: str, keys: str = "", label: str = "", says: str = "", word: str = "", spoken: str = ""
) -> PageAction:
    """Write an action in short.

    `*` after the label puts it into the footer, `*` after the word into every plain prompt.
    Capitals or brackets stand for text that follows the words on the line.
    """
    parts = word.split()
    words = list(takewhile(_is_word, parts))
    takes = " ".join(parts[len(words) :])
    return PageAction(
        name,
        keys,
        label.removesuffix("*"),
        says,
        label.endswith("*"),
        " ".join(words).replace("*", ""),
        takes,
        "*" in word,
        spoken,
    )
