"""What differs between two pieces of advice, and between the answers they rest on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data.wording import value_text
from engine.decide import Advice, Recommended
from engine.findings import Answers
from engine.tables import Pathway


@dataclass(frozen=True, slots=True)
class Comparison:
    """The second advice against the first.

    Attributes:
        gained: recommendations that hold now and did not, most urgent first.
        lost: those that held and do not.
        moved: those whose urgency differs, as they were and as they are.
        answers: the findings whose answer differs, with what it was and is in words; empty
            where there is none.
    """

    gained: tuple[Recommended, ...]
    lost: tuple[Recommended, ...]
    moved: tuple[tuple[Recommended, Recommended], ...]
    answers: tuple[tuple[str, str, str], ...]


def compare(
    pathway: Pathway, before: Advice, after: Advice, given: Answers, now: Answers
) -> Comparison:
    """Compare two pieces of advice under one content.

    Args:
        pathway: the content of both.
        before: the first advice.
        after: the second.
        given: the answers that the first rests on.
        now: the answers that the second rests on.
    """
    was = {item.recommendation.code: item for item in before.recommended}
    holds = {item.recommendation.code: item for item in after.recommended}
    return Comparison(
        gained=tuple(item for code, item in holds.items() if code not in was),
        lost=tuple(item for code, item in was.items() if code not in holds),
        moved=tuple(
            (was[code], item)
            for code, item in holds.items()
            if code in was and was[code].urgency is not item.urgency
        ),
        answers=tuple(_changed(pathway, given, now)),
    )


def _changed(pathway: Pathway, given: Answers, now: Answers) -> Iterator[tuple[str, str, str]]:
    for key, finding in pathway.findings.items():
        was, is_ = given.get(key), now.get(key)
        if was != is_:
            words = ["" if value is None else value_text(finding, value) for value in (was, is_)]
            yield finding.short, words[0], words[1]
