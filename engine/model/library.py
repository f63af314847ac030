"""The code that a pathway brings along: its safety check reports violations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Codes: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Violation:
    """A safety rule that a page breaks.

    Attributes:
        rule: its number in the clinical dossier; A14 is step 14 of the decision order.
        says: the rule in a sentence.
        missing: codes that the page had to show; of `one_of`, all that would have done.
        wrong: codes that the page must not show.
    """

    rule: str
    says: str
    missing: Codes = ()
    wrong: Codes = ()
