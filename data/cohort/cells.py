"""The cells of a column: each distinct value is read once, however many rows have it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.cohort.columns import Column
from data.input.case_values import CaseReader
from data.input.faults import Fault, FaultyInputError
from data.input.strict_json import parse_strictly
from engine.model.answers import Value
from engine.model.pathway import Pathway

_NESTED: Final = ("[", "{")
"""With these a text begins that holds a list or an object as JSON."""


@dataclass(frozen=True, slots=True)
class Cells:
    """One column of a batch.

    Attributes:
        key: of the finding.
        column: its values; None where a cell is empty, unknown or faulty.
        faults: the faults of each of the values.
    """

    key: str
    column: Column
    faults: tuple[tuple[Fault, ...], ...]

    def faulty(self) -> Iterator[tuple[int, list[str]]]:
        """The rows that have faults, each with its own in words."""
        for number, faults in enumerate(self.faults):
            if faults:
                says = [f"{f.place.removeprefix('findings.')}: {f.says}" for f in faults]
                for row in np.flatnonzero(self.column.codes == number).tolist():
                    yield row, says


def read_cells(pathway: Pathway, key: str, column: pa.Array) -> Cells:
    """The values of a column.

    Args:
        pathway: the content that says which values are legal.
        key: of a finding that is asked.
        column: text as a case writes it (lists and objects as JSON), numbers, or nested values.
    """
    distinct, codes = _distinct(column)
    read = [_read(pathway, key, raw) for raw in distinct]
    return Cells(key, Column(codes, tuple(v for v, _ in read)), tuple(f for _, f in read))


def _distinct(column: pa.Array) -> tuple[list[Any], NDArray[np.int64]]:
    """The distinct values of a column, None among them, and which of them each row has."""
    if pa.types.is_nested(column.type):
        texts = [None if raw is None else json.dumps(raw) for raw in column.to_pylist()]
        column = pa.array(texts, pa.string())
    encoded = column.dictionary_encode(null_encoding="encode")
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    codes: NDArray[np.int64] = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    return encoded.dictionary.to_pylist(), codes


def _read(pathway: Pathway, key: str, raw: object) -> tuple[Value | None, tuple[Fault, ...]]:
    """A legal value, or what is wrong with it."""
    faults: list[Fault] = []
    if isinstance(raw, str) and raw.lstrip().startswith(_NESTED):
        try:
            raw = parse_strictly(raw.encode(), faults)
        except FaultyInputError as error:
            return None, tuple(Fault(key, fault.says) for fault in error.faults)
    elif isinstance(raw, str):
        raw = raw.strip() or None
    answers = dict(CaseReader(pathway, faults).answers({key: raw}))
    return (None if faults else answers.get(key)), tuple(faults)
