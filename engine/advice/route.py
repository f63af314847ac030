"""The way that a set of answers takes through the sections of a pathway."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from engine.diagram.compiler import Compiled
from engine.model.pathway import Rule, Section


class Passage(Enum):
    """Passages of the route through a section."""

    SPEAKS = "speaks"
    PASSED = "passed"
    STOPS = "stops"
    NOT_REACHED = "not reached"


@dataclass(frozen=True, slots=True)
class Stop:
    """One section on the way.

    Attributes:
        passage: SPEAKS where its rules count, STOPS where they count and the later sections are
            silent, PASSED where its gate is closed, NOT_REACHED where an earlier one stopped.
        fired: its rules that fired.
    """

    section: Section
    passage: Passage
    fired: tuple[Rule, ...]


def route(compiled: Compiled, here: Sequence[int]) -> tuple[Stop, ...]:
    """The sections in decision order, with what each does at a point of the diagram."""
    diagram, functions = compiled.diagram, compiled.functions
    stops: list[Stop] = []
    stopped = False
    for key, section in compiled.pathway.sections.items():
        speaks = diagram.value(functions.gates[key], here)
        fired = tuple(
            rule
            for rule in compiled.pathway.rules.values()
            if speaks and rule.section == key and diagram.value(functions.rules[rule.key], here)
        )
        stops.append(Stop(section, _passage(section, speaks=speaks, stopped=stopped), fired))
        stopped = stopped or (speaks and section.stops)
    return tuple(stops)


def _passage(section: Section, *, speaks: bool, stopped: bool) -> Passage:
    if stopped:
        return Passage.NOT_REACHED
    if not speaks:
        return Passage.PASSED
    return Passage.STOPS if section.stops else Passage.SPEAKS
