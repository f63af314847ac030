"""The one-page summary, in blocks that every format draws.

It says who, when and by whom; question and answer; red flags and examination; the next step with
its date; what is started and what is not, and why; what the next doctor is to do and by when; what
was decided otherwise; what is not known. The last line is the record to check it by.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import groupby
from typing import Final

from data.export.awaited_results import AwaitedItem
from data.export.blocks import Heading, Line, PageBlock
from data.export.presentation import Piece, joined
from data.export.summary import NOT_STATED, RECORD, AdviceItem, Ground, Summary
from data.session.report_origin import COMPLETED, FROM_REPORT
from data.text.dates import moment_text
from data.wording.advice_words import BY_THE_USER, NOTES, REFUSAL
from data.wording.banners import PRACTICE
from data.wording.changes_since import SAME, moved_text
from data.wording.kinds import NOT_ASKED
from data.wording.page import MORE_URGENT, Section
from engine.model.urgency import Urgency

_NAMED: Final = 3
"""The most names in a line that counts the others."""

_ENDING: Final = 2
"""The number of words at the end of a title that may repeat its time limit."""


SHOWN: Final = (
    *(Section.NEXT, Section.DO_NOW, Section.MORE, Section.ALONGSIDE),
    Section.ASSESSMENT,
)
"""The sections whose recommendations the page names."""


def page_blocks(summary: Summary) -> Iterator[PageBlock]:
    """The page of a summary, from top to bottom."""
    header, told = summary.header, summary.presentation
    yield Heading(1, header.pathway)
    for notice in (*((PRACTICE,) if summary.training else ()), *summary.pinned, *summary.limit):
        yield Line(notice, alert=True)
    yield from _head(summary)
    chart: tuple[PageBlock, ...] = (summary.site_chart,) if summary.site_chart else ()
    answer = (*chart, *summary.charts, *told.answer, *_conflicts(summary))
    if summary.refused:
        yield from _part("Question and answer", answer)
        yield from _part("Red flags and examination", told.examination)
        refused = (Line(rule, "Rule") for rule in summary.refused)
        yield from _part("No advice", (Line(REFUSAL), *refused), first=True)
        yield from _part("Since the last session", _since(summary))
    else:
        yield from _part("Question and answer", (*answer, *_established(summary)))
        yield from _part("Red flags and examination", told.examination)
        yield from _part("Since the last session", _since(summary))
        yield from _part("Next step", _next_step(summary), first=True)
        yield from _part("Do now", to_do_lines(summary))
        yield from _part(
            "Not started, and why", (Line(item.says, item.label) for item in summary.not_started)
        )
        yield from _part("For the next doctor", _for_the_next(summary))
        yield from _part("Return advice", _return_advice(summary))
        yield from _part("Decided otherwise", _decided(summary))
    yield from _part(NOTES, map(Line, summary.notes))
    yield Heading(2, "About this page", silent=True)
    yield from _not_known(summary)
    yield from _from_report(summary)
    yield Line(f"{header.review} {header.earlier}".rstrip())
    yield Line(f"version {header.version}, {header.digest}; {header.program}", "Content")
    yield Line(header.record, RECORD)


def _part(title: str, blocks: Iterable[PageBlock], *, first: bool = False) -> Iterator[PageBlock]:
    """A part under its title; empty without lines."""
    if lines := list(blocks):
        yield Heading(2, title, first)
        yield from lines


def _head(summary: Summary) -> Iterator[Line]:
    header = summary.header
    label = f" ({header.label})" if header.label else ""
    begun = moment_text(header.created)
    yield Line(f"{header.session}{label}, begun {begun}", "Session")
    yield Line(f"{moment_text(header.exported)} by {header.author or NOT_STATED}", "Written")
    if header.people:
        yield Line("; ".join(header.people), "Answered by")
    yield from summary.presentation.patient


def _established(summary: Summary) -> Iterator[Line]:
    """The conclusions, and the findings behind the advice that no other line names."""
    yield from _listed("Established", texts_of(summary, Section.ASSESSMENT))
    grounds = grounds_of(items_of(summary, *SHOWN), summary.presentation.names)
    yield from _listed("The advice rests on this too", [ground.says for ground in grounds])


def grounds_of(items: Iterable[AdviceItem], named: Set[str]) -> list[Ground]:
    """The findings that some advice rests on, but for those that are named, each once."""
    grounds = dict.fromkeys(ground for item in items for ground in item.grounds)
    return [one for one in grounds if one.finding not in named and not one.names <= named]


def _conflicts(summary: Summary) -> Iterator[Line]:
    for item in summary.contradictions:
        yield Line(f"{item.says} {item.meanwhile}", "Contradiction")
    yield from (Line(says, "Bound") for says in summary.unsettled)


def _since(summary: Summary) -> Iterator[Line]:
    since = summary.since
    if since is None:
        return
    if (found := since.found) is None:
        yield Line(since.session)
        return
    if found.same:
        yield Line(SAME, f"Since {since.day}")
    yield from _titles("More or less urgent", map(moved_text, found.moved))
    for label, items in (
        (f"New since {since.day}", found.gained),
        ("No longer advised", found.lost),
        ("Not advised now, still open", found.pending),
    ):
        to_do = [i.recommendation.title for i in items if i.urgency is not Urgency.INFORMATION]
        yield from _titles(label, _first(to_do))
    followed = [item for item in since.decided if item.accepted and not item.reason]
    others = (item for item in since.decided if item not in followed)
    yield from _titles("Decided then", (f"{i.title}: {_unsigned(i.words)}" for i in others))
    for label in dict.fromkeys(item.label for item in followed):
        titles = (item.title for item in followed if item.label == label)
        yield from _titles(f"Then {_unsigned(label)}", titles)
    other = [f"{a.name}: {a.now}, was {a.was}" for a in found.answers if a.was != NOT_ASKED]
    yield from _listed("Changed answers", other)


def _first(names: Sequence[str]) -> list[str]:
    """The first names, and how many more there are."""
    more = len(names) - _NAMED
    return [*names[:_NAMED], *([f"{more} more"] if more > 0 else [])]


def _next_step(summary: Summary) -> Iterator[Line]:
    for item in items_of(summary, Section.NEXT):
        yield Line(f"{item.title}{when_text(summary, item)}{_decision(item)}", item.urgency.name)
        yield Line(item.what, "What")
        to_do = items_of(summary, Section.DO_NOW, Section.MORE, Section.ALONGSIDE)
        sooner = any(other.urgency < item.urgency for other in to_do)
        yield from _titles("Why", (*item.says[:1], *[MORE_URGENT] * sooner))


def when_text(summary: Summary, item: AdviceItem) -> str:
    """The date until which something is awaited, else its time limit in words."""
    due = [one for one in summary.awaited if item.code in one.codes and one.due]
    if due:
        return f", by {due[0].due} ({due[0].limit})"
    ending = " ".join(item.title.split()[-_ENDING:])
    said = ending in item.within or item.title.endswith(f" {item.within}")
    return f", {item.within}" if item.within and not said else ""


def to_do_lines(summary: Summary) -> Iterator[Line]:
    """Things to do now, by urgency; return advice, decisions against it have parts of their own."""
    items = items_of(summary, Section.DO_NOW, Section.MORE)
    to_do = [i for i in items if i.code != summary.leaflet.return_advice and not is_against(i)]
    for urgency, group in groupby(to_do, key=lambda item: item.urgency):
        titles = (f"{item.title}{_limit(summary, item)}{_decision(item)}" for item in group)
        yield from _titles(urgency.name, titles)


def _limit(summary: Summary, item: AdviceItem) -> str:
    """The time limit of an emergency, which stands beside it wherever it is listed."""
    return when_text(summary, item) if item.urgency is Urgency.EMERGENCY else ""


def _for_the_next(summary: Summary) -> Iterator[Line]:
    """The results awaited, with dates, and what is done alongside, each once."""
    yield from awaited_lines(summary)
    asked = {code for one in summary.awaited for code in one.codes}
    alongside = items_of(summary, Section.ALONGSIDE)
    beside = [i for i in alongside if i.code not in asked and not is_against(i)]
    yield from _titles("Alongside", [f"{item.title}{_decision(item)}" for item in beside])
    yield from _titles("Beware", texts_of(summary, Section.BEWARE))


def awaited_lines(summary: Summary) -> Iterator[Line]:
    """The awaited results with their dates; results without a date share one line."""
    for one in summary.awaited:
        if one.due:
            yield Line(f"by {one.due} ({one.limit}){_state(one)}", one.title)
    undated = [f"{one.title}{_state(one)}" for one in summary.awaited if not one.due]
    yield from _listed("No date stated", undated)


def _state(one: AwaitedItem) -> str:
    return " (requested)" if one.requested else ""


def _return_advice(summary: Summary) -> Iterator[Line]:
    code = summary.leaflet.return_advice
    return (Line(f"{item.what}{_decision(item)}") for item in summary.advice if item.code == code)


def _decided(summary: Summary) -> Iterator[Line]:
    """The decisions, without the words that the heading says for all of them."""
    return (replace(one, text=_unsigned(one.text)) for one in decided_lines(summary))


def _unsigned(text: str) -> str:
    return text.replace(BY_THE_USER, "")


def decided_lines(summary: Summary, *, noted: bool = False) -> Iterator[Line]:
    """Every decision that is no consent, and every one on what is not advised now.

    Args:
        summary: the summary of a session.
        noted: whether to name consents with a reason too.
    """
    of = [
        *(item.decision for item in summary.advice if item.decision),
        *(item.decision for item in summary.withheld if item.decision),
    ]
    for one in (*of, *summary.decided):
        if not one.accepted or (noted and one.reason) or one in summary.decided:
            yield Line(one.words, one.title)


def _not_known(summary: Summary) -> Iterator[Line]:
    """The line of what is not known: what was asked by name, the rest by number."""
    words = []
    if summary.not_known:
        words.append(f"not known: {', '.join(_first([item.name for item in summary.not_known]))}")
    if summary.not_asked:
        count = len(summary.not_asked)
        words.append(f"not asked: {count} finding{'s' * (count > 1)} that could change the advice")
    if summary.set_aside:
        count = len(summary.set_aside)
        words.append(f"set aside: {count} answer{'s' * (count > 1)}")
    if words:
        label, _, said = "; ".join(words).partition(": ")
        yield Line(said, label.capitalize())


def _from_report(summary: Summary) -> Iterator[Line]:
    """A line each for the answers taken from a report, and for those that it completed."""
    for origin in (FROM_REPORT, COMPLETED):
        names = (item.name for item in summary.answered if origin in item.note)
        yield from _listed(origin.capitalize(), names)


def is_against(item: AdviceItem) -> bool:
    """Return whether somebody decided against it."""
    return item.decision is not None and item.decision.against


def _decision(item: AdviceItem) -> str:
    if (decision := item.decision) is None:
        return ""
    note = f": {decision.reason}" if decision.accepted and decision.reason else ""
    return f" [{decision.label}{note}]"


def items_of(summary: Summary, *kinds: Section) -> list[AdviceItem]:
    """The advice of some sections of the page, in its order."""
    by_code = {item.code: item for item in summary.advice}
    lines = (line for section in summary.page if section.kind in kinds for line in section.lines)
    return [by_code[line.code] for line in lines if line.code in by_code]


def texts_of(summary: Summary, kind: Section) -> list[str]:
    """The lines of a section of the page."""
    return [line.text for one in summary.page if one.kind is kind for line in one.lines]


def _listed(label: str, words: Iterable[str]) -> Iterator[Line]:
    if said := "; ".join(words):
        yield Line(said, label)


def _titles(label: str, titles: Iterable[str]) -> Iterator[Line]:
    """Titles as sentences, as some of them hold a semicolon."""
    if said := joined(Piece(title, begins=True) for title in titles):
        yield Line(said, label)
