"""The smallest set of findings that forces a result, whatever all the others are.

The set is exact, as the tables see patients: with these findings as they are, no value of
any other finding, known or unknown, gives another result. A derived finding counts as one finding
here; it stays as it is while the answers it is computed from do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

from engine.diagram.compiler import Compiled
from engine.diagram.diagram import FALSE, TRUE, Diagram
from engine.diagram.partial_values import ANY, CAN_BE_FALSE, CAN_BE_TRUE, possible_values
from engine.diagram.shortest_path import cheapest_path, critical_variables

_ROUNDS: Final = 60
"""Counterexamples looked at before a set that is only irredundant is taken."""

_BRANCHES: Final = 2_000
"""Sets tried for one smallest choice before the same."""


@dataclass(frozen=True, slots=True)
class MinimalReason:
    """A finding on which a result rests.

    Attributes:
        finding: its key.
        allowed: the positions in its domain with which the result would be the same, as a mask;
            its own is one of them.
    """

    finding: str
    allowed: int


def grounds(compiled: Compiled, root: int, here: Sequence[int]) -> tuple[MinimalReason, ...]:
    """Minimal reasons for a function's value at a point, in questionnaire order.

    The set is as small as any, except where finding that out would take too long; it is always
    irredundant: without any one of its findings, or with any further position allowed, some
    values of the others give another result.
    """
    ranks = compiled.ranks
    chosen = sorted(smallest(compiled.diagram, root, here, ranks), key=ranks.__getitem__)
    allowed = _widened(compiled.diagram, root, here, chosen)
    return tuple(MinimalReason(compiled.domains[v].key, allowed[v]) for v in chosen)


def smallest(
    diagram: Diagram, root: int, here: Sequence[int], ranks: Sequence[int] | None = None
) -> frozenset[int]:
    """The fewest variables that, kept as they are, force a function to be what it is.

    Every way to another value has to leave one of them. So they are a smallest set that meets
    all such ways, and a way that the set does not meet yet is found as a shortest path.

    Args:
        diagram: holds the function.
        root: the function.
        here: the position of each variable.
        ranks: of the variables; where several sets are as small, the lower ones are taken. Left
            out, their numbers.
    """
    ranks = range(len(here)) if ranks is None else ranks
    other = FALSE if diagram.value(root, here) else TRUE
    ways = {frozenset({variable}) for variable in critical_variables(diagram, root, here)}
    for _ in range(_ROUNDS):
        chosen = _meeting(ways, ranks)
        if chosen is None:
            break
        missed = _missed(diagram, root, other, here, chosen)
        if not missed:
            return chosen
        ways.update(missed)
    return _irredundant(diagram, root, here, ranks)


def _missed(
    diagram: Diagram, root: int, other: int, here: Sequence[int], chosen: frozenset[int]
) -> list[frozenset[int]]:
    """Ways to the other value that no chosen variable meets; disjoint ones, to learn faster."""
    found: list[frozenset[int]] = []
    costs = [[inf if v in chosen else 1.0] * size for v, size in enumerate(diagram.sizes)]
    while (way := cheapest_path(diagram, root, other, here, costs)) is not None:
        found.append(frozenset(way.moves))
        for variable in way.moves:
            costs[variable] = [inf] * diagram.sizes[variable]
    return found


def _meeting(ways: Iterable[frozenset[int]], ranks: Sequence[int]) -> frozenset[int] | None:
    """A smallest set that shares a variable with every way; None when the search is too long."""
    best: frozenset[int] | None = None
    branches = 0
    pending: list[tuple[frozenset[int], frozenset[int]]] = [(frozenset(), frozenset())]
    ordered = sorted(ways, key=lambda way: (len(way), sorted(ranks[v] for v in way)))
    while pending:
        branches += 1
        if branches > _BRANCHES:
            return None
        chosen, refused = pending.pop()
        unmet = [way - refused for way in ordered if chosen.isdisjoint(way)]
        if best is not None and len(chosen) + _at_least(unmet) >= len(best):
            continue
        if not unmet:
            best = chosen
            continue
        shortest = min(unmet, key=len)
        variables = sorted(shortest, key=ranks.__getitem__)
        for count, variable in reversed(list(enumerate(variables))):
            pending.append((chosen | {variable}, refused | set(variables[:count])))
    return best


def _at_least(ways: Iterable[frozenset[int]]) -> int:
    """A number of variables that any set meeting the ways needs: those that share none."""
    met: set[int] = set()
    count = 0
    for way in ways:
        if met.isdisjoint(way):
            met |= way
            count += 1
    return count


def _irredundant(
    diagram: Diagram, root: int, here: Sequence[int], ranks: Sequence[int]
) -> frozenset[int]:
    """Some variables that force a function, none of which could be left out."""
    kept = {v for v in range(len(diagram.sizes)) if diagram.support(root) >> v & 1}
    masks = _masks(here, kept)
    doubtful = kept - critical_variables(diagram, root, here)
    for variable in sorted(doubtful, key=ranks.__getitem__, reverse=True):
        masks[variable] = ANY
        if _forced(diagram, root, masks):
            kept.remove(variable)
        else:
            masks[variable] = 1 << here[variable]
    return frozenset(kept)


def _widened(
    diagram: Diagram, root: int, here: Sequence[int], chosen: Collection[int]
) -> dict[int, int]:
    """The positions that each variable may take together with those of the others."""
    masks = _masks(here, chosen)
    for variable in chosen:
        for position in range(diagram.sizes[variable]):
            before = masks[variable]
            masks[variable] |= 1 << position
            if masks[variable] != before and not _forced(diagram, root, masks):
                masks[variable] = before
    return {variable: masks[variable] for variable in chosen}


def _masks(here: Sequence[int], kept: Collection[int]) -> list[int]:
    """Masks that keep some variables where they are and let the others be anything."""
    return [1 << position if v in kept else ANY for v, position in enumerate(here)]


def _forced(diagram: Diagram, root: int, masks: Sequence[int]) -> bool:
    """Return whether a function has one value only within the masks."""
    return possible_values(diagram, masks)(root) in (CAN_BE_FALSE, CAN_BE_TRUE)
