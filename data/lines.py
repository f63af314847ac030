"""Outside text made safe to keep, show and print: one line, nothing invisible, nothing active."""

from __future__ import annotations

import unicodedata
from typing import Final

VISIBLE_MARK: Final = "?"
"""What stands for a character that must not be shown as it is."""

_MARKS_IN_A_ROW: Final = 3


def one_line(text: str, length: int) -> str:
    """The text as one clean line of at most `length` characters.

    White space is folded to single blanks. Control, format, private, unassigned and surrogate
    characters, which can hide or reorder what stands around them, become a visible mark; of a
    pile of combining marks the first three stay. Cleaning twice changes nothing more.
    """
    text = " ".join(text.split())
    if text.isascii() and text.isprintable():
        return text[:length].rstrip()
    kept: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", text):
        category = unicodedata.category(character)
        marks = marks + 1 if category[0] == "M" else 0
        if marks <= _MARKS_IN_A_ROW:
            kept.append(VISIBLE_MARK if category[0] == "C" else character)
    return " ".join("".join(kept).split())[:length].rstrip()
