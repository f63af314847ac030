"""A hash-consed, ordered, multi-valued decision diagram.

Every function from the values of the variables to true or false is one node; equal functions
are the same node. So a question about all patients at once ("can this still change?", "is that
ever both?") is a walk over a few thousand nodes, exact, with nothing enumerated.

Variables are numbered in the order in which they are tested. The values of a variable are
0 .. size-1. Leaves are the nodes FALSE and TRUE. `engine.diagram.partial_values` says
what a function can be while each variable stays within some of its values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from heapq import heapify, heappop, heappush
from itertools import repeat
from math import prod
from typing import Final

FALSE: Final = 0
TRUE: Final = 1

BUDGET: Final = 500_000
"""The most nodes of a diagram, unless more are granted: twenty times the shipped content."""


_HALF: Final = 32
"""The bits of a node's number in the key of a pair: one integer is smaller than a pair of two."""


class DiagramTooLargeError(Exception):
    """A diagram would need more nodes than it may have."""


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
        self._conjunctions: dict[int, int] = {}
        self._disjunctions: dict[int, int] = {}
        self._negations: dict[int, int] = {FALSE: TRUE, TRUE: FALSE}
        self._supports: list[int] = [0, 0]

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
        return found

    def conjunction(self, a: int, b: int) -> int:
        """The function that is true where both are."""
        return self._join(a, b, FALSE, self._conjunctions)

    def disjunction(self, a: int, b: int) -> int:
        """The function that is true where either is."""
        return self._join(a, b, TRUE, self._disjunctions)

    def _join(self, a: int, b: int, winner: int, known: dict[int, int]) -> int:
        """Combine two functions by an operation that one leaf decides and the other leaves be.

        Most pairs hold a leaf or are known. They are looked up in the loop: a call for each takes
        a quarter of the time of compiling.
        """
        variables, children, node = self.variables, self.children, self.node

        def joined(pairs: Iterable[tuple[int, int]]) -> tuple[int, ...]:
            found: list[int] = []
            for a, b in pairs:
                if a > b:
                    a, b = b, a
                if a == b:
                    found.append(a)
                elif a <= TRUE:
                    found.append(winner if a == winner else b)
                elif (one := known.get(pair := a << _HALF | b)) is not None:
                    found.append(one)
                else:
                    first, second = variables[a], variables[b]
                    if first < second:
                        below = zip(children[a], repeat(b))
                    elif first == second:
                        below = zip(children[a], children[b], strict=True)
                    else:
                        first, below = second, zip(repeat(a), children[b])
                    known[pair] = made = node(first, joined(below))
                    found.append(made)
            return tuple(found)

        return joined(((a, b),))[0]

    def every(self, functions: Iterable[int]) -> int:
        """The function that is true where all of them are."""
        return self._joined(self.conjunction, functions, TRUE)

    def some(self, functions: Iterable[int]) -> int:
        """The function that is true where any of them is."""
        return self._joined(self.disjunction, functions, FALSE)

    def _joined(self, join: Callable[[int, int], int], functions: Iterable[int], none: int) -> int:
        """Join functions two by two, the deepest first: what is built on the way stays small."""
        left = [(-self.variables[one], one) for one in set(functions)]
        heapify(left)
        while len(left) > 1:
            joined = join(heappop(left)[1], heappop(left)[1])
            heappush(left, (-self.variables[joined], joined))
        return left[0][1] if left else none

    def restricted(self, root: int, variable: int, value: int) -> int:
        """The cofactor of a function for one value of a variable."""
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
        """The number of points at which a function is true."""
        known = {FALSE: 0, TRUE: 1}

        def between(above: int, node: int) -> int:
            """The number of ways to set the variables skipped on an edge."""
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

    def value(self, root: int, point: Sequence[int]) -> bool:
        """The function at one point: a value for each variable."""
        variables, children = self.variables, self.children
        while root > TRUE:
            root = children[root][point[variables[root]]]
        return root == TRUE

    def path(self, root: int, point: Sequence[int]) -> dict[int, int]:
        """The variables that decide a function at one point, in order, each with its node."""
        found, variables, children = {}, self.variables, self.children
        while root > TRUE:
            variable = variables[root]
            found[variable] = root
            root = children[root][point[variable]]
        return found

    def support(self, root: int) -> int:
        """The variables that a function tests somewhere, as a bit mask."""
        return self.supports()[root]

    def supports(self) -> Sequence[int]:
        """The variables that each function tests somewhere, as bit masks by node.

        A node comes after the nodes that it goes on to, so one pass finds those that are new. Four
        nodes in five read what another one reads, and share its mask.
        """
        known, shared = self._supports, dict[int, int]()
        for node in range(len(known), len(self.variables)):
            found = 1 << self.variables[node]
            for child in self.children[node]:
                found |= known[child]
            known.append(shared.setdefault(found, found))
        return known
