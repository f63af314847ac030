"""Findings with derived ones computed, as a point of the diagram."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from engine.diagram.compiler import Compiled
from engine.diagram.domains import UNKNOWN_CELL, Domain
from engine.model.answers import UNKNOWN, Answers, Bound, Value, known
from engine.model.facts import Facts
from engine.model.findings import Derivation
from engine.model.pathway import Pathway


def derive(pathway: Pathway, answers: Answers) -> dict[str, Value]:
    """The answers with every derived finding added; unknown ones are left out."""
    facts = known(answers)
    given, functions = given_facts(pathway, facts), pathway.library.derivations
    bounds = Bound in map(type, facts.values())
    for key, derivation in pathway.derived:
        value = functions[derivation.function](given)
        if value != UNKNOWN:
            facts[key] = _as_bound(pathway, derivation, value, facts) if bounds else value
    return facts


def derive_again(
    pathway: Pathway, facts: Mapping[str, Value], changes: Mapping[str, Value]
) -> dict[str, Value]:
    """The result of `derive` after some answers have changed; only what reads them is computed.

    Args:
        pathway: the content.
        facts: what `derive` gave before.
        changes: the new answers; UNKNOWN for one that is known no longer.
    """
    found, functions = dict(facts), pathway.library.derivations
    moved = {key for key, value in changes.items() if facts.get(key, UNKNOWN) != value}
    found.update((key, changes[key]) for key in moved)
    given = given_facts(pathway, found)
    for key, derivation in pathway.derived:
        if not moved.isdisjoint(derivation.inputs):
            value = functions[derivation.function](given)
            if value != facts.get(key, UNKNOWN):
                moved.add(key)
                found[key] = _as_bound(pathway, derivation, value, found)
    return known(found)


def _as_bound(pathway: Pathway, derivation: Derivation, value: Value, facts: Answers) -> Value:
    """A computed number as a bound, where it is computed from one."""
    if not isinstance(value, int | float):
        return value
    found = {key: facts.get(key) for key in derivation.inputs}
    limits = {key: bound.limit for key, bound in found.items() if isinstance(bound, Bound)}
    if not limits:
        return value
    compute = pathway.library.derivations[derivation.function]
    ends = [compute(given_facts(pathway, {**facts, key: limits[key]})) for key in limits]
    sides = {value < end for end in ends if isinstance(end, int | float) and end != value}
    if len(sides) != 1:
        return value
    end = compute(given_facts(pathway, {**facts, **limits}))
    return Bound(value, end, below=sides.pop()) if isinstance(end, int | float) else value


def given_facts(pathway: Pathway, answers: Answers) -> Facts:
    """The facts that derivations may read of some answers."""
    return Facts(answers, pathway.limits)


def point(compiled: Compiled, facts: Mapping[str, Value]) -> list[int]:
    """The position of each diagram variable, unknown where there is no fact."""
    variables, domains = compiled.variables, compiled.domains
    here = [UNKNOWN_CELL] * len(domains)
    for key, value in facts.items():
        if key in variables:
            here[variables[key]] = domains[variables[key]].position(value)
    return here


def place(domain: Domain, facts: Mapping[str, Value]) -> int:
    """The position of one diagram variable, unknown where there is no fact."""
    return domain.position(facts.get(domain.key, UNKNOWN))


def prospects(
    compiled: Compiled, facts: Mapping[str, Value], closed: Set[str] = frozenset()
) -> list[int]:
    """The values that each diagram variable can still take, as masks.

    A variable that is settled keeps the value it has, unknown if its finding is closed. Others
    range over their known values; a derived one can stay unknown whatever is answered.
    """
    masks = [1 << position for position in point(compiled, facts)]
    for variable in unsettled_variables(compiled, facts, facts.keys() | closed):
        masks[variable] = compiled.prospects[variable]
    return masks


def unsettled_variables(
    compiled: Compiled, facts: Mapping[str, Value], final: Set[str]
) -> Iterator[int]:
    """The diagram variables whose value some further answer can change.

    Args:
        compiled: the pathway.
        facts: what is known.
        final: the asked findings whose value, known or not, stays as it is.
    """
    for key in compiled.asked.keys() - final:
        yield compiled.asked[key]
    for variable, key, derivation in compiled.derived:
        if not is_settled(derivation, facts.get(key), final):
            yield variable


def is_settled(derivation: Derivation, value: Value | None, final: Set[str]) -> bool:
    """Return whether no further answer can change the value of a derived finding.

    Args:
        derivation: of the finding.
        value: of it now, None where it is not known.
        final: the asked findings whose value, known or not, stays as it is.
    """
    return value in derivation.final or all(map(final.__contains__, derivation.inputs))


def permitted(compiled: Compiled, answers: Answers) -> set[str]:
    """The codes of the permissive recommendations that hold."""
    recommendations = compiled.pathway.recommendations
    here = point(compiled, derive(compiled.pathway, answers))
    return {
        code
        for code, root in compiled.functions.recommendations.items()
        if recommendations[code].permissive and compiled.diagram.value(root, here)
    }
