"""The cheapest way to leave a point of a diagram for a place where a function is different."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

from engine.diagram import FALSE, TRUE, Diagram


@dataclass(frozen=True, slots=True)
class Departure:
    """A way from a point to a leaf.

    Attributes:
        moves: the new position of each variable that leaves its own; the others stay.
        cost: what the moves cost together.
    """

    moves: Mapping[int, int]
    cost: float


def cheapest(
    diagram: Diagram, root: int, leaf: int, here: Sequence[int], costs: Sequence[Sequence[float]]
) -> Departure | None:
    """The cheapest way from a point to where a function has the value of a leaf.

    It is a shortest path: where the path tests a variable it either keeps the variable's position,
    which costs nothing, or pays for another. A variable that the path does not test stays as it
    is. Among ways of equal cost the one that keeps earlier positions is taken.

    Args:
        diagram: holds the function.
        root: the function.
        leaf: FALSE or TRUE.
        here: the position of each variable.
        costs: for each variable, what each of its positions costs; `inf` forbids it. The cost
            of a position that is kept is not read.

    Returns:
        The way, or None where every one of them is forbidden.
    """
    variables, children = diagram.variables, diagram.children
    best: dict[int, tuple[float, int]] = {leaf: (0, -1), FALSE + TRUE - leaf: (inf, -1)}

    def distance(node: int) -> float:
        known = best.get(node)
        if known is not None:
            return known[0]
        variable, below = variables[node], children[node]
        kept, prices = here[variable], costs[variable]
        shortest, taken = distance(below[kept]), kept
        for position, child in enumerate(below):
            price = prices[position]
            if position == kept or price >= shortest:
                continue
            total = price + distance(child)
            if total < shortest:
                shortest, taken = total, position
        best[node] = shortest, taken
        return shortest

    cost = distance(root)
    if cost == inf:
        return None
    moves = {}
    node = root
    while node != leaf:
        variable, taken = variables[node], best[node][1]
        if taken != here[variable]:
            moves[variable] = taken
        node = children[node][taken]
    return Departure(moves, cost)


def decisive(diagram: Diagram, root: int, here: Sequence[int]) -> frozenset[int]:
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
