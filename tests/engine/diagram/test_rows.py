"""The rules that fire by the rows of the tables are those that fire by the diagram."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import pytest

from engine.advice.facts import derive, point
from engine.diagram.compiler import Compiled
from engine.diagram.domains import UNKNOWN_CELL
from engine.diagram.partial_values import witness
from tests.support.coherent_patients import CoherentPatients
from tests.support.random_patients import Patients

PATIENTS = 40


def by_rows(compiled: Compiled, here: Sequence[int]) -> set[str]:
    return {rule.key for rule in compiled.rows.at(here).fired}


def by_diagram(compiled: Compiled, here: Sequence[int]) -> set[str]:
    functions, value = compiled.functions, compiled.diagram.value
    return {
        key
        for key, rule in compiled.pathway.rules.items()
        if value(functions.gates[rule.section], here) and value(functions.rules[key], here)
    }


def test_patients_fire_the_same_rules(compiled: Compiled) -> None:
    several = (CoherentPatients(compiled, 3), Patients(compiled.pathway, 3))
    for answers in (answers for some in several for answers in islice(some, PATIENTS)):
        here = point(compiled, derive(compiled.pathway, answers))
        assert by_rows(compiled, here) == by_diagram(compiled, here)
        conditions = compiled.functions.conditions.items()
        holding = {key for key, root in conditions if compiled.diagram.value(root, here)}
        assert compiled.rows.at(here).conditions == holding


def around(compiled: Compiled, root: int) -> Iterator[Sequence[int]]:
    """A place where a function is true, and all places that differ in one value that it tests."""
    found = witness(compiled.diagram, root)
    here = [found.get(at, UNKNOWN_CELL) for at in range(len(compiled.domains))]
    yield here
    for variable in compiled.diagram.path(root, here):
        for position in range(compiled.diagram.sizes[variable]):
            yield [*here[:variable], position, *here[variable + 1 :]]


@pytest.mark.slow
def test_each_recommendation_begins_and_ends_where_it_does_by_the_diagram(
    compiled: Compiled,
) -> None:
    held = 0
    for code, root in compiled.functions.recommendations.items():
        for here in around(compiled, root):
            expected = compiled.diagram.value(root, here)
            given = {rule.gives for rule in compiled.rows.at(here).fired}
            assert (code in given) is expected, (code, here)
            held += expected
    assert held > len(compiled.functions.recommendations)
