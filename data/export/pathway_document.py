"""The whole pathway as headings and lines, to be read and followed without a computer.

The steps come first, in the order in which the program takes them; then a form with every
question; then what the steps name. Nothing is said here that the content does not say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from data.export.blocks import Block, Heading, Line
from data.export.citations import citations
from data.export.disagreements import disagreements
from data.export.outline import NO_STRENGTH, disagreement
from data.text.dates import day_text
from data.text.numbers import number_text
from data.wording.advice_words import URGENCY
from data.wording.banners import banners
from data.wording.decision_tables import row_text
from data.wording.kinds import full_blank
from engine.model.conditions import Table, clauses
from engine.model.findings import Finding
from engine.model.pathway import Concept, Pathway, Recommendation, Rule, Section
from engine.model.urgency import Urgency

if TYPE_CHECKING:
    from data.content.loader import Content

_USE: Final = (
    "Take the steps in order. Where a step ends the pathway, stop there: no later step counts.",
    "Not known is never no: what was not asked or not examined counts as not known.",
    "A rule holds where any one of its lines If holds and none of its lines Not if does.",
    "Everything joined by AND must hold. Any one rule is enough for a recommendation.",
    "The computer weighs all answers together and checks itself; paper does neither.",
    "Go by clinical judgement, and enter the answers when the computer is back.",
)


def paper(content: Content, today: date) -> Iterator[Block]:
    """The blocks of the document, from top to bottom.

    Args:
        content: the pathway and what it cites.
        today: printed on the first page; decides whether the content is past its review date.
    """
    pathway = content.pathway
    yield from _cover(content, today)
    yield Heading(2, "The steps in brief")
    for number, section in enumerate(pathway.sections.values(), 1):
        ends = " Where it applies, the way ends here." if section.stops else ""
        yield Line(f"{gate_text(pathway, section)}{ends}", f"Step {number}, {section.title}")
    for number, section in enumerate(pathway.sections.values(), 1):
        yield from _step(pathway, number, section)
    yield from _form(pathway)
    yield from _conditions(pathway)
    yield from _numbers(pathway)
    yield Heading(2, "The recommendations in full")
    for recommendation in pathway.recommendations.values():
        yield from _recommendation(content, recommendation)
    yield Heading(2, "Where sources disagree")
    for topic in disagreements(content, pathway.recommendations):
        yield from disagreement(topic, {})
    yield Heading(2, "What this pathway does not consider")
    yield from (Line(limit.says) for limit in content.scope.not_considered)
    yield from _sources(content)


def _cover(content: Content, today: date) -> Iterator[Block]:
    pathway = content.pathway
    yield Heading(1, f"{content.title}: the pathway on paper")
    yield from map(Line, banners(content, today))
    yield Line(f"version {pathway.version}, digest {pathway.digest}", "Content")
    yield Line(content.review.whole.words, "Review status")
    yield Line(f"{day_text(today)}; to be reviewed by {day_text(pathway.review_by)}", "Printed")
    yield Heading(2, "How to use these pages")
    yield from map(Line, _USE)


def gate_text(pathway: Pathway, section: Section) -> str:
    """The patients for whom a section applies."""
    if not section.gate:
        return "Every patient, unless an earlier step ends the pathway."
    return f"If {' OR '.join(row_text(pathway, row) for row in section.gate)}."


def _step(pathway: Pathway, number: int, section: Section) -> Iterator[Block]:
    """One section: its patients, and each of its recommendations with the rules that give it."""
    yield Heading(2, f"Step {number}. {section.title}")
    yield Line(gate_text(pathway, section))
    for concept in _named(pathway, section.gate):
        yield from _rows(pathway, "That is", concept.when)
        yield from _rows(pathway, "but not if", concept.unless)
    if section.stops:
        yield Line("Where this step applies, the way ends here.")
    for code, rules in rules_of(pathway, section):
        yield from _advised(pathway, pathway.recommendations[code], rules)
    for remark in pathway.remarks.values():
        if remark.section == section.key:
            yield Heading(4, f"Note: {remark.says}")
            yield from _rows(pathway, "If", remark.when)
            yield from _rows(pathway, "Not if", remark.unless)


def rules_of(
    pathway: Pathway, section: Section, where: Callable[[Rule], bool] = lambda _: True
) -> list[tuple[str, list[Rule]]]:
    """Each code that a section gives, with the rules that give it, the most urgent first."""
    by_code: dict[str, list[Rule]] = {}
    for rule in pathway.rules.values():
        if rule.section == section.key and where(rule):
            by_code.setdefault(rule.gives, []).append(rule)
    return sorted(by_code.items(), key=lambda one: soonest(pathway, one[1]))


def soonest(pathway: Pathway, rules: Iterable[Rule]) -> Urgency:
    """The urgency of the most urgent of some rules."""
    return min(
        pathway.recommendations[rule.gives].urgency if rule.urgency is None else rule.urgency
        for rule in rules
    )


def _named(pathway: Pathway, table: Table) -> Iterator[Concept]:
    """The concepts that the rows of a gate name, repeated there so that pages need no turning."""
    for clause in clauses(table):
        if clause.name in pathway.concepts:
            yield pathway.concepts[clause.name]


def _advised(pathway: Pathway, item: Recommendation, rules: Sequence[Rule]) -> Iterator[Block]:
    """The recommendations of this step with their urgency and every rule that gives them."""
    yield Heading(4, item.title)
    first = soonest(pathway, rules)
    yield Line(URGENCY[first], "How soon")
    if item.within:
        yield Line(item.within, "Within")
    yield Line(item.what, "What")
    for rule in rules:
        urgency = soonest(pathway, [rule])
        more = "" if urgency is first else f" ({URGENCY[urgency]})"
        yield Line(f"{rule.says}{more}", "Rule")
        yield from _rows(pathway, "If", rule.when)
        yield from _rows(pathway, "Not if", rule.unless)


def _rows(pathway: Pathway, label: str, table: Table) -> Iterator[Line]:
    """Each row of a table; any of them is enough."""
    for number, row in enumerate(table):
        yield Line(row_text(pathway, row), label if number == 0 else f"or {label.lower()}")


def _form(pathway: Pathway) -> Iterator[Block]:
    """Every question, with boxes to tick."""
    yield Heading(2, "The questions, to be filled in by hand")
    chapter = ""
    for finding in pathway.findings.values():
        if finding.derived:
            continue
        if finding.chapter != chapter:
            chapter = finding.chapter
            yield Heading(3, pathway.chapters.get(chapter, chapter))
        yield Line(f"{finding.ask} {full_blank(finding)}", finding.short)
        for part in finding.fields:
            yield Line(f"{part.ask} {full_blank(part)}", f"At each level, {part.short}")
        yield from _rows(pathway, "Asked if", finding.asked_when)


def _conditions(pathway: Pathway) -> Iterator[Block]:
    yield Heading(2, "What the conditions above mean")
    for concept in pathway.concepts.values():
        yield from _condition(pathway, concept)
    yield Heading(2, "Answers that contradict each other")
    for contradiction in pathway.contradictions.values():
        yield from _condition(pathway, contradiction)
        yield Line(contradiction.meanwhile, "Until that is resolved")


def _condition(pathway: Pathway, concept: Concept) -> Iterator[Block]:
    yield Heading(4, f"{concept.says[:1].upper()}{concept.says[1:]}")
    yield from _rows(pathway, "If", concept.when)
    yield from _rows(pathway, "Not if", concept.unless)


def _numbers(pathway: Pathway) -> Iterator[Block]:
    yield Heading(2, "What is worked out from the answers")
    findings: Mapping[str, Finding] = pathway.findings
    for finding in findings.values():
        if finding.derived:
            names = ", ".join(findings[key].short for key in finding.derived.inputs)
            yield Line(f"{finding.ask} From: {names}.", finding.short)
    yield Heading(2, "The numbers that decide, with their sources")
    for threshold in pathway.thresholds.values():
        number = f"{number_text(threshold.value)} {threshold.unit}".rstrip()
        yield Line(f"{threshold.says} ({', '.join(threshold.cites)})", number)


def _recommendation(content: Content, item: Recommendation) -> Iterator[Block]:
    yield Heading(4, item.title)
    yield Line(item.what, "What")
    yield Line(item.why, "Why")
    yield from (Line(caution, "Caution") for caution in item.cautions)
    yield from (Line(pitfall, "Pitfall") for pitfall in item.pitfalls)
    stated = [f"{source}: {says}" for source, says in item.evidence] or [NO_STRENGTH]
    yield from (Line(strength, "Strength of evidence") for strength in stated)
    yield Line(content.review.words([f"recommendation.{item.code}"]), "Review status")
    yield Line(", ".join(tag.removeprefix("seed:") for tag in item.cites), "Sources")


def _sources(content: Content) -> Iterator[Block]:
    """Every source that a rule, a recommendation or a number cites, once."""
    pathway = content.pathway
    cites = [
        *(rule.cites for rule in pathway.rules.values()),
        *(item.cites for item in pathway.recommendations.values()),
        *(remark.cites for remark in pathway.remarks.values()),
        *(threshold.cites for threshold in pathway.thresholds.values()),
    ]
    cited = citations(content, (tag for tags in cites for tag in tags))
    yield Heading(2, "Sources")
    for label, group in (
        ("Source", cited.sources),
        ("Article", cited.statements),
        ("Reference of the article", cited.references),
    ):
        for citation in group:
            yield Line(f"{citation.tag} {citation.words}", label, citation.link)
