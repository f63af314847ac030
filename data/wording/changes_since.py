"""Changes since the last session of the patient, both read by one content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from data.wording.kinds import NOT_ASKED, level_text, value_text
from engine.advice.comparison import Reclassified, compare
from engine.advice.decide import Advice
from engine.advice.recommended import Recommended
from engine.model.answers import Answers, LevelReading
from engine.model.findings import Finding
from engine.model.pathway import Pathway

SAME: Final = "The advice is the same as then."


@dataclass(frozen=True, slots=True)
class OtherAnswer:
    """A finding whose answer differs from the earlier one, in words.

    Attributes:
        name: of the finding.
        was: the answer of then; NOT_ASKED where there was none.
        now: the answer of now.
    """

    name: str
    was: str
    now: str

    @property
    def says(self) -> str:
        """Both answers, after the name of the finding."""
        return f"{self.was} then, {self.now} now"


@dataclass(frozen=True, slots=True)
class Since:
    """The present advice compared with the earlier advice.

    Attributes:
        gained: recommendations that hold now and did not, most urgent first.
        pending: those that held, do not, and may again with answers that are still missing.
        lost: those that held, and are ruled out by what is answered now.
        moved: those that are more or less urgent; that one is settled by now is no news.
        answers: what is answered otherwise, in questionnaire order.
        missing: names of the findings that were answered then and are not now.
    """

    gained: tuple[Recommended, ...]
    pending: tuple[Recommended, ...]
    lost: tuple[Recommended, ...]
    moved: tuple[Reclassified, ...]
    answers: tuple[OtherAnswer, ...]
    missing: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Return whether the same is advised, as urgently."""
        return not (self.gained or self.pending or self.lost or self.moved)


def moved_text(pair: Reclassified) -> str:
    """Both urgencies of a recommendation, and its title."""
    was, now, title = pair.before.urgency, pair.after.urgency, pair.after.recommendation.title
    return f"{was.name} then, {now.name} now: {title}"


def since(pathway: Pathway, before: Advice, now: Advice, given: Answers, active: Answers) -> Since:
    """Compare two sessions.

    Args:
        pathway: the content of both.
        before: the advice of the earlier one.
        now: that of the later one.
        given: the answers that the first rests on.
        active: the answers that the second rests on.
    """
    found = compare(before, now)
    possible = set(now.still_possible)
    moved = (pair for pair in found.moved if pair.before.urgency is not pair.after.urgency)
    return Since(
        gained=found.gained,
        pending=tuple(i for i in found.lost if i.code in possible),
        lost=tuple(i for i in found.lost if i.code not in possible),
        moved=tuple(moved),
        answers=tuple(_otherwise(pathway, given, active)),
        missing=tuple(
            finding.short
            for key, finding in pathway.findings.items()
            if key in given and key not in active
        ),
    )


def _otherwise(pathway: Pathway, given: Answers, active: Answers) -> Iterator[OtherAnswer]:
    for key, finding in pathway.findings.items():
        if key in active and given.get(key) != active[key]:
            was, now = given.get(key), active[key]
            if isinstance(was, tuple) and isinstance(now, tuple):
                yield OtherAnswer(finding.short, *_levels(finding, was, now))
            else:
                then = NOT_ASKED if was is None else value_text(finding, was)
                yield OtherAnswer(finding.short, then, value_text(finding, now))


def _levels(
    finding: Finding, before: Iterable[LevelReading], after: Iterable[LevelReading]
) -> tuple[str, str]:
    """The levels that are read otherwise: of those in both what differs, else their signs."""
    was, now = ({one["level"]: one for one in readings} for readings in (before, after))
    told: tuple[list[str], list[str]] = ([], [])
    for level in dict.fromkeys((*was, *now)):
        if was.get(level) == now.get(level):
            continue
        for words, own, other in zip(told, (was, now), (now, was), strict=True):
            reading = own.get(level)
            if reading is None:
                words.append(f"{level} not named")
                continue
            against = other.get(level) or dict.fromkeys(reading, "no")
            differs = {k: v for k, v in reading.items() if k == "level" or v != against.get(k)}
            words.append(level_text(finding, differs))
    return "; ".join(told[0]), "; ".join(told[1])
