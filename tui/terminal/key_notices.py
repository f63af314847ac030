"""The sentences about keys that were not taken."""

from __future__ import annotations

from typing import Final

UNENDING_PASTE: Final = "A paste came without its end: none of it was taken."
ESCAPE: Final = "Esc is nothing here."
NO_TEXT: Final = (
    "Characters that are no UTF-8 were left out: this terminal sends another code than its locale"
    " names."
)
PASTED_NO_TEXT: Final = "The paste holds what is no UTF-8: marks stand in its place. Read it again."
UNKNOWN: Final = "That key is nothing here."
NOT_UNDERSTOOD: Final = "This terminal sends what the program does not understand; it is dropped."


def after_escape(keys: str) -> str:
    """The sentence about keys that came right after Esc, or with Alt, which looks the same."""
    named = keys.strip() if keys.isprintable() else ""
    return f"{named or 'A key'} came with Alt or right after Esc: not taken. Press it again."
