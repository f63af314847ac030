"""What is left of the functions of a diagram when every variable is confined to some values."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from engine.diagram import Diagram

FALSE: Final = 0
TRUE: Final = 1


class Residual:
    """What is left of functions when every variable is confined to its mask.

    Two nodes that agree wherever the masks allow get the same number.
    """

    def __init__(self, diagram: Diagram, masks: Sequence[int]) -> None:
        self.allowed = list(map(positions, masks, diagram.sizes))
        self._variables, self._children = diagram.variables, diagram.children
        self._numbers = [-1] * len(diagram)
        self._numbers[FALSE], self._numbers[TRUE] = FALSE, TRUE
        self._unique: dict[tuple[int, tuple[int, ...]], int] = {}

    def __call__(self, root: int) -> int:
        """The number of what is left of a function."""
        numbers, node = self._numbers, root
        while numbers[node] < 0:
            variable, below = self._variables[node], self._children[node]
            positions = self.allowed[variable]
            if len(positions) > 1:
                parts = tuple([self(below[position]) for position in positions])
                if parts.count(parts[0]) == len(parts):
                    numbers[node] = parts[0]
                else:
                    key = (variable, parts)
                    numbers[node] = self._unique.setdefault(key, len(self._unique) + 2)
            else:
                node = below[positions[0]]
        numbers[root] = numbers[node]
        return numbers[node]

    def variables(self) -> set[int]:
        """The variables on which what was asked for so far depends."""
        return {variable for variable, _ in self._unique}


@cache
def positions(mask: int, size: int) -> tuple[int, ...]:
    """The values that a mask allows."""
    return tuple(position for position in range(size) if mask >> position & 1)
