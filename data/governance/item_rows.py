"""Tables for readers: a line for each row, the cells as their author wrote them."""

from __future__ import annotations

from typing import Final

from engine.model.conditions import Row, UnaryTest
from engine.model.pathway import Pathway

_GROUPS: Final = {
    "finding": "findings",
    "derived": "findings",
    "contradiction": "contradictions",
    "concept": "concepts",
    "section": "sections",
    "rule": "rules",
    "remark": "remarks",
    "invariant": "invariants",
}
"""The tables of a pathway, by the kind in an item's name."""

_TABLES: Final = {
    "when": "when",
    "unless": "unless",
    "gate": "gate",
    "asked_when": "asked when",
    "never": "never",
}


def item_rows(pathway: Pathway, name: str) -> tuple[str, ...]:
    """The rows of an item, each with the table it stands in.

    Args:
        pathway: the content.
        name: kind, a dot, key, as in `data.governance.item_digests`; other content has no such
            item, or the item no tables, when nothing comes back.
    """
    kind, _, key = name.partition(".")
    item = getattr(pathway, _GROUPS[kind]).get(key) if kind in _GROUPS else None
    return tuple(
        f"{words}: {row_text(row)}"
        for table, words in _TABLES.items()
        for row in getattr(item, table, ())
    )


def row_text(row: Row) -> str:
    """One row: `FINDING >= THRESHOLD, CONCEPT holds`."""
    return ", ".join(f"{c.name} {_test(c.test)}" for c in row) or "always"


def _test(test: UnaryTest | bool) -> str:
    if isinstance(test, UnaryTest):
        return test.text
    return "holds" if test else "does not hold"
