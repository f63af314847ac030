"""A cohort under two contents: whose advice changes, by recommendation, with an example each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pyarrow as pa

from data.cohort.evaluation import ID, Evaluation
from data.cohort.tables import Table

OTHERWISE: Final = "otherwise"

_COMPARED: Final = ("codes", "urgency", "next_step")


@dataclass(slots=True)
class Comparison:
    """The changes of a cohort.

    Attributes:
        patients: how many were evaluated under both contents.
        changed: how many of them have other codes, another urgency or another next step.
        uncomparable: how many have a fault under either content.
        gained, lost: patients by code.
        otherwise: how many keep all codes, with another urgency, order or next step.
        examples: for a code with its sign, and for OTHERWISE, the id of the first patient.
        unread: the columns that neither content knows.
    """

    patients: int = 0
    changed: int = 0
    uncomparable: int = 0
    gained: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    otherwise: int = 0
    examples: dict[str, str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()

    def add(self, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Count one patient, by the rows of both results."""
        if before["faults"] or after["faults"]:
            self.uncomparable += 1
            return
        self.patients += 1
        if all(before[part] == after[part] for part in _COMPARED):
            return
        self.changed += 1
        example = after[ID] or f"row {after['row']}"
        was, now = set(before["codes"]), set(after["codes"])
        if was == now:
            self.otherwise += 1
            self.examples.setdefault(OTHERWISE, example)
        for sign, codes, counter in (("+", now - was, self.gained), ("-", was - now, self.lost)):
            counter.update(codes)
            for code in codes:
                self.examples.setdefault(f"{sign}{code}", example)

    def lines(self) -> Iterator[str]:
        """The comparison in words, the most frequent change first."""
        share = self.changed / self.patients if self.patients else 0.0
        yield f"{self.patients:,} patients; the advice of {self.changed:,} changes ({share:.1%})"
        if self.uncomparable:
            yield f"{self.uncomparable:,} more have a fault under one of the contents"
        for word, sign, counter in (("gain", "+", self.gained), ("lose", "-", self.lost)):
            for code, number in counter.most_common():
                yield f"  {number:>9,} {word} {code}, such as {self.examples[sign + code]}"
        if self.otherwise:
            says = "have the same advice with another urgency, order or next step, such as"
            yield f"  {self.otherwise:>9,} {says} {self.examples[OTHERWISE]}"
        if self.unread:
            yield f"Not read, as no such findings: {', '.join(self.unread)}"

    def document(self) -> dict[str, Any]:
        """The comparison as the JSON object that other programs read."""
        by_code = {
            name: {
                code: {"patients": number, "example": self.examples[sign + code]}
                for code, number in counter.most_common()
            }
            for name, sign, counter in (("gained", "+", self.gained), ("lost", "-", self.lost))
        }
        return {
            "patients": self.patients,
            "changed": self.changed,
            "uncomparable": self.uncomparable,
            **by_code,
            "otherwise": {"patients": self.otherwise, "example": self.examples.get(OTHERWISE)},
            "unread": list(self.unread),
        }


def compared(before: Evaluation, after: Evaluation, table: Table) -> Comparison:
    """Evaluate every row of a table under two contents.

    Args:
        before: with the parts that `evaluation.ALWAYS` names.
        after: likewise.
        table: of patients; a column that one content does not know is a fault of none.

    Raises:
        TableError: when the table cannot be read on.
    """
    found, first = Comparison(), 1
    for batch in table.batches():
        unread = {*before.unknown_columns(batch.schema.names)}
        unread &= {*after.unknown_columns(batch.schema.names)}
        found.unread = tuple(sorted({*found.unread} | unread))
        results = [_known(evaluation, batch, first) for evaluation in (before, after)]
        for one, other in zip(*(result.to_pylist() for result in results), strict=True):
            found.add(one, other)
        first += batch.num_rows
    return found


def _known(evaluation: Evaluation, batch: pa.RecordBatch, first: int) -> pa.RecordBatch:
    """The result of a batch without the columns that a content does not know."""
    unknown = set(evaluation.unknown_columns(batch.schema.names))
    return evaluation(batch.select([n for n in batch.schema.names if n not in unknown]), first)
