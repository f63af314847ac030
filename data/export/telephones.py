"""The telephone numbers that whoever runs the program has set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

BLANK: Final = "____"
"""The blank that stands in a text in place of a number, to be filled in by hand."""

_AT_ONCE: Final = f"{BLANK} at once"
"""Words that ask for the emergency number; a blank in other words is the ward's."""


@dataclass(frozen=True, slots=True)
class Telephones:
    """The numbers to call in an emergency and on the ward; empty where none is set."""

    emergency: str = ""
    ward: str = ""

    def filled(self, text: str) -> str:
        """The text with these numbers in its blanks; a blank without a number stays."""
        parts = text.split(_AT_ONCE)
        done = (part.replace(BLANK, self.ward or BLANK) for part in parts)
        return _AT_ONCE.replace(BLANK, self.emergency or BLANK).join(done)
