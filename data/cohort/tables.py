"""Tables of patients: Parquet, CSV and NDJSON, read batch by batch."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, Final, Protocol

import pyarrow as pa
from pyarrow import parquet

from data.cohort.evaluation import CONFIRMED, ID, UNREAD
from data.input.case import LARGEST_CASE
from data.input.faults import Fault, FaultyInputError
from data.input.strict_json import parse_strictly
from data.text.os_errors import reason_of

ROWS: Final = 8_192
"""Rows of a batch."""

ENDINGS: Final = (".parquet", ".csv", ".ndjson", ".jsonl")
"""The endings of the tables that are read and written."""


class TableError(Exception):
    """A table that cannot be read or written; the message is a sentence for the user."""


class Table(Protocol):
    """A table of patients, one a row.

    Attributes:
        names: its columns as far as its head tells; a line of NDJSON may have others.
    """

    names: tuple[str, ...]

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The rows in batches of ROWS.

        Raises:
            TableError: where it cannot be read on.
        """


def open_table(path: Path) -> Table:
    """A table by the ending of its name.

    Raises:
        TableError: when the ending is none of ENDINGS, or the table cannot be read.
    """
    readers: dict[str, Callable[[Path], Table]] = {
        ".parquet": _Parquet,
        ".csv": _Csv,
        ".ndjson": _Lines,
        ".jsonl": _Lines,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise TableError(f"{path.name}: not a table; legal endings: {', '.join(ENDINGS)}")
    try:
        table = reader(path)
    except (OSError, pa.ArrowException, csv.Error, UnicodeDecodeError) as error:
        raise unreadable(path, error) from error
    double = {name for name in table.names if table.names.count(name) > 1}
    if double:
        raise TableError(f"{path.name}: columns given more than once: {', '.join(sorted(double))}")
    return table


def unreadable(path: Path, error: Exception) -> TableError:
    """The sentence for a table that cannot be read."""
    says = reason_of(error).partition("\n")[0][:200]
    if isinstance(error, UnicodeDecodeError):
        says = "not UTF-8 text; save it as UTF-8"
    return TableError(f"{path.name}: cannot be read: {says}")


class _Parquet:
    """A table in a Parquet file."""

    def __init__(self, path: Path) -> None:
        self._file = parquet.ParquetFile(path)
        self.names = tuple(self._file.schema_arrow.names)

    def batches(self) -> Iterator[pa.RecordBatch]:
        yield from self._file.iter_batches(batch_size=ROWS)


class _Csv:
    """A table in a CSV file, UTF-8, with a line of names."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open(encoding="utf-8-sig", newline="") as lines:
            self.names = tuple(next(csv.reader(lines), ()))

    def batches(self) -> Iterator[pa.RecordBatch]:
        with self._path.open(encoding="utf-8-sig", errors="backslashreplace", newline="") as lines:
            rows = csv.reader(lines)
            next(rows, None)
            yield from _batches(self._row(row) for row in rows if row)

    def _row(self, row: list[str]) -> dict[str, Any]:
        if len(row) != len(self.names):
            return {UNREAD: [f"{len(row)} cells; the table has {len(self.names)} columns"]}
        return {name: cell for name, cell in zip(self.names, row, strict=True) if cell}


class _Lines:
    """A case a line as JSON: `{"findings": {...}}`, or the findings themselves with an `id`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.names: tuple[str, ...] = ()
        path.open("rb").close()

    def batches(self) -> Iterator[pa.RecordBatch]:
        with self._path.open("rb") as lines:
            yield from _batches(_case(line) for line in lines if line.strip())


def _case(line: bytes) -> dict[str, Any]:
    """The cells of one line of JSON."""
    faults: list[Fault] = []
    if len(line) > LARGEST_CASE:
        return {UNREAD: [f"the case is larger than {LARGEST_CASE:,} bytes"]}
    try:
        case = parse_strictly(line, faults)
    except FaultyInputError as error:
        return {UNREAD: [*map(str, error.faults)]}
    if not isinstance(case, dict) or not isinstance(case.get("findings", {}), dict):
        return {UNREAD: ['a case is {"findings": {KEY: VALUE, ...}}']}
    beside = {name: case[name] for name in (ID, CONFIRMED) if name in case}
    cells = {**case.get("findings", {k: v for k, v in case.items() if k not in beside}), **beside}
    if faults:
        return {ID: beside.get(ID), UNREAD: [*map(str, faults)]}
    return cells


def _batches(rows: Iterable[Mapping[str, Any]]) -> Iterator[pa.RecordBatch]:
    """Rows of cells as batches; a cell is text, a list or an object is JSON."""
    rows = iter(rows)
    while part := list(islice(rows, ROWS)):
        names = dict.fromkeys(name for row in part for name in row)
        yield pa.RecordBatch.from_pydict(
            {
                name: pa.array([_cell(name, row.get(name)) for row in part], _type(name))
                for name in names
            }
        )


def _type(name: str) -> pa.DataType:
    return pa.list_(pa.string()) if name in (CONFIRMED, UNREAD) else pa.string()


def _cell(name: str, raw: object) -> object:
    if name in (CONFIRMED, UNREAD):
        return (
            raw.split()
            if isinstance(raw, str)
            else [str(r) for r in raw]
            if isinstance(raw, list)
            else None
        )
    return raw if raw is None or isinstance(raw, str) else json.dumps(raw)
