"""The words for what an answer stored, and for what it did to the advice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from data.wording.phrases import NOT_KNOWN, value_text
from engine.advice.comparison import compare
from engine.advice.decide import Advice
from engine.model.answers import UNKNOWN, Value
from engine.model.pathway import Pathway
from engine.model.urgency import Urgency
from tui.views.advice_panel import spoken_advice


def value_words(pathway: Pathway, key: str, value: Value) -> str:
    """A finding and its value: `Pain now (0-10): 7`."""
    finding = pathway.findings[key]
    return f"{finding.short}: {NOT_KNOWN if value == UNKNOWN else value_text(finding, value)}"


def change_lines(before: Advice, now: Advice) -> Iterator[str]:
    """The recommendations that an answer has added, removed or reclassified."""
    found = compare(before, now)
    yield from (f"Now advised: {spoken_advice(item)}" for item in found.gained)
    for pair in found.moved:
        was, item = pair.before.urgency, pair.after
        if was is not item.urgency:
            more = "More" if item.urgency < was else "Less"
            yield f"{more} urgent, before {was.name}: {spoken_advice(item)}"
    yield from (f"No longer advised: {item.recommendation.title}" for item in found.lost)


def echo(pathway: Pathway, values: Mapping[str, Value], before: Advice, now: Advice) -> str:
    """The answer stored and its effect, on one line; of a list what is present, then counts."""
    found = compare(before, now)
    did = [f"+ {item.recommendation.title}" for item in found.gained if _shown(item.urgency)]
    did += [f"- {item.recommendation.title}" for item in found.lost if _shown(item.urgency)]
    return " | ".join((stored_words(pathway, values), *did))


def stored_words(pathway: Pathway, values: Mapping[str, Value]) -> str:
    """Some values: what is present by name, then how many are absent or not known."""
    absent = {
        item.finding: item.absent for one in pathway.checklists.values() for item in one.items
    }
    if len(values) == 1:
        absent = {}
    no = [key for key, value in values.items() if absent.get(key) == value]
    unknown = [key for key in absent if values.get(key) == UNKNOWN]
    said = [
        value_words(pathway, key, value)
        for key, value in values.items()
        if key not in no and key not in unknown
    ]
    counts = [(no, "no"), (unknown, NOT_KNOWN)]
    return ", ".join([*said, *(f"{len(keys)} answered {word}" for keys, word in counts if keys)])


def _shown(urgency: Urgency) -> bool:
    return urgency is not Urgency.INFORMATION
