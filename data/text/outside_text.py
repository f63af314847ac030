"""Outside text made safe to keep, show and print: one line, nothing invisible, nothing active."""

from __future__ import annotations

import unicodedata
from typing import Final

VISIBLE_MARK: Final = "?"
"""The mark in place of a character that must not be shown as it is."""

MARKS_IN_A_ROW: Final = 3
"""Combining marks that are kept of a pile of them."""

INVISIBLE: Final = frozenset(
    chr(code)
    for first, last in (
        (0x034F, 0x034F),
        (0x115F, 0x1160),
        (0x17B4, 0x17B5),
        (0x180B, 0x180D),
        (0x180F, 0x180F),
        (0x2028, 0x2029),
        (0x2800, 0x2800),
        (0x3164, 0x3164),
        (0xFE00, 0xFE0F),
        (0xFFA0, 0xFFA0),
        (0xE0100, 0xE01EF),
    )
    for code in range(first, last + 1)
)
"""Letters, marks and signs by category that show nothing or change what stands beside them:
Unicode's default ignorable code points, line separators, and the empty Braille cell."""


def not_utf8(error: UnicodeDecodeError) -> str:
    """The fault of bytes that are no UTF-8, with its line and what to do."""
    line = error.object.count(b"\n", 0, error.start) + 1
    return f"not UTF-8 text on line {line}; save it as UTF-8"


def is_hidden(character: str) -> bool:
    """Return whether a character may not be shown as it is: it acts, hides, or has no meaning."""
    return character in INVISIBLE or unicodedata.category(character)[0] == "C"


def one_line(text: str, length: int) -> str:
    """The text as one clean line of at most `length` characters.

    White space is folded to single blanks. Control, format, private, unassigned, surrogate and
    invisible characters, which can hide or reorder what stands around them, become a visible
    mark; of a pile of combining marks the first three stay. Cleaning twice changes nothing more.
    """
    if not (text.isascii() and text.isprintable() and "  " not in text):
        text = " ".join(text.split())
    if text.isascii() and text.isprintable():
        return text.strip()[:length].rstrip()
    kept: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", text):
        marks = marks + 1 if unicodedata.category(character)[0] == "M" else 0
        if marks <= MARKS_IN_A_ROW:
            kept.append(VISIBLE_MARK if is_hidden(character) else character)
    return " ".join("".join(kept).split())[:length].rstrip()
