"""Readers of the advice: the words differ, the advice never does.

The content has words for the clinician and words for the patient. The other two readers get both,
or the rules behind them; nobody gets words that the content does not have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from data.text.telephones import NO_NUMBERS, Telephones
from data.wording.phrases import plain_text
from engine.advice.recommended import Recommended


@dataclass(frozen=True, slots=True)
class Reader:
    """One who reads, and the words that this one gets."""

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


def action_texts(
    reader: str, item: Recommended, what: str, numbers: Telephones = NO_NUMBERS
) -> Iterator[tuple[str, str]]:
    """Labels and texts of the action of a recommendation, for whoever reads.

    Args:
        reader: the setting; empty where nobody has been asked.
        item: the recommendation that holds.
        what: its action, as the answers ask for it.
        numbers: that the patient's words name.
    """
    recommendation = item.recommendation
    plain = plain_text(recommendation, numbers)
    if reader == "patient":
        yield "What", plain
        return
    yield "What", recommendation.what if reader else what
    if reader == "therapist":
        yield "To say", plain
    if reader == "specialist":
        for rule in item.rules:
            yield "By rule", f"{rule.key} ({', '.join(rule.cites)})"
