"""Findings with derived ones computed, as a point of the diagram."""

from __future__ import annotations

from collections.abc import Mapping, Set

from engine.diagram.compiler import Compiled
from engine.diagram.domains import Domain
from engine.model.answers import UNKNOWN, Answers, Value
from engine.model.facts import Facts
from engine.model.findings import Finding
from engine.model.pathway import Pathway


def derive(pathway: Pathway, answers: Answers) -> dict[str, Value]:
    """The answers with every derived finding added; unknown ones are left out."""
    facts = {key: value for key, value in answers.items() if value != UNKNOWN}
    given = given_facts(pathway, facts)
    for key, finding in pathway.findings.items():
        if finding.derived:
            value = pathway.library.derivations[finding.derived.function](given)
            if value != UNKNOWN:
                facts[key] = value
    return facts


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
