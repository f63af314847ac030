"""A batch of patients in, a batch of advice out, as Arrow record batches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import pyarrow as pa

from data.cohort.cells import Cells, read_cells
from data.cohort.verdicts import Verdicts
from data.input.doubts import implausible
from engine.advice.brief import Brief
from engine.advice.interview import interview
from engine.advice.unconfirmed import reliable
from engine.diagram.compiler import Compiled
from engine.model.answers import UNKNOWN, Answers, Value

ID: Final = "id"
CONFIRMED: Final = "confirmed"
UNREAD: Final = "unread"
"""The column in which a reader of lines says why it could not read a row."""

_LIST: Final = pa.list_(pa.string())
PARTS: Final = {
    "codes": _LIST,
    "urgency": pa.string(),
    "next_step": pa.string(),
    "refused": _LIST,
    "unconfirmed": _LIST,
    "missing": _LIST,
}
"""The columns that a result can have, each with its type."""

ALWAYS: Final = ("codes", "urgency", "next_step", "refused", "unconfirmed")
"""The columns of a result unless others are asked for; `missing` costs an interview a row."""


class Evaluation:
    """Evaluates batches of patients with one pathway.

    Attributes:
        parts: the columns of the result, some of PARTS.
        kept: columns of the input that the result repeats as text.
        groups: findings whose values the result repeats, numbers in tens, for counts by them.
    """

    def __init__(
        self,
        compiled: Compiled,
        parts: Sequence[str] = ALWAYS,
        kept: Sequence[str] = (),
        groups: Sequence[str] = (),
    ) -> None:
        self.parts, self.kept, self.groups = tuple(parts), tuple(kept), tuple(groups)
        self._compiled = compiled
        self._verdicts = Verdicts(compiled)
        self._asked = {k for k, f in compiled.pathway.findings.items() if f.derived is None}

    @property
    def schema(self) -> pa.Schema:
        """The columns of a result: row, id, those kept, the parts, and the faults of a bad row."""
        return pa.schema(
            [
                ("row", pa.int64()),
                (ID, pa.string()),
                *((name, pa.string()) for name in self.kept),
                *((name, PARTS[name]) for name in self.parts),
                *((group_column(key), pa.string()) for key in self.groups),
                ("faults", _LIST),
            ]
        )

    def unknown_columns(self, names: Iterable[str]) -> list[str]:
        """The columns that are neither findings that are asked, nor kept, nor of the format."""
        return sorted(set(names) - self._asked - {ID, CONFIRMED, UNREAD} - set(self.kept))

    def __call__(self, batch: pa.RecordBatch, first: int = 1) -> pa.RecordBatch:
        """The advice for a batch; a row with a fault has faults and nothing else.

        Args:
            batch: one patient a row, one finding a column; an empty cell is not known.
            first: the number of its first row.
        """
        patients, faults = self._patients(batch)
        confirmed = self._confirmed(batch, patients, faults)
        pathway = self._compiled.pathway
        good = [row for row, found in enumerate(faults) if not found]
        relied = [
            reliable(
                self._compiled,
                patients[row],
                implausible(pathway, patients[row], confirmed[row]),
            )
            for row in good
        ]
        columns: dict[str, list[object]] = {name: [None] * len(patients) for name in self.parts}
        for row, answers, brief in zip(good, relied, self._verdicts(relied), strict=True):
            for part in self.parts:
                columns[part][row] = self._part(part, brief, answers, patients[row])
        rows = range(first, first + len(patients))
        given = {
            "row": list(rows),
            ID: _texts(batch, ID) or [str(row) for row in rows],
            **{name: _texts(batch, name) or [None] * len(patients) for name in self.kept},
            **columns,
            **{
                group_column(key): [_group(answers.get(key)) for answers in patients]
                for key in self.groups
            },
            "faults": [found or None for found in faults],
        }
        return pa.RecordBatch.from_pydict(given, schema=self.schema)

    def _patients(self, batch: pa.RecordBatch) -> tuple[list[dict[str, Value]], list[list[str]]]:
        """The answers of each row, and the faults of each."""
        patients: list[dict[str, Value]] = [{} for _ in range(batch.num_rows)]
        faults: list[list[str]] = [list(found or ()) for found in _lists(batch, UNREAD)]
        for name in batch.schema.names:
            if name in self._asked:
                _fill(
                    read_cells(self._compiled.pathway, name, batch.column(name)), patients, faults
                )
        return patients, faults

    def _confirmed(
        self, batch: pa.RecordBatch, patients: Sequence[Answers], faults: list[list[str]]
    ) -> list[frozenset[str]]:
        """The keys of the numbers that stand although they are unlikely, row by row."""
        found: list[frozenset[str]] = []
        for row, keys in enumerate(_lists(batch, CONFIRMED)):
            named = frozenset(keys or ())
            findings = self._compiled.pathway.findings
            if any(key not in patients[row] or not findings[key].numeric for key in named):
                faults[row].append(f"{CONFIRMED}: not legal; legal: the numbers of this row")
            found.append(named)
        return found

    def _part(self, part: str, brief: Brief, relied: Answers, answers: Answers) -> object:
        """One column of the result for one patient."""
        match part:
            case "codes":
                return list(brief.codes)
            case "urgency":
                return None if brief.urgency is None else brief.urgency.name.lower()
            case "next_step":
                return brief.next_step
            case "refused":
                return [item.rule for item in brief.refused]
            case "unconfirmed":
                return sorted(answers.keys() - relied.keys())
            case _:
                open_questions = interview(self._compiled, relied).open
                return [key for question in open_questions for key in question.findings]


def group_column(key: str) -> str:
    """The column of a result in which the group of a finding stands."""
    return f"by_{key}"


def _group(value: Value | None) -> str:
    """The group to which a value belongs: ten numbers, or the value itself."""
    if isinstance(value, int | float):
        start = int(value // 10) * 10
        return f"{start} to {start + 9}"
    return value if isinstance(value, str) else UNKNOWN


def _fill(cells: Cells, patients: list[dict[str, Value]], faults: list[list[str]]) -> None:
    """Put the values of a column into the rows that have them."""
    for row, code in enumerate(cells.codes.tolist()):
        value = cells.values[code]
        if value is not None:
            patients[row][cells.key] = value
        elif cells.faults[code]:
            faults[row] += [
                f"{f.place.removeprefix('findings.')}: {f.says}" for f in cells.faults[code]
            ]


def _texts(batch: pa.RecordBatch, name: str) -> list[str | None] | None:
    """A column as text; None where the batch has none of this name."""
    if name not in batch.schema.names:
        return None
    return [None if value is None else str(value) for value in batch.column(name).to_pylist()]


def _lists(batch: pa.RecordBatch, name: str) -> list[list[str] | None]:
    """A column of lists; text is cut at its spaces."""
    if name not in batch.schema.names:
        return [None] * batch.num_rows
    return [raw.split() if isinstance(raw, str) else raw for raw in batch.column(name).to_pylist()]
