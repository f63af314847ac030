"""The decision for many patients at once, equal to that of `engine.advice.brief`, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from data.cohort.walk import Cells, Truths, Walk
from engine.advice.brief import Brief
from engine.advice.facts import derive
from engine.diagram.compiler import Compiled
from engine.model.answers import Answers, Value
from engine.model.pathway import Rule
from engine.model.place import TO_DO, Leads
from engine.model.urgency import Urgency

_LAST: Final = np.iinfo(np.int64).max
"""The rank of what does not hold."""

_WEIGHTS: Final = 1 << 32
"""More than any weight, so that urgency comes first."""

_REMEMBERED: Final = 10_000
"""The most values of one finding whose positions are remembered."""


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
        self._positions: tuple[dict[Value, int], ...] = tuple({} for _ in compiled.domains)

    def __call__(self, patients: Sequence[Answers]) -> list[Brief]:
        """The advice in brief for each patient.

        Args:
            patients: values by finding key; each is legal for its finding.
        """
        if not patients:
            return []
        cells = self._cells(patients)
        holds = np.array(
            [self._walk.truths(r, cells) for r in self._compiled.functions.recommendations.values()]
        )
        ranks = self._ranks(holds, cells)
        order = np.argsort(ranks, axis=0, kind="stable")
        counts = holds.sum(axis=0)
        steps = self._next_steps(ranks)
        pages = [
            tuple(self._codes[number] for number in order[: counts[row], row])
            for row in range(len(patients))
        ]
        broken = self._compiled.pathway.library.check_many(patients, pages)
        urgencies = -(-ranks.min(axis=0) // _WEIGHTS)
        return [
            Brief(refused=refused)
            if refused or not page
            else Brief(page, Urgency(int(urgency)), step)
            for page, refused, urgency, step in zip(pages, broken, urgencies, steps, strict=True)
        ]

    def _cells(self, patients: Sequence[Answers]) -> Cells:
        """The positions of the patients, derived findings included."""
        compiled = self._compiled
        cells = np.zeros((len(compiled.domains), len(patients)), dtype=np.uint8)
        numbered = {key: (n, self._positions[n]) for key, n in compiled.variables.items()}
        for row, answers in enumerate(patients):
            for key, value in derive(compiled.pathway, answers).items():
                if key in numbered:
                    variable, known = numbered[key]
                    cells[variable, row] = self._position(variable, known, value)
        return cells

    def _position(self, variable: int, known: dict[Value, int], value: Value) -> int:
        """The position of a value, found once for each distinct value."""
        position = known.get(value)
        if position is None:
            position = self._compiled.domains[variable].position(value)
            if len(known) < _REMEMBERED:
                known[value] = position
        return position

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
        return [None if step < 0 else self._codes[step] for step in steps]
