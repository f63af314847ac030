"""Applicability: which questions apply, given the answers to those before them."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from engine.advice.facts import given_facts
from engine.diagram.compiler import Compiled
from engine.diagram.domains import UNKNOWN_CELL
from engine.model.answers import UNKNOWN, Answers, Value
from engine.model.findings import Finding


class Enabled(NamedTuple):
    """The questions that apply to a patient, and where the patient stands with them.

    Attributes:
        applies: the findings whose question applies.
        active: the answers given to them.
        here: the position of each diagram variable.
    """

    applies: frozenset[str]
    active: dict[str, Value]
    here: list[int]


def enabled(compiled: Compiled, answers: Answers) -> Enabled:
    """The findings whose question applies, the answers given to them, and where those stand.

    A question's condition reads earlier findings only, and a derived finding stands after its
    last input, so one pass in questionnaire order settles chains: what depends on a question
    that does not apply does not apply either.
    """
    nothing = Enabled(frozenset(), {}, [UNKNOWN_CELL] * len(compiled.domains))
    judged = _Pass(compiled, nothing, answers)
    for finding in compiled.pathway.findings.values():
        judged.judge(finding)
    return judged.result()


def enabled_again(
    compiled: Compiled, before: Enabled, answers: Answers, changed: Iterable[str]
) -> Enabled:
    """The result of `enabled` after some answers have changed; only what hangs on them is judged.

    Args:
        compiled: the pathway.
        before: what `enabled` gave before.
        answers: all answers as they are now.
        changed: the findings whose answer is another one.
    """
    judged = _Pass(compiled, before, answers)
    findings = list(compiled.pathway.findings.values())
    waiting = [compiled.places[key] for key in changed]
    heapify(waiting)
    queued = set(waiting)
    while waiting:
        finding = findings[heappop(waiting)]
        if judged.judge(finding):
            for place in compiled.dependents[finding.key] - queued:
                queued.add(place)
                heappush(waiting, place)
    return judged.result()


class _Pass:
    """A pass over findings in questionnaire order, each judged by those before it."""

    def __init__(self, compiled: Compiled, before: Enabled, answers: Answers) -> None:
        self._compiled, self._answers = compiled, answers
        self._derivations = compiled.pathway.library.derivations
        self._applies, self._active = set(before.applies), dict(before.active)
        self._here = [*before.here]
        self._given = given_facts(compiled.pathway, self._active)

    def judge(self, finding: Finding) -> bool:
        """Judge whether a question applies, or compute a finding; return whether it moved."""
        key, compiled, here = finding.key, self._compiled, self._here
        known = self._active.pop(key, None)
        value: Value = UNKNOWN
        if finding.derived:
            value = self._derivations[finding.derived.function](self._given)
        elif not compiled.diagram.value(compiled.functions.asked_when[key], here):
            self._applies.discard(key)
        else:
            self._applies.add(key)
            if key in self._answers:
                self._active[key] = value = self._answers[key]
        moved = self._active.get(key) != known
        if (variable := compiled.variables.get(key)) is not None:
            position = compiled.domains[variable].position(value)
            moved |= position != here[variable]
            here[variable] = position
        return moved

    def result(self) -> Enabled:
        """The outcome of the pass so far."""
        return Enabled(frozenset(self._applies), self._active, self._here)
