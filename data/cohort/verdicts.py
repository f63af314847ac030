"""The decision for many patients at once, equal to that of `engine.advice.brief`, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from data.cohort.columns import Column, answers_of_all, with_derived
from data.cohort.walk import Cells, Truths, Walk
from engine.advice.brief import Brief
from engine.diagram.compiler import Compiled
from engine.model.answers import UNKNOWN
from engine.model.pathway import Rule
from engine.model.place import TO_DO, Leads
from engine.model.urgency import Urgency

_LAST: Final = np.iinfo(np.int64).max
"""The rank of what does not hold."""

_WEIGHTS: Final = 1 << 32
"""More than any weight, so that urgency comes first."""


class Verdicts:
    """Decides for many patients with one pathway."""

    def __init__(self, compiled: Compiled) -> None:
        """Lay out the diagram, and what orders its recommendations, once for all."""
        self._compiled = compiled
        self._walk = Walk(compiled.diagram)
        recommendations = compiled.pathway.recommendations
        self._codes: Final = tuple(compiled.functions.recommendations)
        named = [recommendations[code] for code in self._codes]
        self._urgencies = np.array([item.urgency for item in named], dtype=np.int64)
        self._weights = np.array([item.weight for item in named], dtype=np.int64)
        self._leads = {
            leads: np.array([r.place in TO_DO and r.leads is leads for r in named])
            for leads in (Leads.YES, Leads.OTHERWISE)
        }
        self._urgent = [r for r in compiled.pathway.rules.values() if r.urgency is not None]

    def __call__(self, columns: Mapping[str, Column], size: int) -> list[Brief]:
        """The advice in brief for each patient.

        Args:
            columns: of the findings that are known of somebody; each value is legal.
            size: the number of patients.
        """
        if not size:
            return []
        cells = self._cells(columns, size)
        holds = np.array(
            [self._walk.truths(r, cells) for r in self._compiled.functions.recommendations.values()]
        )
        ranks = self._ranks(holds, cells)
        order = np.argsort(ranks, axis=0, kind="stable").T.tolist()
        counts = holds.sum(axis=0).tolist()
        pages = [
            tuple([self._codes[number] for number in numbers[:count]])
            for numbers, count in zip(order, counts, strict=True)
        ]
        violations = self._compiled.pathway.library.violations
        broken = map(violations, answers_of_all(columns, size), pages)
        urgencies = (-(-ranks.min(axis=0) // _WEIGHTS)).tolist()
        return [
            Brief(refused=refused) if refused or not page else Brief(page, Urgency(urgency), step)
            for page, refused, urgency, step in zip(
                pages, broken, urgencies, self._next_steps(ranks), strict=True
            )
        ]

    def _cells(self, columns: Mapping[str, Column], size: int) -> Cells:
        """The positions of the patients, derived findings included."""
        known = with_derived(self._compiled.pathway, columns, size)
        cells = np.zeros((len(self._compiled.domains), size), dtype=np.uint8)
        for variable, domain in enumerate(self._compiled.domains):
            column = known[domain.key]
            positions = [domain.position(UNKNOWN if v is None else v) for v in column.values]
            cells[variable] = np.array(positions, dtype=np.uint8)[column.codes]
        return cells

    def _ranks(self, holds: NDArray[np.bool_], cells: Cells) -> NDArray[np.int64]:
        """The rank of each recommendation for each patient, the smaller the earlier."""
        urgencies = np.repeat(self._urgencies[:, None], holds.shape[1], axis=1)
        found: dict[str, list[tuple[int, Truths]]] = {}
        for rule in self._urgent:
            fires = self._fires(rule, cells)
            found.setdefault(rule.gives, []).append((int(rule.urgency or 0), fires))
        for code, fired in found.items():
            least = np.full(holds.shape[1], len(Urgency), dtype=np.int64)
            for urgency, where in fired:
                least[where] = np.minimum(least[where], urgency)
            row = self._codes.index(code)
            urgencies[row] = np.where(least < len(Urgency), least, urgencies[row])
        return np.where(holds, urgencies * _WEIGHTS - self._weights[:, None], _LAST)

    def _fires(self, rule: Rule, cells: Cells) -> Truths:
        functions = self._compiled.functions
        gate = self._walk.truths(functions.gates[rule.section], cells)
        return gate & self._walk.truths(functions.rules[rule.key], cells)

    def _next_steps(self, ranks: NDArray[np.int64]) -> list[str | None]:
        """The code of what to do first, patient by patient."""
        steps = np.full(ranks.shape[1], -1, dtype=np.int64)
        for leads in (Leads.OTHERWISE, Leads.YES):  # the latter overrules the former
            of_kind = np.where(self._leads[leads][:, None], ranks, _LAST)
            first = of_kind.argmin(axis=0)
            some = of_kind.min(axis=0) < _LAST
            steps = np.where(some, first, steps)
        return [None if step < 0 else self._codes[step] for step in steps.tolist()]
