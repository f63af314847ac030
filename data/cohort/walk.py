"""A walk through the compiled diagram for many patients at once.

The diagram is the engine's own; this module only lays its nodes out as arrays.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.diagram.diagram import TRUE, Diagram

Cells: TypeAlias = NDArray[np.uint8]
"""Positions of shape (diagram variables, patients)."""

Truths: TypeAlias = NDArray[np.bool_]
"""One truth value for each patient."""


class Walk:
    """The nodes of a diagram as arrays, for walks over many patients."""

    def __init__(self, diagram: Diagram) -> None:
        """Copy the nodes; the diagram may not grow afterwards."""
        counts = [len(children) for children in diagram.children]
        self._starts = np.array([0, *accumulate(counts)], dtype=np.int64)
        self._children = np.array(
            [child for children in diagram.children for child in children], dtype=np.int32
        )
        self._variables = np.array(diagram.variables, dtype=np.int32)

    def truths(self, root: int, cells: Cells) -> Truths:
        """The value of one function for each patient.

        Args:
            root: the node of the function.
            cells: the positions of the patients, of shape (variables, patients).

        Returns:
            booleans of shape (patients,).
        """
        nodes = np.full(cells.shape[1], root, dtype=np.int32)
        walking = np.arange(cells.shape[1] if root > TRUE else 0)
        while walking.size:
            here = nodes[walking]
            below = self._starts[here] + cells[self._variables[here], walking]
            nodes[walking] = self._children[below]
            walking = walking[nodes[walking] > TRUE]
        truths: Truths = nodes == TRUE
        return truths
