"""Findings with derived ones computed, as a point of the diagram."""

from __future__ import annotations

from collections.abc import Mapping, Set

from engine.diagram.compiler import Compiled
from engine.diagram.domains import Domain
from engine.model.answers import UNKNOWN, Answers, Bound, Value
from engine.model.facts import Facts
from engine.model.findings import Finding
from engine.model.pathway import Pathway


def derive(pathway: Pathway, answers: Answers) -> dict[str, Value]:
    """The answers with every derived finding added; unknown ones are left out."""
    facts = {key: value for key, value in answers.items() if value != UNKNOWN}
    given = given_facts(pathway, facts)
    bounds = any(isinstance(value, Bound) for value in facts.values())
    for key, finding in pathway.findings.items():
        if finding.derived:
            value = pathway.library.derivations[finding.derived.function](given)
            if value != UNKNOWN:
                facts[key] = _as_bound(pathway, finding, value, facts) if bounds else value
    return facts


def _as_bound(pathway: Pathway, finding: Finding, value: Value, facts: Answers) -> Value:
    """A computed number as a bound, where it is computed from one."""
    derivation = finding.derived
    if derivation is None or not isinstance(value, int | float):
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
    return Facts(answers, {key: item.value for key, item in pathway.thresholds.items()})


def point(compiled: Compiled, facts: Mapping[str, Value]) -> list[int]:
    """The position of each diagram variable, unknown where there is no fact."""
    return [place(domain, facts) for domain in compiled.domains]


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
    final = {key for key, value in facts.items() if value != UNKNOWN} | closed
    findings = compiled.pathway.findings
    return [
        1 << place(domain, facts)
        if is_settled(findings[domain.key], facts, final)
        else prospect(findings[domain.key], domain)
        for domain in compiled.domains
    ]


def prospect(finding: Finding, domain: Domain) -> int:
    """The values that a finding may take once everything is answered."""
    return domain.everything if finding.derived else domain.known


def is_settled(finding: Finding, facts: Mapping[str, Value], final: Set[str]) -> bool:
    """Return whether no further answer can change a finding's value.

    Args:
        finding: asked or derived.
        facts: what is known.
        final: the asked findings whose value, known or not, stays as it is.
    """
    if finding.derived is None:
        return finding.key in final
    if facts.get(finding.key) in finding.derived.final:
        return True
    return final >= set(finding.derived.inputs)


def permitted(compiled: Compiled, answers: Answers) -> set[str]:
    """The codes of the permissive recommendations that hold."""
    recommendations = compiled.pathway.recommendations
    here = point(compiled, derive(compiled.pathway, answers))
    return {
        code
        for code, root in compiled.functions.recommendations.items()
        if recommendations[code].permissive and compiled.diagram.value(root, here)
    }
