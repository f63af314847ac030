"""The readers who can be chosen; the settings read this list, so it imports nothing.

The content has words for the clinician and words for the patient. The other two readers get both,
or the rules behind them; nobody gets words that the content does not have.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader, and the words that this reader gets."""

    title: str
    says: str


READERS: Final[Mapping[str, Reader]] = {
    "clinician": Reader("Clinician", "the clinician's words"),
    "specialist": Reader(
        "Specialist", "the clinician's words, with the rule and its sources by their codes"
    ),
    "therapist": Reader(
        "Nurse or therapist", "the clinician's words, then those to say to the patient"
    ),
    "patient": Reader("Patient beside me", "the patient's words; titles stay the clinician's"),
}
"""By the value of the setting."""


def reader_words(reader: str) -> str:
    """The sentence that says who reads and with which words."""
    one = READERS[reader]
    return f"Who reads: {one.title.lower()}. Words: {one.says}. The advice is the same for all."
