"""The values that functions can take while each variable stays within some values.

A set of values is a bit mask; masks stand in the order of the variables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from operator import or_
from typing import Final

from engine.diagram.diagram import FALSE, TRUE, Diagram

CAN_BE_FALSE: Final = 1
CAN_BE_TRUE: Final = 2

ANY: Final = -1
"""The mask of every value, however many there are."""


def possible_values(diagram: Diagram, masks: Sequence[int]) -> Callable[[int], int]:
    """The values that functions can take within the variables' masks.

    Returns a function from a root to CAN_BE_FALSE, CAN_BE_TRUE or both, added up.
    """
    allowed = _allowed(diagram, masks)
    variables, children = diagram.variables, diagram.children
    seen = bytearray(len(variables))
    seen[FALSE], seen[TRUE] = CAN_BE_FALSE, CAN_BE_TRUE
    both = CAN_BE_FALSE | CAN_BE_TRUE

    def outcome(root: int) -> int:
        node = root
        while not (found := seen[node]):
            below, positions = children[node], allowed[variables[node]]
            if len(positions) == 1:
                node = below[positions[0]]
                continue
            for position in positions:
                child = below[position]
                found |= seen[child] or outcome(child)
                if found == both:
                    break
            seen[node] = found
        seen[root] = found
        return found

    return outcome


def differences(diagram: Diagram, masks: Sequence[int]) -> Callable[[int, int], bool]:
    """Return whether two functions differ anywhere while each variable stays within its mask."""
    allowed = _allowed(diagram, masks)
    variables, children = diagram.variables, diagram.children
    known: dict[tuple[int, int], bool] = {}

    def differ(a: int, b: int) -> bool:
        if a == b:
            return False
        if a > b:
            a, b = b, a
        if b == TRUE:
            return True
        found = known.get((a, b))
        if found is None:
            first, second = variables[a], variables[b]
            positions = allowed[min(first, second)]
            of_a = children[a] if first <= second else None
            of_b = children[b] if second <= first else None
            found = False
            for position in positions:
                if differ(of_a[position] if of_a else a, of_b[position] if of_b else b):
                    found = True
                    break
            known[a, b] = found
        return found

    return differ


def support_within(
    diagram: Diagram, roots: Iterable[int], masks: Sequence[int], extra: Sequence[int]
) -> frozenset[int]:
    """The variables on which some function still depends within the masks.

    The walk begins with the functions of the fewest variables: what they show need not be sought
    in the others, and a node is left out below which nothing is sought any more.

    Args:
        diagram: where the functions are.
        roots: the functions.
        masks: the values that each variable may take while others are looked at.
        extra: the values added to a variable's own mask when it is the one looked at: it counts
            when moving between two of `mask | extra` changes a function for some choice of others.
    """
    allowed, differ = _allowed(diagram, masks), differences(diagram, masks)
    looked_at = enumerate(_allowed(diagram, list(map(or_, masks, extra))))
    wanted = {variable: values for variable, values in looked_at if len(values) > 1}
    sought = sum(1 << variable for variable in wanted)
    supports, variables, children = diagram.supports(), diagram.variables, diagram.children
    found, seen = set[int](), bytearray(len(variables))
    seen[FALSE] = seen[TRUE] = True
    pending = sorted(roots, key=lambda root: -supports[root].bit_count())
    while pending:
        node = pending.pop()
        while not seen[node] and supports[node] & sought:
            seen[node] = True
            variable, below = variables[node], children[node]
            if variable in wanted:
                first, *others = [below[value] for value in wanted[variable]]
                if any(differ(first, other) for other in others):
                    found.add(variable)
                    del wanted[variable]
                    sought ^= 1 << variable
            values = allowed[variable]
            node = below[values[0]]
            if len(values) > 1:
                pending += [other for value in values[1:] if not seen[other := below[value]]]
    return frozenset(found)


def witness(diagram: Diagram, root: int, masks: Sequence[int] | None = None) -> dict[int, int]:
    """Values of some variables that make a function true whatever the others are.

    The first value that can is taken, variable by variable; with masks, the first within.

    Raises:
        ValueError: when the function is false everywhere.
    """
    masks = masks or [ANY] * len(diagram.sizes)
    outcome = possible_values(diagram, masks)
    if not outcome(root) & CAN_BE_TRUE:
        raise ValueError("nothing makes this function true")
    allowed = list(map(positions, masks, diagram.sizes))
    chosen = {}
    while root != TRUE:
        variable, children = diagram.variables[root], diagram.children[root]
        value = next(v for v in allowed[variable] if outcome(children[v]) & CAN_BE_TRUE)
        chosen[variable] = value
        root = children[value]
    return chosen


def _allowed(diagram: Diagram, masks: Sequence[int]) -> list[tuple[int, ...]]:
    """The values that the mask of each variable allows."""
    return list(map(positions, masks, diagram.sizes))


@cache
def positions(mask: int, size: int) -> tuple[int, ...]:
    """The values that a mask allows."""
    return tuple(position for position in range(size) if mask >> position & 1)
