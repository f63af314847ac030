"""The words of the advice for each reader; only the words differ."""

from __future__ import annotations

from collections.abc import Iterator

from data.text.telephones import Telephones
from data.wording.advice_words import plain_text
from engine.advice.recommended import Recommended


def action_texts(
    reader: str, item: Recommended, what: str, numbers: Telephones
) -> Iterator[tuple[str, str]]:
    """Labels and texts of the limit and the action of a recommendation, for whoever reads.

    Args:
        reader: the setting; empty where nobody has been asked.
        item: the recommendation that holds.
        what: its action, as the answers ask for it.
        numbers: that the patient's words name.
    """
    recommendation = item.recommendation
    plain = plain_text(recommendation, numbers)
    if reader == "patient":
        yield "Within", item.within.replace(" (tool convention)", "")
        yield "What", plain
        return
    yield "Within", item.within
    yield "What", recommendation.what if reader else what
    if reader == "therapist":
        yield "To say", plain
    if reader == "specialist":
        for rule in item.rules:
            yield "By rule", f"{rule.key} ({', '.join(rule.cites)})"
