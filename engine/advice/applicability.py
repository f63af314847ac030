"""Applicability: which questions apply, given the answers to those before them."""

from __future__ import annotations

from engine.advice.facts import given_facts
from engine.diagram.compiler import Compiled
from engine.diagram.domains import UNKNOWN_CELL
from engine.model.answers import Answers, Value


def enabled(
    compiled: Compiled, answers: Answers
) -> tuple[frozenset[str], dict[str, Value], list[int]]:
    """The findings whose question applies, the answers given to them, and where those stand.

    A question's condition reads earlier findings only, and a derived finding stands after its
    last input, so one pass in questionnaire order settles chains: what depends on a question
    that does not apply does not apply either.
    """
    pathway, functions = compiled.pathway, compiled.functions
    applies: set[str] = set()
    active: dict[str, Value] = {}
    given = given_facts(pathway, active)
    here = [UNKNOWN_CELL] * len(compiled.domains)
    for key, finding in pathway.findings.items():
        if finding.derived:
            value = pathway.library.derivations[finding.derived.function](given)
        elif not compiled.diagram.value(functions.asked_when[key], here):
            continue
        else:
            applies.add(key)
            if key not in answers:
                continue
            active[key] = value = answers[key]
        if (variable := compiled.variables.get(key)) is not None:
            here[variable] = compiled.domains[variable].position(value)
    return frozenset(applies), active, here
