"""A batch of patients in, a batch of advice out, as Arrow record batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

import pyarrow as pa

from data.cohort.cells import Cells, read_cells
from data.cohort.columns import Column, answers_of
from data.cohort.reliance import reliable_columns
from data.cohort.verdicts import Verdicts
from engine.advice.brief import Brief
from engine.advice.interview import interview
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
        self._asked = compiled.pathway.asked

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
        return sorted(set(names) - self._asked.keys() - {ID, CONFIRMED, UNREAD} - set(self.kept))

    def __call__(self, batch: pa.RecordBatch, first: int = 1) -> pa.RecordBatch:
        """The advice for a batch; a row with a fault has faults and nothing else.

        Args:
            batch: one patient a row, one finding a column; an empty cell is not known.
            first: the number of its first row.
        """
        rows = batch.num_rows
        pathway, names = self._compiled.pathway, batch.schema.names
        cells = [read_cells(pathway, n, batch.column(n)) for n in names if n in self._asked]
        given = {found.key: found.column for found in cells}
        confirmed = [frozenset(keys or ()) for keys in _lists(batch, CONFIRMED)]
        faults = _faults(batch, cells)
        numbers = {key: one for key, one in given.items() if self._asked[key].kind.numeric}
        for row, keys in enumerate(confirmed):
            if any(key not in numbers or numbers[key].of(row) is None for key in keys):
                faults[row].append(f"{CONFIRMED}: not legal; legal: the numbers of this row")
        columns = self._columns(given, confirmed)
        whole = {
            "row": list(range(first, first + rows)),
            ID: _texts(batch, ID) or [str(row) for row in range(first, first + rows)],
            **{name: _texts(batch, name) or [None] * rows for name in self.kept},
            **{
                name: [None if bad else value for bad, value in zip(faults, values, strict=True)]
                for name, values in columns.items()
            },
            **{group_column(key): _grouped(given.get(key), rows) for key in self.groups},
            "faults": [found or None for found in faults],
        }
        return pa.RecordBatch.from_pydict(whole, schema=self.schema)

    def _columns(
        self, given: dict[str, Column], confirmed: Sequence[frozenset[str]]
    ) -> dict[str, list[object]]:
        """The parts of the result by name, patient by patient."""
        relied, unconfirmed = reliable_columns(self._compiled, given, confirmed)
        briefs = self._verdicts(relied, len(confirmed))
        makers: dict[str, Callable[[int, Brief], object]] = {
            "codes": lambda _, brief: brief.codes,
            "urgency": lambda _, brief: (
                None if brief.urgency is None else brief.urgency.name.lower()
            ),
            "next_step": lambda _, brief: brief.next_step,
            "refused": lambda _, brief: [item.rule for item in brief.refused],
            "unconfirmed": lambda row, _: unconfirmed.get(row, ()),
            "missing": lambda row, _: self._missing(answers_of(relied, row)),
        }
        return {
            part: [makers[part](row, brief) for row, brief in enumerate(briefs)]
            for part in self.parts
        }

    def _missing(self, answers: Answers) -> list[str]:
        """The findings that can still change the advice, as an interview asks for them."""
        open_questions = interview(self._compiled, answers).open
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


def _grouped(column: Column | None, rows: int) -> list[str]:
    """The group of each patient."""
    if column is None:
        return [UNKNOWN] * rows
    groups = [_group(value) for value in column.values]
    return [groups[code] for code in column.codes.tolist()]


def _faults(batch: pa.RecordBatch, cells: Iterable[Cells]) -> list[list[str]]:
    """The faults of each row."""
    faults = [list(found or ()) for found in _lists(batch, UNREAD)]
    for found in cells:
        for row, says in found.faulty():
            faults[row] += says
    return faults


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
