"""The space of all answers: the tables of a pathway as functions that proofs can combine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from engine.diagram.compiler import Compiled
from engine.diagram.diagram import FALSE, TRUE, Diagram
from engine.diagram.domains import UNKNOWN_CELL
from engine.model.conditions import Clause, Row, Table, UnaryTest
from engine.model.pathway import Pathway
from engine.proofs.derivation_trials import ObservedMoves, learning

BUDGET: Final = 4_000_000
"""The most nodes that the proofs may take, several times what the shipped content needs."""


class AnswerSpace:
    """A compiled pathway with what proofs ask of it."""

    def __init__(self, compiled: Compiled) -> None:
        """Look at a pathway that was compiled in this process; one from the cache has no tables."""
        self.compiled = compiled
        self.pathway: Pathway = compiled.pathway
        self.diagram: Diagram = compiled.diagram
        self.diagram.budget = BUDGET
        self.codes: Mapping[str, int] = compiled.functions.recommendations

    @cached_property
    def outputs(self) -> tuple[int, ...]:
        """Everything that a reader sees: recommendations and remarks."""
        functions = self.compiled.functions
        return (*functions.recommendations.values(), *functions.remarks.values())

    @cached_property
    def learning(self) -> Mapping[str, ObservedMoves]:
        """The course of each derived finding as its inputs become known."""
        return {
            finding.key: learning(self.compiled, finding)
            for finding in self.pathway.findings.values()
            if finding.derived
        }

    def plausible(self, root: int) -> int:
        """The function true where derived findings have values that were seen with their inputs.

        A real patient must meet further conditions, so this only helps to choose a witness.
        """
        variables = self.compiled.variables
        return self.diagram.every(
            self._seen([variables[name] for name in (*found.choices, key)], found.seen)
            for key, found in self.learning.items()
            if self.depends(root, variables[key])
        )

    def _seen(self, variables: Sequence[int], seen: Iterable[tuple[int, ...]]) -> int:
        return self.diagram.some(
            self.diagram.every(
                self.diagram.literal(variable, (position,))
                for variable, position in zip(variables, positions, strict=True)
            )
            for positions in seen
        )

    def row(self, row: Row) -> int:
        """The function true where every clause of a row holds; clauses may name codes."""
        return self.diagram.every(map(self._clause, row))

    def holds(self, when: Table, unless: Table) -> int:
        """The function true where some row of one table holds and none of another."""
        exceptions = self.diagram.some(map(self.row, unless))
        return self.difference(self.diagram.some(map(self.row, when)), exceptions)

    def difference(self, a: int, b: int) -> int:
        """The function true where `a` holds and `b` does not."""
        return self.diagram.conjunction(a, self.diagram.negation(b))

    def applies(self, finding: str) -> int:
        """The function true where a finding is asked; always true for a derived one."""
        return self.compiled.functions.asked_when.get(finding, TRUE)

    def unknown(self, variable: int) -> int:
        """The function true where a variable is unknown."""
        return self.diagram.literal(variable, (UNKNOWN_CELL,))

    def depends(self, root: int, variable: int) -> bool:
        """Return whether a function tells values of a variable apart."""
        return bool(self.diagram.support(root) >> variable & 1)

    def after(self, root: int, moves: Mapping[int, Sequence[int]]) -> int:
        """The function true where another holds whatever some variables change to.

        Args:
            root: the function.
            moves: for each variable that changes, by its value the mask of the values it may
                change to; an empty mask for a value that it never has.
        """
        return self._moved(root, moves, self.diagram.every)

    def before(self, root: int, moves: Mapping[int, Sequence[int]]) -> int:
        """The function true where some change of the variables leads to where another holds.

        Args:
            root: the function.
            moves: as for `after`.
        """
        return self._moved(root, moves, self.diagram.some)

    def keeps(self, root: int, moves: Mapping[int, Sequence[int]]) -> bool:
        """Return whether a function that holds goes on to hold whatever some variables change to.

        No node is made, so this is quicker than `after`. A combination that the moves rule out may
        count, so that false says "perhaps not".

        Args:
            root: the function.
            moves: as for `after`.
        """
        diagram, moved = self.diagram, sum(1 << variable for variable in moves)
        variables, children = diagram.variables, diagram.children
        known: dict[tuple[int, int], bool] = {}

        def kept(a: int, b: int) -> bool:
            if a == FALSE or b == TRUE:
                return True
            if b == FALSE:
                return False
            if a == b and not diagram.support(a) & moved:
                return True
            found = known.get((a, b))
            if found is None:
                variable = min(variables[a], variables[b])
                of_a = children[a] if variables[a] == variable else (a,) * diagram.sizes[variable]
                of_b = children[b] if variables[b] == variable else (b,) * diagram.sizes[variable]
                masks = moves.get(variable) or [1 << value for value in range(len(of_b))]
                found = known[a, b] = all(
                    kept(one, other)
                    for one, mask in zip(of_a, masks, strict=True)
                    for value, other in enumerate(of_b)
                    if mask >> value & 1
                )
            return found

        holds = kept(root, root)
        known.clear()  # the functions refer to each other, so nobody else lets go of it soon
        return holds

    def _moved(
        self,
        root: int,
        moves: Mapping[int, Sequence[int]],
        join: Callable[[Iterable[int]], int],
    ) -> int:
        """A function with each variable that moves replaced by the join of what it moves to."""
        known: dict[int, int] = {}
        diagram, moved = self.diagram, sum(1 << variable for variable in moves)

        def settle(node: int) -> int:
            if node <= TRUE or not diagram.support(node) & moved:
                return node
            found = known.get(node)
            if found is None:
                variable = diagram.variables[node]
                below = tuple(map(settle, diagram.children[node]))
                if variable in moves:
                    masks = moves[variable]
                    reached = {
                        mask: join(child for value, child in enumerate(below) if mask >> value & 1)
                        for mask in set(masks)
                    }
                    below = tuple(reached[mask] for mask in masks)
                found = known[node] = diagram.node(variable, below)
            return found

        moved_root = settle(root)
        known.clear()  # as in `keeps`
        return moved_root

    def _clause(self, clause: Clause) -> int:
        if isinstance(clause.test, UnaryTest):
            variable = self.compiled.variables[clause.name]
            positions = self.compiled.domains[variable].positions(clause.test)
            return self.diagram.literal(variable, positions)
        holds = self.codes.get(clause.name)
        if holds is None:
            holds = self.compiled.functions.conditions[clause.name]
        return holds if clause.test else self.diagram.negation(holds)


def without_row(table: Table, number: int) -> Table:
    """A table that lacks one row."""
    return table[:number] + table[number + 1 :]


def without_cell(table: Table, number: int, cell: int) -> Table:
    """A table whose one row lacks one cell."""
    row = table[number]
    return (*table[:number], row[:cell] + row[cell + 1 :], *table[number + 1 :])


def with_one_part_removed(table: Table) -> Iterator[tuple[str, Table]]:
    """A table with each row, and each cell of rows with several, left out in turn."""
    for number, row in enumerate(table):
        yield f"row {number + 1}", without_row(table, number)
        if len(row) > 1:
            for cell, clause in enumerate(row):
                yield f"row {number + 1}, {clause.name}", without_cell(table, number, cell)
