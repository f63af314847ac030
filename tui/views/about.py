"""Show the content's references, review status and statements as lines of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from data.content.cases import Case, cases
from data.content.loader import Content
from data.content.review import ReviewStatus
from data.text.dates import day_text
from data.text.wrapping import wrapped_lines
from data.wording.banners import UNPROVED
from tui.views.certificate import certificate_lines


def ledger_lines(content: Content) -> Iterator[str]:
    """Identity, counts, references, sources, and what the pathway leaves out."""
    pathway = content.pathway
    yield content.title
    yield f"Content {pathway.id} {pathway.version}"
    yield f"Digest (SHA-256) {pathway.digest}"
    by = day_text(pathway.review_by)
    yield f"Review status: {content.review.whole.words}; to be reviewed by {by}"
    yield from _signed(content)
    yield f"The article, last updated {content.article_date}, calls itself pending human review."
    yield ""
    yield f"{len(pathway.findings)} findings, {len(pathway.rules)} rules,"
    yield f"{len(pathway.recommendations)} recommendations, {len(pathway.thresholds)} thresholds"
    yield "\nPROOF"
    if content.certificate and content.proved:
        yield from certificate_lines(content.certificate)
    else:
        yield from wrapped_lines(UNPROVED)
    yield "\nREFERENCES OF THE ARTICLE, as it prints them"
    for number, reference in content.references.items():
        yield from _entry(f"[{number}]", f"{reference.printed}. {reference.identity}")
        yield from _entry("", f"Status: {reference.status}. Confidence: {reference.confidence}")
    yield "\nSOURCES"
    for key, source in content.sources.items():
        yield from _entry(key, f"{source.identity} (seen: {source.seen})")
        for more in (source.link, source.note, source.funding):
            if more:
                yield from _entry("", more)
    yield from _thresholds(content)
    yield from _scope(content)


def _signed(content: Content) -> Iterator[str]:
    """The number of signed items; `spinepath content review` names the signers."""
    review = content.review
    if review.signatures:
        counts = Counter(map(review.status, review.digests))
        yield ", ".join(f"{counts[status]} items {status.words}" for status in ReviewStatus)
    else:
        yield "No item is signed."


def _thresholds(content: Content) -> Iterator[str]:
    yield "\nTHRESHOLDS"
    for threshold in content.pathway.thresholds.values():
        number = f"{threshold.value:g} {threshold.unit}".rstrip()
        yield from _entry("", f"{number}: {threshold.says} ({', '.join(threshold.cites)})")


def _scope(content: Content) -> Iterator[str]:
    scope = content.scope
    yield "\nNOT CONSIDERED by this pathway"
    for limit in scope.not_considered:
        yield from _entry("-", limit.says)
    yield "\nRELATED QUESTIONS of the article's page"
    for related in scope.related:
        yield from _entry("Q", related.question)
        yield from _entry("A", f"{related.answer} ({', '.join(related.cites)})")
    yield "\nNOT COVERED: questions outside the subject of the pathway"
    for question in scope.not_covered:
        yield from _entry("-", question.question)


def statement_lines(content: Content) -> Iterator[str]:
    """Every statement of the article, with the rules and the cases that carry it."""
    known = cases()
    for key, statement in content.statements.items():
        numbers = "".join(f" [{number}]" for number in statement.references)
        yield ""
        yield from _entry(key, f"{statement.says}{numbers}")
        verdict = statement.verdict
        words = verdict if isinstance(verdict, str) else ", ".join(verdict)
        yield from _entry("", " ".join((f"Verdict: {words}", *statement.tension)))
        if statement.not_ruled:
            yield from _entry("", f"No rule: {statement.not_ruled}")
            continue
        rules = [r for r in content.pathway.rules.values() if key in r.cites]
        yield from _entry("", "Rules: " + ", ".join(rule.key for rule in rules))
        codes = {rule.gives for rule in rules}
        yield from _entry("", f"Cases: {', '.join(_carrying(known, codes)) or 'none'}")


def _carrying(known: tuple[Case, ...], codes: set[str]) -> list[str]:
    """The cases that demand or forbid one of the codes."""
    return [case.id for case in known if codes & {*case.expect, *case.forbid}]


def _entry(tag: str, text: str) -> list[str]:
    return wrapped_lines(f"{tag:<6}{text}", more=" " * 6)
