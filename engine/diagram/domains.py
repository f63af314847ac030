"""The cells into which a table's tests cut the values of a finding."""

from __future__ import annotations

from dataclasses import dataclass

from engine.model.answers import UNKNOWN, Value
from engine.model.conditions import Cut, UnaryTest, clauses
from engine.model.findings import Finding
from engine.model.pathway import Pathway

UNKNOWN_CELL = 0
"""The position of UNKNOWN in every domain."""


UNKNOWN_ONLY = 1 << UNKNOWN_CELL
"""The mask of UNKNOWN alone."""


@dataclass(frozen=True, slots=True)
class Domain:
    """The values of one finding as a diagram sees them: unknown, then choices or cells.

    Numbers are cut where some cell of the content tells two neighbours apart, so all numbers
    of one cell lead to the same advice.
    """

    key: str
    choices: tuple[str, ...] = ()
    cuts: tuple[Cut, ...] = ()

    @property
    def size(self) -> int:
        """The number of values, unknown included."""
        return 1 + (len(self.choices) or len(self.cuts) + 1)

    @property
    def known(self) -> int:
        """The mask of all values but unknown."""
        return self.everything - 1

    @property
    def everything(self) -> int:
        """The mask of all values."""
        return (1 << self.size) - 1

    def position(self, value: Value) -> int:
        """The position of `value` in the domain.

        Raises:
            ValueError: when a choice is not one of the finding's.
        """
        if isinstance(value, str):
            return UNKNOWN_CELL if value == UNKNOWN else 1 + self.choices.index(value)
        if isinstance(value, (int, float)):
            return 1 + sum(cut.precedes(value) for cut in self.cuts)
        raise ValueError(f"{self.key}: not a single value")

    def positions(self, test: UnaryTest) -> frozenset[int]:
        """The positions of the values that satisfy a test."""
        satisfied = {1 + self.choices.index(choice) for choice in test.choices}
        if test.number:
            start = 0 if test.low is None else self.cuts.index(test.low) + 1
            stop = len(self.cuts) if test.high is None else self.cuts.index(test.high)
            satisfied.update(range(1 + start, 2 + stop))
        if test.unknown:
            satisfied.add(UNKNOWN_CELL)
        return frozenset(satisfied)


def domains(pathway: Pathway) -> tuple[Domain, ...]:
    """The diagram variables of a pathway: its findings with a single value, in order of test."""
    cuts: dict[str, set[Cut]] = {}
    for clause in clauses(*pathway.tables()):
        if isinstance(clause.test, UnaryTest):
            cuts.setdefault(clause.name, set()).update(clause.test.cuts)
    return tuple(
        Domain(
            key,
            choices=tuple(finding.options),
            cuts=tuple(sorted(cuts.get(key, ()))),
        )
        for key, finding in _in_order(pathway)
        if finding.kind.single
    )


def _in_order(pathway: Pathway) -> list[tuple[str, Finding]]:
    """The findings as the pathway's order lists them, then the others."""
    rank = {key: number for number, key in enumerate(pathway.order)}
    return sorted(pathway.findings.items(), key=lambda item: rank.get(item[0], len(rank)))
