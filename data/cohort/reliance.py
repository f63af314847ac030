"""The answers of many patients on which advice may rest, as `engine.advice.unconfirmed` says."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from data.cohort.columns import Column, answers_of
from data.input.doubts import implausible, may_be_implausible
from engine.advice.unconfirmed import reliable
from engine.diagram.compiler import Compiled
from engine.model.answers import Bound, Value


def reliable_columns(
    compiled: Compiled, given: Mapping[str, Column], confirmed: Sequence[Collection[str]]
) -> tuple[dict[str, Column], dict[int, list[str]]]:
    """The columns with the answers that `reliable` keeps; only doubtful rows are looked at.

    Args:
        compiled: the pathway.
        given: the answers.
        confirmed: for each patient, the keys of the unlikely numbers that stand.

    Returns:
        the columns, and by patient the keys of the answers that are left out.
    """
    findings = compiled.pathway.findings
    looked_at: set[int] = set()
    for key, column in given.items():
        doubtful = [
            isinstance(value, Bound)
            or (isinstance(value, int | float) and may_be_implausible(findings[key], value))
            for value in column.values
        ]
        if any(doubtful):
            looked_at.update(np.flatnonzero(np.array(doubtful)[column.codes]).tolist())
    changes: dict[str, dict[int, Value | None]] = {}
    left_out: dict[int, list[str]] = {}
    for row in sorted(looked_at):
        answers = answers_of(given, row)
        doubted = implausible(compiled.pathway, answers, confirmed[row])
        relied = reliable(compiled, answers, doubted)
        left_out[row] = sorted(answers.keys() - relied.keys())
        for key, value in answers.items():
            if relied.get(key) is not value:
                changes.setdefault(key, {})[row] = relied.get(key)
    changed = {key: given[key].changed(values) for key, values in changes.items()}
    return {**given, **changed}, left_out
