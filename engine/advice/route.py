"""The way that a set of answers takes through the sections of a pathway."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from engine.diagram.compiler import Compiled
from engine.model.pathway import Rule, Section


class Passage(Enum):
    """Passages of the route through a section."""

    APPLIES = "applies"
    PASSED = "passed"
    STOPS = "stops"
    NOT_REACHED = "not reached"


@dataclass(frozen=True, slots=True)
class Stop:
    """One section on the way.

    Attributes:
        passage: APPLIES where its rules count, STOPS where they also suppress the later sections,
            PASSED where its gate is closed, NOT_REACHED where an earlier one ended the route.
        fired: its rules that fired.
    """

    section: Section
    passage: Passage
    fired: tuple[Rule, ...]


def route(compiled: Compiled, here: Sequence[int]) -> tuple[Stop, ...]:
    """The sections in decision order, with what each does at a point of the diagram."""
    diagram, functions = compiled.diagram, compiled.functions
    stops: list[Stop] = []
    ended = False
    for key, section in compiled.pathway.sections.items():
        applies = diagram.value(functions.gates[key], here)
        fired = tuple(
            rule
            for rule in compiled.pathway.rules.values()
            if applies and rule.section == key and diagram.value(functions.rules[rule.key], here)
        )
        stops.append(Stop(section, _passage(section, applies=applies, ended=ended), fired))
        ended = ended or (applies and section.stops)
    return tuple(stops)


def _passage(section: Section, *, applies: bool, ended: bool) -> Passage:
    if ended:
        return Passage.NOT_REACHED
    if not applies:
        return Passage.PASSED
    return Passage.STOPS if section.stops else Passage.APPLIES
