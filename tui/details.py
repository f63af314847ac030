"""One piece of the plan in full, in rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from data.content import Content
from data.export.citations import Citation, citations
from data.export.summary import DisagreementItem
from data.review import recommended_items
from data.wording import REFUSAL, reason_text, what_text
from engine.decide import Recommended, Withheld
from engine.findings import Answers
from engine.interview import Question
from engine.safety import Violation
from engine.tables import Contradiction, Pathway, Remark
from tui.rows import Look, Row

_INDENT = 4


def advice_details(
    content: Content, item: Recommended, answers: Answers, *, sources: bool
) -> Iterator[Row]:
    """A recommendation: what, how soon, why, with what care, and on whose word."""
    recommendation = item.recommendation
    yield Row(recommendation.title, Look.STRONG)
    yield from _part("Within", [recommendation.within])
    yield from _part("What", [what_text(recommendation, answers)])
    yield from _part("Why", [recommendation.why])
    yield from _part("Rule", dict.fromkeys(rule.says for rule in item.rules))
    yield from _part("Because", (reason_text(content.pathway, r) for r in item.because))
    standing = (
        "settled: no open answer can change it"
        if item.settled
        else ("open: answers that are still missing may change it")
    )
    yield from _part("Standing", [standing])
    yield from _part("Caution", recommendation.cautions)
    yield from _part("Pitfall", recommendation.pitfalls)
    stated = [f"{_source_name(source)}: {says}" for source, says in recommendation.evidence]
    yield from _part("Strength", stated or ["source states none"])
    yield from _part("Review", [content.review.words(recommended_items(item))])
    tags = (*recommendation.cites, *(tag for rule in item.rules for tag in rule.cites))
    yield from _cited(content, tags, sources=sources)


def withheld_details(pathway: Pathway, item: Withheld) -> Iterator[Row]:
    """A recommendation that does not hold, and what blocks it."""
    yield Row(item.recommendation.title, Look.STRONG)
    yield from _part("Withheld", ["its reasons hold, but something stands against it"])
    yield from _part("Rule", [item.rule.says])
    yield from _part("Blocked by", (reason_text(pathway, r) for r in item.blocked_by))


def remark_details(content: Content, remark: Remark, *, sources: bool) -> Iterator[Row]:
    """What a reader needs to know beside the advice, and on whose word."""
    yield Row(remark.says, Look.STRONG, hang=2)
    yield from _part("Review", [content.review.words([f"remark.{remark.key}"])])
    yield from _cited(content, remark.cites, sources=sources)


def conflict_details(item: Contradiction) -> Iterator[Row]:
    """Two answers that cannot both be right."""
    yield Row(item.says, Look.STRONG, hang=2)
    yield from _part("Meanwhile", [item.meanwhile])
    yield Row("r shows all answers; Enter there changes one.")


def disagreement_details(item: DisagreementItem) -> Iterator[Row]:
    """What each body says on a disputed question, and where the rules stand."""
    yield Row(item.question, Look.STRONG, hang=2)
    for position in item.positions:
        yield Row(f"{position.body}: {position.says} ({position.cited})", hang=2)
    yield Row(f"Where these rules stand: {item.ours}", Look.STRONG, hang=2)


def refusal_details(violation: Violation) -> Iterator[Row]:
    """A safety rule that the advice would have broken."""
    yield Row(f"{violation.rule}: {violation.says}", Look.STRONG, hang=2)
    yield Row(REFUSAL, Look.ALERT, hang=2)


def open_details(pathway: Pathway, question: Question) -> Iterator[Row]:
    """A question without an answer that can still change the advice."""
    yield Row(question.ask, Look.STRONG)
    for key in question.findings:
        finding = pathway.findings[key]
        yield from _part(finding.short if len(question.findings) > 1 else "Why", [finding.why])
    yield Row("Enter goes to this question.")


def _cited(content: Content, tags: Iterable[str], *, sources: bool) -> Iterator[Row]:
    cited = citations(content, tags)
    everything = (*cited.sources, *cited.statements, *cited.references)
    if not sources:
        names = ", ".join(citation.tag for citation in everything)
        yield from _part("Sources", [f"{names} (s shows them in full)"])
        return
    for label, group in (
        ("Source", cited.sources),
        ("Article", cited.statements),
        ("Its ref.", cited.references),
    ):
        yield from _part(label, (_citation(content, citation) for citation in group))


def _citation(content: Content, citation: Citation) -> str:
    source = content.sources.get(citation.tag)
    notes = [f"seen: {source.seen}", source.funding] if source else [citation.standing]
    note = "; ".join(filter(None, notes))
    said = f"{citation.tag} {citation.says}" + (f" ({note})" if note else "")
    return f"{said} {citation.link}".rstrip()


def _source_name(source: str) -> str:
    return source.removeprefix("seed:")


def _part(label: str, texts: Iterable[str]) -> Iterator[Row]:
    for text in texts:
        if text:
            yield Row(f"{label:<11}{text}", hang=11)
            label = ""
