"""The findings of many patients as arrays: a finding is derived once for all with its inputs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.advice.facts import given_facts
from engine.model.answers import UNKNOWN, Value
from engine.model.pathway import Pathway


@dataclass(frozen=True, slots=True)
class Column:
    """One finding of many patients.

    Attributes:
        codes: for each patient, the number of the value; of shape (patients,).
        values: the different values; None where the finding is not known.
    """

    codes: NDArray[np.int64]
    values: tuple[Value | None, ...]

    def of(self, row: int) -> Value | None:
        """The value of one patient."""
        return self.values[int(self.codes[row])]

    def changed(self, values: Mapping[int, Value | None]) -> Column:
        """The column with other values of some patients."""
        codes = self.codes.copy()
        codes[[*values]] = np.arange(len(values)) + len(self.values)
        return Column(codes, (*self.values, *values.values()))


def answers_of_all(columns: Mapping[str, Column], size: int) -> list[dict[str, Value]]:
    """The answers of each patient that are known."""
    found: list[dict[str, Value]] = [{} for _ in range(size)]
    for key, column in columns.items():
        for answers, code in zip(found, column.codes.tolist(), strict=True):
            value = column.values[code]
            if value is not None:
                answers[key] = value
    return found


def with_derived(pathway: Pathway, columns: Mapping[str, Column], size: int) -> dict[str, Column]:
    """The columns of all findings; those without a column are not known of anybody."""
    nobody = Column(np.zeros(size, dtype=np.int64), (None,))
    found: dict[str, Column] = {}
    for key, finding in pathway.findings.items():
        if finding.derived is None:
            found[key] = columns.get(key, nobody)
            continue
        function = pathway.library.derivations[finding.derived.function]
        inputs = {name: found[name] for name in finding.derived.inputs}
        groups, group_of = _groups(inputs.values(), size)
        derived = [function(given_facts(pathway, answers_of(inputs, row))) for row in groups]
        found[key] = Column(group_of, tuple(None if v == UNKNOWN else v for v in derived))
    return found


def _groups(columns: Iterable[Column], size: int) -> tuple[list[int], NDArray[np.int64]]:
    """The groups of patients equal in some columns: a row of each group, each row's group."""
    first, group_of = np.zeros(1, dtype=np.int64), np.zeros(size, dtype=np.int64)
    for column in columns:
        _, first, group_of = np.unique(
            group_of * len(column.values) + column.codes, return_index=True, return_inverse=True
        )
    return first.tolist(), group_of


def answers_of(columns: Mapping[str, Column], row: int) -> dict[str, Value]:
    """The answers of one patient that are known."""
    values = ((key, column.of(row)) for key, column in columns.items())
    return {key: value for key, value in values if value is not None}
