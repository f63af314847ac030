"""Disagreements among sources, as every export and face shows them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from data.content.loader import Content
from data.content.schema.references import DisagreementModel, PositionModel
from data.export.citations import Citation, source_citation


@dataclass(frozen=True, slots=True)
class PositionItem:
    """The position of one body on a disputed question.

    Attributes:
        body: with its year.
        terms: its panel and who paid for it, as far as they are known.
    """

    body: str
    says: str
    source: Citation
    terms: str

    def cited(self, source: str = "") -> str:
        """The source, by its tag or by another name, with the terms."""
        return ", ".join(filter(None, (source or self.source.tag, self.terms)))


@dataclass(frozen=True, slots=True)
class DisagreementItem:
    """A question on which sources disagree, and the position of the rules."""

    question: str
    positions: tuple[PositionItem, ...]
    ours: str


def disagreements(content: Content, codes: Collection[str]) -> tuple[DisagreementItem, ...]:
    """The disagreements among sources that some of the recommendations touch."""
    return tuple(
        disagreement_item(content, topic)
        for topic in content.disagreements.values()
        if not set(codes).isdisjoint(topic.codes)
    )


def disagreement_item(content: Content, topic: DisagreementModel) -> DisagreementItem:
    """A question on which sources disagree, with each position as it is cited."""
    return DisagreementItem(
        question=topic.question,
        positions=tuple(_position(content, position) for position in topic.positions),
        ours=topic.ours,
    )


def _position(content: Content, position: PositionModel) -> PositionItem:
    funding = position.funding and f"funding: {position.funding}"
    return PositionItem(
        body=f"{position.body} {position.year or ''}".rstrip(),
        says=position.says,
        source=source_citation(content, position.source),
        terms=", ".join(filter(None, (position.panel, funding))),
    )
