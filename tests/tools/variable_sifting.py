"""A decision diagram whose variables change places.

To exchange two neighbouring variables changes only the nodes of the upper one that go on to the
lower one, so an order is tried without building the diagram again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from engine.diagram.diagram import TRUE, Diagram

GROWTH: Final = 1.3
"""The growth of a diagram that is borne on the way to a better place."""

Children = tuple[int, ...]


class SiftedDiagram:
    """The nodes that some functions need, in an order that can be changed.

    Attributes:
        order: the variables from the first one tested to the last.
        size: the number of nodes, leaves left out.
    """

    def __init__(self, diagram: Diagram, roots: Iterable[int]) -> None:
        """Take over the nodes of the functions."""
        self.order = list(range(len(diagram.sizes)))
        self.size = 0
        self._sizes = diagram.sizes
        self._nodes: list[dict[Children, int]] = [{} for _ in diagram.sizes]
        self._children: dict[int, Children] = {}
        self._variables: dict[int, int] = {}
        self._uses: dict[int, int] = {}
        pending = list(roots)
        for root in pending:
            self._uses[root] = self._uses.get(root, 0) + 1
        while pending:
            node = pending.pop()
            if node > TRUE and node not in self._children:
                self._place(node, diagram.variables[node], diagram.children[node])
                pending += diagram.children[node]
        self._next = max(self._children, default=TRUE) + 1

    def count(self, variable: int) -> int:
        """The number of nodes that test a variable."""
        return len(self._nodes[variable])

    def sift(self, start: int, length: int = 1) -> None:
        """Move the variables of some neighbouring positions together to where nodes are fewest."""
        limit, last = GROWTH * self.size, len(self.order) - length
        fewest, best, position = self.size, start, start
        ways = [range(start + 1, last + 1), range(start - 1, -1, -1)]
        for way in sorted(ways, key=len):
            self._move(position, start, length)
            position = start
            for target in way:
                self._move(position, target, length)
                position = target
                if self.size < fewest:
                    fewest, best = self.size, position
                if self.size > limit:
                    break
        self._move(position, best, length)

    def _move(self, position: int, target: int, length: int) -> None:
        """Move a block of neighbours to another position, step by step."""
        for start in range(position, target):
            for upper in range(start + length - 1, start - 1, -1):
                self._exchange(upper)
        for start in range(position - 1, target - 1, -1):
            for upper in range(start, start + length):
                self._exchange(upper)

    def _exchange(self, position: int) -> None:
        """Exchange the variables at a position and the next."""
        upper, lower = self.order[position : position + 2]
        self.order[position : position + 2] = lower, upper
        below = {node: children for children, node in self._nodes[lower].items()}
        changed = [
            (node, children)
            for children, node in self._nodes[upper].items()
            if not below.keys().isdisjoint(children)
        ]
        for node, _ in changed:
            self._take_out(node)
        for node, children in changed:
            columns = [below.get(c) or (c,) * self._sizes[lower] for c in children]
            self._place(node, lower, tuple(self._cofactors(upper, columns)))
            for child in children:
                self._release(child)

    def _cofactors(self, variable: int, columns: list[Children]) -> Iterator[int]:
        """The nodes that test a variable, one for each row across the columns."""
        for children in zip(*columns, strict=True):
            if children.count(children[0]) == len(children):
                yield children[0]
                continue
            node = self._nodes[variable].get(children)
            if node is None:
                node, self._next = self._next, self._next + 1
                self._place(node, variable, children)
            yield node

    def _place(self, node: int, variable: int, children: Children) -> None:
        """Let a node test a variable, and count what it goes on to as used."""
        self._nodes[variable][children] = node
        self._children[node], self._variables[node] = children, variable
        self.size += 1
        for child in children:
            self._uses[child] = self._uses.get(child, 0) + 1

    def _take_out(self, node: int) -> Children:
        """Take a node out of its variable, and return what it went on to."""
        children = self._children.pop(node)
        del self._nodes[self._variables.pop(node)][children]
        self.size -= 1
        return children

    def _release(self, node: int) -> None:
        """Count one use less, and drop a node that has none left."""
        self._uses[node] -= 1
        if node > TRUE and not self._uses[node]:
            for child in self._take_out(node):
                self._release(child)
            del self._uses[node]
