"""`spinepath content`: what the advice rests on, and who has reviewed it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from data.content import Content, load
from data.wording import UNREVIEWED
from engine.tables import ReviewStatus
from tui.cli import OK

_WIDTH = 78


def run() -> int:
    """Print the ledger of the shipped content."""
    print("\n".join(ledger_lines(load())))
    return OK


def ledger_lines(content: Content) -> Iterator[str]:
    """The content's identity, counts, references and sources, as plain lines."""
    pathway = content.pathway
    yield content.title
    yield f"Content {pathway.id} {pathway.version}"
    yield f"Digest (SHA-256) {pathway.digest}"
    yield f"Review status: {pathway.review_status.value}"
    if pathway.review_status is not ReviewStatus.APPROVED:
        yield UNREVIEWED
    yield f"The article, last updated {content.article_date}, calls itself pending human review."
    yield ""
    yield f"{len(pathway.findings)} findings, {len(pathway.rules)} rules,"
    yield f"{len(pathway.recommendations)} recommendations, {len(pathway.thresholds)} thresholds"
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


def _entry(tag: str, text: str) -> list[str]:
    return textwrap.wrap(
        f"{tag:<6}{text}", _WIDTH, subsequent_indent=" " * 6, break_long_words=False
    )
