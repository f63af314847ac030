"""The first contact on two pages: what is asked, with boxes, and where each step leads.

An extract of the pathway on paper, for the pocket and the wall. The forms say which questions
belong to it: those up to the form that ends. Everything is said in the words of the content.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from data.export.blocks import Block, Heading, Line
from data.export.pathway_document import gate_text, rules_of, soonest
from data.text.dates import day_text
from data.wording.banners import banners
from data.wording.kinds import BOX, short_blank
from engine.model.form import Form
from engine.model.pathway import Pathway, Rule, Section
from engine.model.place import Leads
from engine.model.urgency import Urgency

if TYPE_CHECKING:
    from data.content.loader import Content

_USE: Final = (
    "An extract: nothing routine, and nothing that could harm where it is not needed; spinepath"
    " print has every rule with its exceptions. Take the steps in order; where one ends the"
    " pathway, stop there. Not known is never no. Go by clinical judgement."
)


def first_contact(content: Content, today: date) -> Iterator[Block]:
    """The blocks of the two pages.

    Args:
        content: the pathway and what it cites.
        today: printed at the top; decides whether the content is past its review date.
    """
    pathway = content.pathway
    yield Heading(1, f"{content.title}: first contact")
    yield from map(Line, banners(content, today))
    yield Line(f"{_USE} Content {pathway.version}, {pathway.digest[:12]}; {day_text(today)}.")
    yield Heading(2, "Ask")
    for form in _first(pathway):
        yield Heading(3, form.title)
        yield from map(Line, _asked(pathway, form))
    yield Heading(2, "Then, step by step")
    for number, section in enumerate(pathway.sections.values(), 1):
        yield from _step(pathway, number, section)


def _first(pathway: Pathway) -> Iterator[Form]:
    """The forms up to the one that ends."""
    for form in pathway.forms.values():
        yield form
        if form.ends:
            return


def _asked(pathway: Pathway, form: Form) -> Iterator[str]:
    """The items of each list on lines of their own, then the other questions by name."""
    for key in (key for key in form.asks if key in pathway.checklists):
        yield from (f"{BOX} {item.says}" for item in pathway.checklists[key].items)
    others = (pathway.findings[key] for key in form.asks if key in pathway.findings)
    yield " ".join(f"{finding.short} {short_blank(finding)}." for finding in others)


def _step(pathway: Pathway, number: int, section: Section) -> Iterator[Block]:
    """A section: its gate, and each thing to do with the rules that give it, the urgent first."""
    found = rules_of(pathway, section, lambda rule: _leads(pathway, rule))
    if not found:
        return
    ends = " The way ends here." * section.stops
    yield Heading(3, f"{number}. {section.title}. {gate_text(pathway, section)}{ends}")
    for code, rules in found:
        item = pathway.recommendations[code]
        says = " Or: ".join(dict.fromkeys(rule.says for rule in rules))
        yield Line(says, f"{BOX} {item.title} ({soonest(pathway, rules).name})")


def _leads(pathway: Pathway, rule: Rule) -> bool:
    item, urgency = pathway.recommendations[rule.gives], soonest(pathway, [rule])
    return item.leads is not Leads.NO and urgency <= Urgency.SOON and not item.permissive
