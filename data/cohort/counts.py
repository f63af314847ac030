"""Counts over the results of a run, by recommendation and by group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Final

import pyarrow as pa

from data.cohort.evaluation import group_column

_LINE: Final = 20
_NAMES: Final = 360
_BARS: Final = 300
"""Pixels of a line, of the names and of the longest bar."""

_WIDTH: Final = _NAMES + _BARS + 100


@dataclass(slots=True)
class Counts:
    """Numbers of patients by recommendation.

    Attributes:
        groups: the findings by whose values patients are counted.
        patients: the number of all patients.
        codes: patients by code; a patient has several.
        next_steps: patients by next step.
        by_group: for each of `groups`, patients by value, then by code.
        sizes: for each of `groups`, patients by value.
    """

    groups: tuple[str, ...] = ()
    patients: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    next_steps: Counter[str] = field(default_factory=Counter)
    by_group: dict[str, dict[str, Counter[str]]] = field(default_factory=dict)
    sizes: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, batches: Iterable[pa.RecordBatch]) -> Counts:
        """Count results; `codes` and `next_step` are among their columns."""
        for batch in batches:
            self.patients += batch.num_rows
            codes = batch.column("codes").to_pylist()
            self.codes.update(code for row in codes for code in row)
            self.next_steps.update(step or "none" for step in batch.column("next_step").to_pylist())
            for key in self.groups:
                found, sizes = (
                    self.by_group.setdefault(key, {}),
                    self.sizes.setdefault(key, Counter()),
                )
                for value, row in zip(
                    batch.column(group_column(key)).to_pylist(), codes, strict=True
                ):
                    sizes[value] += 1
                    found.setdefault(value, Counter()).update(row)
        return self


def bar_chart(title: str, counts: Mapping[str, int]) -> str:
    """Counts as bars, in one SVG file that reads nothing else."""
    most = max(counts.values(), default=1)
    height = _LINE * (len(counts) + 2)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" role="img">',
        f"<title>{escape(title)}</title>",
        "<style>text { font: 12px sans-serif }</style>",
        '<rect width="100%" height="100%" fill="white"/>',
        f'<text x="8" y="{_LINE}" font-weight="bold">{escape(title)}</text>',
    ]
    for number, (name, count) in enumerate(counts.items(), 2):
        base, length = number * _LINE, round(_BARS * count / most)
        lines += [
            f'<text x="{_NAMES - 8}" y="{base}" text-anchor="end">{escape(name)}</text>',
            f'<rect x="{_NAMES}" y="{base - 12}" width="{length}" height="14" fill="#2b6cb0"/>',
            f'<text x="{_NAMES + length + 6}" y="{base}">{count:,}</text>',
        ]
    return "\n".join([*lines, "</svg>", ""])
