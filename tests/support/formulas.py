"""Random formulas over few variables: their strategy, their truth, their node in a diagram."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

from hypothesis import strategies as st

from engine.diagram.diagram import FALSE, TRUE, Diagram

SIZES = (2, 3, 2, 4)
POINTS = list(product(*(range(size) for size in SIZES)))

literals = st.tuples(
    st.just("is"), st.integers(0, 3), st.sets(st.integers(0, 3), min_size=1, max_size=3)
)
formulas: st.SearchStrategy[Any] = st.recursive(
    literals,
    lambda inner: st.one_of(
        st.tuples(st.just("not"), inner),
        st.tuples(st.sampled_from(["and", "or"]), inner, inner),
    ),
    max_leaves=12,
)


def build(diagram: Diagram, formula: Any) -> int:
    match formula:
        case ("is", variable, values):
            return diagram.literal(variable, values)
        case ("not", inner):
            return diagram.negation(build(diagram, inner))
        case ("and", left, right):
            return diagram.conjunction(build(diagram, left), build(diagram, right))
        case ("or", left, right):
            return diagram.disjunction(build(diagram, left), build(diagram, right))
    raise AssertionError(formula)


def truth(formula: Any, point: Sequence[int]) -> bool:
    match formula:
        case ("is", variable, values):
            return point[variable] in values
        case ("not", inner):
            return not truth(inner, point)
        case ("and", left, right):
            return truth(left, point) and truth(right, point)
        case ("or", left, right):
            return truth(left, point) or truth(right, point)
    raise AssertionError(formula)


def parity(diagram: Diagram, variables: Sequence[int], *, odd: bool = True) -> int:
    """An odd number of variables is 1: two nodes a variable, and every path differs."""
    even, uneven = (FALSE, TRUE) if odd else (TRUE, FALSE)
    for variable in reversed(variables):
        even, uneven = (
            diagram.node(variable, (even, uneven)),
            diagram.node(variable, (uneven, even)),
        )
    return even
