"""The leaflet: advice in plain words, for the clinician to hand over."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace
from typing import Final

from data.export.blocks import ITEM, Block, Heading, Line
from data.export.summarise import REVIEWED
from data.export.summary import AdviceItem, Summary
from data.text.dates import day_text
from data.wording.banners import PRACTICE
from engine.model.urgency import Urgency

_HEADINGS: Final = {
    Urgency.EMERGENCY: "Now",
    Urgency.URGENT: "Today or tomorrow",
    Urgency.SOON: "In the coming days",
    Urgency.ROUTINE: "Alongside",
    Urgency.INFORMATION: "Good to know",
}
_REFUSED: Final = "No advice can be printed here. Talk to your clinician."
_NEW: Final = "New since last time: "
_LATER: Final = (
    "This leaflet takes the place of the one of {}. Ask your clinician about anything that was on"
    " that one and is not on this one."
)
"""Words in place of ended advice, which could be read as a warning."""
_INTRODUCTION: Final = (
    "Your clinician has gone through this with you and hands it to you. It does not replace"
    " talking to your clinician. Ask about anything that is unclear."
)
_UNREVIEWED: Final = (
    "These texts come from a computer program. No specialist has approved them yet, so what your"
    " own team tells you comes first."
)
_LINE: Final = "_" * 30
"""A blank that the clinician fills in where no number is set."""


def leaflet_blocks(summary: Summary) -> Iterator[Block]:
    """The advice that concerns the patient, in plain words; what is advised has the label ITEM.

    All that only concerns the clinician (missing answers, evidence, and what is not done now, of
    which nobody has spoken to the patient) is left out; what the clinician decided against stands
    apart at the end. Nothing of the patient but the session number is printed, with the day and who
    hands it over.
    """
    leaflet, telephones = summary.leaflet, summary.telephones
    yield Heading(1, leaflet.title)
    if summary.training:
        yield Line(PRACTICE)
    yield Line(_INTRODUCTION)
    if summary.header.review != REVIEWED:
        yield Line(_UNREVIEWED)
    if summary.refused:
        yield Line(_REFUSED)
    if summary.since and summary.since.day:
        yield Line(_LATER.format(summary.since.day))
    offered = [
        replace(item, plain=telephones.filled(item.plain))
        for item in summary.advice
        if item.for_patient and (item.offered or item.code in leaflet.also)
    ]
    at_once = [item for item in offered if item.code == leaflet.return_advice]
    yield from _part("When to get help at once", at_once)
    yield Line("")
    yield Line(telephones.emergency or _LINE, "In an emergency call")
    yield Line(telephones.ward or _LINE, "For questions call (ward, doctor)")
    items = [item for item in offered if item not in at_once]
    new = summary.since.new if summary.since else frozenset()
    left = [item for item in items if item.decision and item.decision.against]
    for urgency, heading in _HEADINGS.items():
        done = [item for item in items if item.urgency is urgency and item not in left]
        yield from _part(heading, done, new=new)
    yield from _part("Decided otherwise; ask your clinician why", left)
    yield Line("")
    header = summary.header
    made = (f"Session {header.session}", day_text(header.exported), header.author)
    yield Line(", ".join(filter(None, made)))


def _part(heading: str, items: list[AdviceItem], new: Set[str] = frozenset()) -> Iterator[Block]:
    if items:
        yield Heading(3, heading)
    for item in items:
        yield Line(f"{_NEW if item.code in new else ''}{item.plain}", ITEM)
