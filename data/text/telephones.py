"""The telephone numbers that whoever runs the program has set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

BLANK: Final = "____"
"""The blank that stands in a text in place of a number, to be filled in by hand."""

_NAMED: Final = re.compile(r"\{([^{}]*)\}")
_SUFFIX: Final = "_telephone"


@dataclass(frozen=True, slots=True)
class Telephones:
    """The numbers to call in an emergency and on the ward; empty where none is set."""

    emergency: str = ""
    ward: str = ""

    def filled(self, text: str) -> str:
        """The text with these numbers in their places; a blank for a number that is not set."""
        numbers = {"emergency_telephone": self.emergency, "ward_telephone": self.ward}
        return _NAMED.sub(lambda found: numbers.get(found[1], "") or BLANK, text)


NO_NUMBERS: Final = Telephones()
"""A blank for each number."""


def unknown_numbers(text: str) -> Iterator[str]:
    """The names in braces that are no telephone number: `{emergency_telephone}` is one."""
    known = {f"{name}{_SUFFIX}" for name in Telephones.__slots__}
    return (name for name in _NAMED.findall(text) if name not in known)
