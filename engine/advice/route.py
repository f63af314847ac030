"""The way that a set of answers takes through the sections of a pathway."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from engine.advice.interview import Interview, Question, changing
from engine.diagram.compiler import Compiled
from engine.model.answers import UNKNOWN, known
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


def branching(
    compiled: Compiled, state: Interview, stop: Stop
) -> tuple[tuple[Question, ...], tuple[Question, ...]]:
    """The open questions that can change the gate of a section, and those of its rules alone.

    Behind a gate that is shut no rule counts, so that only the gate is asked about.
    """
    functions, rules = compiled.functions, compiled.pathway.rules.values()
    gate = changing(compiled, state.active, state.closed, [functions.gates[stop.section.key]])
    at_gate = tuple(one for one in state.open if not gate.isdisjoint(one.findings))
    if stop.passage in (Passage.PASSED, Passage.NOT_REACHED):
        return at_gate * (stop.passage is Passage.PASSED), ()
    roots = [functions.rules[rule.key] for rule in rules if rule.section == stop.section.key]
    inside = changing(compiled, state.active, state.closed, roots)
    others = (one for one in state.open if not inside.isdisjoint(one.findings))
    return at_gate, tuple(one for one in others if one not in at_gate)


def unknown_at_gate(compiled: Compiled, state: Interview, stop: Stop) -> tuple[str, ...]:
    """The findings answered "not known" of which an answer could open a gate that is shut."""
    unknown = [key for key, value in state.active.items() if value == UNKNOWN]
    if stop.passage is not Passage.PASSED or not unknown:
        return ()
    gate = [compiled.functions.gates[stop.section.key]]
    opening = changing(compiled, known(state.active), state.closed, gate)
    return tuple(key for key in unknown if key in opening)
