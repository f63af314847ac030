"""The diagram against plain enumeration, on random formulas over few variables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.diagram.diagram import FALSE, TRUE, Diagram
from engine.diagram.partial_values import (
    ANY,
    CAN_BE_FALSE,
    CAN_BE_TRUE,
    differences,
    possible_values,
    support_within,
    witness,
)
from tests.support.formulas import POINTS, SIZES, build, formulas, parity, truth

masks = st.tuples(*(st.integers(1, (1 << size) - 1) for size in SIZES))


def within(point: Sequence[int], allowed: Sequence[int]) -> bool:
    return all(mask >> value & 1 for value, mask in zip(point, allowed, strict=True))


@given(formulas)
def test_a_node_is_its_formula_everywhere(formula: Any) -> None:
    diagram = Diagram(SIZES)
    root = build(diagram, formula)
    assert all(diagram.value(root, point) == truth(formula, point) for point in POINTS)


@given(formulas, formulas)
def test_equal_functions_are_one_node(left: Any, right: Any) -> None:
    diagram = Diagram(SIZES)
    same = all(truth(left, point) == truth(right, point) for point in POINTS)
    assert (build(diagram, left) == build(diagram, right)) == same


@given(formulas, formulas)
def test_what_building_needs_can_be_forgotten(first: Any, second: Any) -> None:
    diagram = Diagram(SIZES)
    before, size = build(diagram, first), len(diagram)
    diagram.forget()
    assert build(diagram, first) == before
    assert len(diagram) == size
    both = diagram.conjunction(before, build(diagram, second))
    assert all(
        diagram.value(both, point) == (truth(first, point) and truth(second, point))
        for point in POINTS
    )


@given(st.lists(formulas, max_size=5))
def test_every_and_some(parts: list[Any]) -> None:
    diagram = Diagram(SIZES)
    roots = [build(diagram, part) for part in parts]
    every, some = diagram.every(roots), diagram.some(roots)
    for point in POINTS:
        values = [truth(part, point) for part in parts]
        assert diagram.value(every, point) == all(values)
        assert diagram.value(some, point) == any(values)


@given(formulas, masks)
def test_outcomes_are_the_values_within_the_masks(formula: Any, allowed: Sequence[int]) -> None:
    diagram = Diagram(SIZES)
    root = build(diagram, formula)
    values = {truth(formula, point) for point in POINTS if within(point, allowed)}
    expected = CAN_BE_TRUE * (True in values) | CAN_BE_FALSE * (False in values)
    assert possible_values(diagram, allowed)(root) == expected


@given(formulas, formulas, masks)
def test_differences_are_found_within_the_masks(
    left: Any, right: Any, allowed: Sequence[int]
) -> None:
    diagram = Diagram(SIZES)
    differ = differences(diagram, allowed)
    expected = any(truth(left, p) != truth(right, p) for p in POINTS if within(p, allowed))
    assert differ(build(diagram, left), build(diagram, right)) == expected


@given(st.lists(formulas, min_size=1, max_size=3), masks, masks)
def test_influences_are_what_can_change_some_function(
    parts: list[Any], allowed: Sequence[int], extra: Sequence[int]
) -> None:
    diagram = Diagram(SIZES)
    roots = [build(diagram, part) for part in parts]
    expected = set()
    for variable, size in enumerate(SIZES):
        looked = [v for v in range(size) if (allowed[variable] | extra[variable]) >> v & 1]
        for point in POINTS:
            others = [*point]
            others[variable] = min(v for v in range(size) if allowed[variable] >> v & 1)
            if not within(others, allowed):
                continue
            moved = [[*others[:variable], value, *others[variable + 1 :]] for value in looked]
            if any(len({truth(part, m) for m in moved}) > 1 for part in parts):
                expected.add(variable)
    assert support_within(diagram, roots, allowed, extra) == expected


@given(formulas, st.integers(0, 3), st.integers(0, 1))
def test_restricted_is_the_function_at_one_value(formula: Any, variable: int, value: int) -> None:
    diagram = Diagram(SIZES)
    root = diagram.restricted(build(diagram, formula), variable, value)
    for point in POINTS:
        there = [*point[:variable], value, *point[variable + 1 :]]
        assert diagram.value(root, point) == truth(formula, there)


@given(formulas)
def test_the_true_points_are_counted(formula: Any) -> None:
    diagram = Diagram(SIZES)
    root = build(diagram, formula)
    assert diagram.count(root) == sum(truth(formula, point) for point in POINTS)


@given(formulas, st.none() | masks)
def test_a_witness_is_the_first_true_point(formula: Any, allowed: Sequence[int] | None) -> None:
    diagram = Diagram(SIZES)
    root = build(diagram, formula)
    points = [p for p in POINTS if allowed is None or within(p, allowed)]
    first = next((point for point in points if truth(formula, point)), None)
    if first is None:
        with pytest.raises(ValueError, match=r"^nothing makes this function true$"):
            witness(diagram, root, allowed)
        return
    chosen = witness(diagram, root, allowed)
    assert chosen == {variable: first[variable] for variable in chosen}
    same = [p for p in points if all(p[variable] == value for variable, value in chosen.items())]
    assert all(truth(formula, point) for point in same)


@given(formulas)
def test_support_is_what_a_function_depends_on(formula: Any) -> None:
    diagram = Diagram(SIZES)
    root = build(diagram, formula)
    for variable, size in enumerate(SIZES):
        depends = any(
            truth(formula, [*p[:variable], value, *p[variable + 1 :]]) != truth(formula, p)
            for p in POINTS
            for value in range(size)
        )
        assert bool(diagram.support(root) >> variable & 1) == depends


def test_leaves_need_no_variables() -> None:
    diagram = Diagram(())
    assert (diagram.every(()), diagram.some(())) == (TRUE, FALSE)
    assert diagram.conjunction(TRUE, FALSE) == FALSE
    assert diagram.negation(FALSE) == TRUE


def test_a_node_that_many_paths_share_is_walked_once() -> None:
    """With 2^60 paths anything else would never end."""
    many = range(60)
    diagram = Diagram([2] * len(many))
    root = parity(diagram, many)
    assert diagram.count(root) == 2**59
    assert diagram.support(root) == 2**60 - 1
    assert diagram.negation(root) == parity(diagram, many, odd=False)
    assert diagram.conjunction(root, diagram.negation(root)) == FALSE
    assert diagram.count(diagram.conjunction(root, parity(diagram, many[::2]))) == 2**58
    assert diagram.restricted(root, 59, 0) == parity(diagram, many[:-1])
    anything = [ANY] * len(many)
    assert possible_values(diagram, anything)(root) == CAN_BE_FALSE | CAN_BE_TRUE
    assert support_within(diagram, [root], anything, [0] * len(many)) == set(many)
    # The last variable is looked at nowhere, so that no shorter way finds the two to be the same.
    last = [*anything[:-1], 1]
    assert not differences(diagram, last)(root, parity(diagram, many[:-1]))
    assert support_within(diagram, [root], last, [0] * len(many)) == set(many[:-1])


def test_many_functions_are_joined_from_the_leaves_up() -> None:
    """From the root down each new literal would make the whole chain anew."""
    diagram = Diagram([2] * 30)
    literals = [diagram.literal(variable, [1]) for variable in (*range(0, 30, 2), *range(1, 30, 2))]
    before = len(diagram)
    diagram.every(literals)
    assert len(diagram) == before + 29
    diagram.some(literals)
    assert len(diagram) == before + 2 * 29
