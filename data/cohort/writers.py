"""Results written as a table: Parquet, CSV or NDJSON, by the ending of the name."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, Final

import pyarrow as pa
from pyarrow import parquet

from data.cohort.tables import ENDINGS, TableError

_BEING_WRITTEN: Final = ".unfinished"


def require_new(path: Path, *, replace: bool) -> None:
    """Check that a table may be written there.

    Raises:
        TableError: when it has no legal ending, or the name is taken.
    """
    if path.suffix.lower() not in ENDINGS:
        raise TableError(f"{path.name}: legal endings: {', '.join(ENDINGS)}")
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise TableError(f"{path} is a link or no file; choose another name")
    if path.exists() and not replace:
        raise TableError(f"{path} is there already; choose another name, or give --replace")


def write_table(path: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> int:
    """Write a table in one step: it is there whole, or not at all.

    Returns:
        the number of its rows.

    Raises:
        OSError: when it cannot be written.
    """
    unfinished = path.with_name(path.name + _BEING_WRITTEN)
    with suppress(FileNotFoundError):
        unfinished.unlink()
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            write = _parquet if path.suffix.lower() == ".parquet" else _text
            rows = write(path, file, schema, batches)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    return rows


def _parquet(
    _path: Path, file: BinaryIO, schema: pa.Schema, batches: Iterable[pa.RecordBatch]
) -> int:
    rows = 0
    with parquet.ParquetWriter(file, schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
            rows += batch.num_rows
    return rows


def _text(path: Path, file: BinaryIO, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> int:
    """Write CSV, a list as its words with spaces between, or a JSON object a line."""
    rows = 0
    text = TextIOWrapper(file, encoding="utf-8", newline="")
    try:
        table = csv.writer(text, lineterminator="\n") if path.suffix.lower() == ".csv" else None
        if table:
            table.writerow(schema.names)
        for batch in batches:
            for row in batch.to_pylist():
                if table:
                    table.writerow([_word(value) for value in row.values()])
                else:
                    text.write(json.dumps(row) + "\n")
            rows += batch.num_rows
        text.flush()
    finally:
        text.detach()  # whoever opened the file closes it
    return rows


def _word(value: object) -> object:
    """A value as a cell of CSV; a formula is no value, so that a spreadsheet runs nothing."""
    if isinstance(value, list):
        value = " ".join(map(str, value))
    return (
        f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@")) else value
    )
