"""A hash-consed, ordered, multi-valued decision diagram.

Every function from the values of the variables to true or false is one node; equal functions
are the same node. So a question about all patients at once ("can this still change?", "is that
ever both?") is a walk over a few thousand nodes, exact, with nothing enumerated.

Variables are numbered in the order in which they are tested. The values of a variable are
0 .. size-1. A set of values is a bit mask. Leaves are the nodes FALSE and TRUE.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, reduce
from math import prod
from typing import Final

FALSE: Final = 0
TRUE: Final = 1

BUDGET: Final = 500_000
"""How many nodes a diagram may have, unless more are granted: forty times the shipped content."""

CAN_BE_FALSE: Final = 1
CAN_BE_TRUE: Final = 2


class DiagramTooLargeError(Exception):
    """A diagram would need more nodes than it may have."""


@cache
def positions(mask: int, size: int) -> tuple[int, ...]:
    """The values that a mask allows."""
    return tuple(position for position in range(size) if mask >> position & 1)


class Diagram:
    """A store of functions over the same variables.

    Attributes:
        variables: the variable tested at each node; the leaves carry `len(sizes)`.
        children: the successors of each node, one for each value.
        budget: how many nodes it may have.
    """

    __slots__ = (
        "_conjunctions",
        "_disjunctions",
        "_negations",
        "_supports",
        "_unique",
        "budget",
        "children",
        "sizes",
        "variables",
    )

    def __init__(self, sizes: Sequence[int]) -> None:
        """Make a store without nodes; `sizes` says how many values each variable has."""
        self.sizes: Final = tuple(sizes)
        self.budget = BUDGET
        leaf = len(self.sizes)
        self.variables: list[int] = [leaf, leaf]
        self.children: list[tuple[int, ...]] = [(), ()]
        self._unique: tuple[dict[tuple[int, ...], int], ...] = ()
        self._conjunctions: dict[tuple[int, int], int] = {}
        self._disjunctions: dict[tuple[int, int], int] = {}
        self._negations: dict[int, int] = {FALSE: TRUE, TRUE: FALSE}
        self._supports: dict[int, int] = {FALSE: 0, TRUE: 0}

    def __len__(self) -> int:
        """The number of nodes, leaves included."""
        return len(self.variables)

    def node(self, variable: int, children: tuple[int, ...]) -> int:
        """The one node that tests `variable` and goes on to `children`.

        Raises:
            DiagramTooLargeError: when it would be one node too many.
        """
        first = children[0]
        if children.count(first) == len(children):
            return first
        unique = (self._unique or self._remembered())[variable]
        found = unique.get(children)
        if found is None:
            found = unique[children] = len(self.variables)
            if found >= self.budget:
                raise DiagramTooLargeError(f"the diagram would need more than {found:,} nodes")
            self.variables.append(variable)
            self.children.append(children)
        return found

    def forget(self) -> None:
        """Let go of what only building needs; the functions stay, and more can be built."""
        self._unique = ()
        self._conjunctions.clear()
        self._disjunctions.clear()
        self._negations = {FALSE: TRUE, TRUE: FALSE}

    def _remembered(self) -> tuple[dict[tuple[int, ...], int], ...]:
        """The nodes by what they test and go on to, found again."""
        self._unique = tuple({} for _ in self.sizes)
        for node in range(TRUE + 1, len(self)):
            self._unique[self.variables[node]][self.children[node]] = node
        return self._unique

    def literal(self, variable: int, values: Iterable[int]) -> int:
        """The function that is true where `variable` has one of `values`."""
        chosen = frozenset(values)
        return self.node(variable, tuple(int(v in chosen) for v in range(self.sizes[variable])))

    def negation(self, a: int) -> int:
        """The function that is true where `a` is false."""
        found = self._negations.get(a)
        if found is None:
            children = tuple(self.negation(child) for child in self.children[a])
            found = self._negations[a] = self.node(self.variables[a], children)
            self._negations[found] = a
        return found

    def conjunction(self, a: int, b: int) -> int:
        """The function that is true where both are."""
        return self._join(a, b, FALSE, self._conjunctions)

    def disjunction(self, a: int, b: int) -> int:
        """The function that is true where either is."""
        return self._join(a, b, TRUE, self._disjunctions)

    def _join(self, a: int, b: int, winner: int, known: dict[tuple[int, int], int]) -> int:
        """Combine two functions by an operation that one leaf decides and the other leaves be."""
        variables, children, node = self.variables, self.children, self.node

        def join(a: int, b: int) -> int:
            if a > b:
                a, b = b, a
            if winner in (a, b):
                return winner
            if a == b:
                return a
            if a <= TRUE:
                return b
            found = known.get((a, b))
            if found is None:
                first, second = variables[a], variables[b]
                if first == second:
                    below = tuple(map(join, children[a], children[b]))
                elif first < second:
                    below = tuple([join(child, b) for child in children[a]])
                else:
                    below = tuple([join(a, child) for child in children[b]])
                found = known[a, b] = node(min(first, second), below)
            return found

        return join(a, b)

    def every(self, functions: Iterable[int]) -> int:
        """The function that is true where all of them are."""
        return reduce(self.conjunction, self._deepest_first(functions), TRUE)

    def some(self, functions: Iterable[int]) -> int:
        """The function that is true where any of them is."""
        return reduce(self.disjunction, self._deepest_first(functions), FALSE)

    def _deepest_first(self, functions: Iterable[int]) -> list[int]:
        """The functions in the order that keeps what is built on the way small."""
        return sorted(set(functions), key=self.variables.__getitem__, reverse=True)

    def restricted(self, root: int, variable: int, value: int) -> int:
        """What a function becomes where a variable has one value."""
        known: dict[int, int] = {}

        def restrict(node: int) -> int:
            tested = self.variables[node]
            if tested >= variable:
                return self.children[node][value] if tested == variable else node
            found = known.get(node)
            if found is None:
                found = known[node] = self.node(tested, tuple(map(restrict, self.children[node])))
            return found

        return restrict(root)

    def count(self, root: int) -> int:
        """At how many points a function is true."""
        known = {FALSE: 0, TRUE: 1}

        def between(above: int, node: int) -> int:
            """How many ways the variables skipped on an edge can be set."""
            return prod(self.sizes[above + 1 : self.variables[node]])

        def below(node: int) -> int:
            found = known.get(node)
            if found is None:
                variable = self.variables[node]
                found = known[node] = sum(
                    below(child) * between(variable, child) for child in self.children[node]
                )
            return found

        return below(root) * between(-1, root)

    def witness(self, root: int, masks: Sequence[int] | None = None) -> dict[int, int]:
        """Values of some variables that make a function true whatever the others are.

        The first value that can is taken, variable by variable; with masks, the first within.

        Raises:
            ValueError: when the function is false everywhere.
        """
        masks = masks or [(1 << size) - 1 for size in self.sizes]
        outcome = self.outcomes(masks)
        if not outcome(root) & CAN_BE_TRUE:
            raise ValueError("nothing makes this function true")
        allowed = list(map(positions, masks, self.sizes))
        chosen = {}
        while root != TRUE:
            variable, children = self.variables[root], self.children[root]
            value = next(v for v in allowed[variable] if outcome(children[v]) & CAN_BE_TRUE)
            chosen[variable] = value
            root = children[value]
        return chosen

    def value(self, root: int, point: Sequence[int]) -> bool:
        """The function at one point: a value for each variable."""
        while root > TRUE:
            root = self.children[root][point[self.variables[root]]]
        return root == TRUE

    def outcomes(self, masks: Sequence[int]) -> Callable[[int], int]:
        """What functions can be while each variable stays within its mask.

        Returns a function from a root to CAN_BE_FALSE, CAN_BE_TRUE or both, added up.
        """
        allowed = self._allowed(masks)
        variables, children = self.variables, self.children
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

    def differences(self, masks: Sequence[int]) -> Callable[[int, int], bool]:
        """Whether two functions differ anywhere while each variable stays within its mask."""
        allowed = self._allowed(masks)
        variables, children = self.variables, self.children
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
                found = known[a, b] = any(
                    differ(of_a[p] if of_a else a, of_b[p] if of_b else b) for p in positions
                )
            return found

        return differ

    def influences(
        self, roots: Iterable[int], masks: Sequence[int], extra: Sequence[int]
    ) -> frozenset[int]:
        """The variables on which some function still depends within the masks.

        The walk goes only where a variable that is still sought can be found, so it is short
        where much matters: most variables show it at the first node that tests them.

        Args:
            roots: the functions.
            masks: the values that each variable may take while others are looked at.
            extra: the values added to a variable's own mask when it is the one looked at:
                the variable counts when moving between any two of `mask | extra` changes a
                function for some choice of the others.
        """
        allowed, differ = self._allowed(masks), self.differences(masks)
        looked_at = self._allowed([mask | more for mask, more in zip(masks, extra, strict=True)])
        sought = sum(1 << v for v, positions in enumerate(looked_at) if len(positions) > 1)
        found: set[int] = set()
        pending = list(dict.fromkeys(roots))
        visited = {FALSE, TRUE, *pending}
        while pending:
            node = pending.pop()
            if not self.support(node) & sought:
                continue
            variable, below = self.variables[node], self.children[node]
            if sought >> variable & 1:
                first, *others = (below[position] for position in looked_at[variable])
                if any(differ(first, other) for other in others):
                    found.add(variable)
                    sought ^= 1 << variable
            for position in allowed[variable]:
                child = below[position]
                if child not in visited:
                    visited.add(child)
                    pending.append(child)
        return frozenset(found)

    def _allowed(self, masks: Sequence[int]) -> list[tuple[int, ...]]:
        """For each variable, the values that its mask allows."""
        return list(map(positions, masks, self.sizes))

    def support(self, root: int) -> int:
        """The variables that a function tests somewhere, as a bit mask."""
        found = self._supports.get(root)
        if found is None:
            found = 1 << self.variables[root]
            for child in self.children[root]:
                found |= self.support(child)
            self._supports[root] = found
        return found
