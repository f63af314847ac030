"""Compare two contents, item by item and patient by patient."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from data.content.loader import Content
from data.governance import item_digests
from data.governance.diff_examples import Witness, Witnesses
from data.governance.item_digests import CanonicalItem, Changes
from data.governance.item_rows import item_rows
from data.input.case import case_document
from engine.diagram.content_diff import AffectedPatients, ContentPair, pair, shifts


@dataclass(frozen=True, slots=True)
class Part:
    """One changed part of an item.

    Attributes:
        part: name of the field, `rows` for the tables, or `logic` for the patients it holds for.
        old, new: what it was and is, as JSON has it; nothing for the logic, which is no text.
    """

    part: str
    old: object = None
    new: object = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that changes.

    Attributes:
        items: the names of what is added, removed and changed.
        parts: what of each changed item changes.
        patterns: how many combinations of answers there are.
        shifts: whose advice changes, each with one such patient.
    """

    old: Content
    new: Content
    items: Changes
    parts: Mapping[str, tuple[Part, ...]]
    patterns: int
    shifts: tuple[tuple[AffectedPatients, Witness], ...]


def difference(old: Content, new: Content) -> Difference:
    """Compare two contents.

    Raises:
        IncomparableError: when a finding is a number in one and a choice in the other.
    """
    both = pair(old.pathway, new.pathway)
    before, after = (
        item_digests.canonical_items(old, both.old),
        item_digests.canonical_items(new, both.new),
    )
    items = item_digests.changes(before, after)
    witnesses = Witnesses(both)
    return Difference(
        old=old,
        new=new,
        items=items,
        parts={
            name: tuple(_parts(before[name], after[name], _rows(both, name)))
            for name in items.changed
        },
        patterns=both.patterns,
        shifts=tuple((shift, witnesses.find(shift.where)) for shift in shifts(both)),
    )


def _rows(both: ContentPair, name: str) -> Part:
    old, new = item_rows(both.old.pathway, name), item_rows(both.new.pathway, name)
    return Part(
        "rows",
        [row for row in old if row not in new],
        [row for row in new if row not in old],
    )


def _parts(before: CanonicalItem, after: CanonicalItem, rows: Part) -> Iterator[Part]:
    for part in dict.fromkeys((*before, *after)):
        old, new = before.get(part), after.get(part)
        if part == "logic" and old != new:
            yield Part(part)
        elif part != "names" and old != new:
            yield Part(part, old, new)
    if rows.old or rows.new:
        yield rows


def difference_document(found: Difference) -> dict[str, Any]:
    """The difference as one JSON object; counts are texts, as they outgrow JSON's numbers."""
    return {
        "old": _edition(found.old),
        "new": _edition(found.new),
        "items": {
            "added": list(found.items.added),
            "removed": list(found.items.removed),
            "changed": [
                {"item": name, "parts": [asdict(part) for part in parts]}
                for name, parts in found.parts.items()
            ],
        },
        "patterns": str(found.patterns),
        "advice": [
            {
                "item": f"{shift.kind}.{shift.key}",
                "change": shift.change.value,
                "patterns": str(shift.patterns),
                "witness": case_document(witness.findings),
                "replays": witness.replays,
            }
            for shift, witness in found.shifts
        ],
    }


def _edition(content: Content) -> dict[str, str]:
    pathway = content.pathway
    return {"id": pathway.id, "version": pathway.version, "digest": pathway.digest}
