"""The cheapest way to leave a point of a diagram for a place where a function is different."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

from engine.diagram.diagram import FALSE, TRUE, Diagram


@dataclass(frozen=True, slots=True)
class Path:
    """A way from a point to a leaf.

    Attributes:
        moves: the new position of each variable that leaves its own; the others stay.
        cost: what the moves cost together.
    """

    moves: Mapping[int, int]
    cost: float


def cheapest_path(
    diagram: Diagram, root: int, leaf: int, here: Sequence[int], costs: Sequence[Sequence[float]]
) -> Path | None:
    """The cheapest way from a point to where a function has the value of a leaf, if one is allowed.

    It is a shortest path: where the path tests a variable it either keeps the variable's position,
    which costs nothing, or pays for another. A variable that the path does not test stays as it
    is. Among ways of equal cost the one that keeps earlier positions is taken.

    Args:
        diagram: holds the function.
        root: the function.
        leaf: FALSE or TRUE.
        here: the position of each variable.
        costs: for each variable, what each of its positions costs, more than 0; `inf` forbids it.
            A position that is kept costs nothing, whatever stands here.
    """
    variables, children = diagram.variables, diagram.children
    distances: dict[int, float] = {leaf: 0, FALSE + TRUE - leaf: inf}
    taken: dict[int, int] = {}

    def distance(node: int) -> float:
        known = distances.get(node)
        if known is not None:
            return known
        variable, below = variables[node], children[node]
        taken[node] = here[variable]
        shortest = distance(below[here[variable]])
        for position, price in enumerate(costs[variable]):
            # No way on from here costs less than nothing: dear moves are not looked into.
            if price < shortest and (total := price + distance(below[position])) < shortest:
                shortest, taken[node] = total, position
        distances[node] = shortest
        return shortest

    cost = distance(root)
    return None if cost == inf else Path(_moves(diagram, root, taken, here), cost)


def _moves(
    diagram: Diagram, root: int, taken: Mapping[int, int], here: Sequence[int]
) -> dict[int, int]:
    """The variables that a way moves, with the positions to which it does."""
    moves, node = {}, root
    while node > TRUE:
        variable, position = diagram.variables[node], taken[node]
        if position != here[variable]:
            moves[variable] = position
        node = diagram.children[node][position]
    return moves


def critical_variables(diagram: Diagram, root: int, here: Sequence[int]) -> frozenset[int]:
    """The variables of which a single other position changes a function at a point."""
    found: set[int] = set()
    variables, children = diagram.variables, diagram.children
    value = diagram.value(root, here)
    node = root
    while node > TRUE:
        variable = variables[node]
        if any(diagram.value(child, here) != value for child in set(children[node])):
            found.add(variable)
        node = children[node][here[variable]]
    return frozenset(found)
