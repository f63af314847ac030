"""Disagreements among sources, as every export and face shows them."""

from __future__ import annotations

from collections.abc import Collection

from data.content.loader import Content
from data.export.citations import source_citation
from data.export.summary import DisagreementItem, PositionItem


def disagreements(content: Content, codes: Collection[str]) -> tuple[DisagreementItem, ...]:
    """The disagreements among sources that some of the recommendations touch."""
    return tuple(
        DisagreementItem(
            question=topic.question,
            positions=tuple(
                PositionItem(
                    body=f"{position.body} {position.year or ''}".rstrip(),
                    says=position.says,
                    source=source_citation(content, position.source),
                    terms=", ".join(
                        filter(
                            None,
                            (position.panel, position.funding and f"funding: {position.funding}"),
                        )
                    ),
                )
                for position in topic.positions
            ),
            ours=topic.ours,
        )
        for topic in content.disagreements.values()
        if not set(codes).isdisjoint(topic.codes)
    )
