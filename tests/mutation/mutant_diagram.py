"""Mutants that change a page for some combination of answers.

Pathway and mutants are compiled into one diagram, with the cuts of all of them; equal functions
are the same node there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from engine.diagram.compiler import Compiled, compile_into
from engine.diagram.diagram import Diagram
from engine.diagram.domains import Domain, domains
from engine.model.pathway import Pathway
from tests.mutation.content_mutants import Mutant

_LARGEST = 400_000
"""Nodes after which mutants go into a fresh diagram."""


def changing(pathway: Pathway, mutants: Sequence[Mutant]) -> Iterator[bool]:
    """For each mutant, whether a page of some combination of answers is another.

    Derived findings count as free, so a combination may be one that no patient has.
    """
    if not mutants:
        return
    joint = _joint(pathway, mutants)
    base = _compiled(joint, pathway)
    for mutant in mutants:
        if len(base.diagram) > _LARGEST:
            base = _compiled(joint, pathway)
        faulty = compile_into(base.diagram, joint, mutant.pathway)
        yield _shown(base) != _shown(faulty)


def _compiled(joint: tuple[Domain, ...], pathway: Pathway) -> Compiled:
    diagram = Diagram([domain.size for domain in joint])
    diagram.budget = 10 * _LARGEST
    return compile_into(diagram, joint, pathway)


def _shown(compiled: Compiled) -> Sequence[Mapping[str, int]]:
    """The functions of each code, remark, contradiction and rule that is shown."""
    functions, pathway = compiled.functions, compiled.pathway
    return (
        functions.recommendations,
        functions.remarks,
        {key: functions.conditions[key] for key in pathway.contradictions},
        {
            key: compiled.diagram.conjunction(functions.gates[rule.section], functions.rules[key])
            for key, rule in pathway.rules.items()
        },
    )


def _joint(pathway: Pathway, mutants: Sequence[Mutant]) -> tuple[Domain, ...]:
    """The domains of a pathway with the cuts of its mutants added."""
    found = domains(pathway)
    cuts = {domain.key: set(domain.cuts) for domain in found}
    for mutant in mutants:
        for domain in domains(mutant.pathway):
            cuts[domain.key].update(domain.cuts)
    return tuple(replace(domain, cuts=tuple(sorted(cuts[domain.key]))) for domain in found)
