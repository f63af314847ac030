"""One diagram that holds the pathway and its mutants, with the cuts of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from engine.diagram.compiler import Compiled, compile_into
from engine.diagram.diagram import FALSE, Diagram
from engine.diagram.domains import Domain, domains
from engine.model.pathway import Pathway
from engine.model.urgency import Urgency
from tests.mutation.content_mutants import Mutant

Outputs = Mapping[str, int]
"""The parts of a page, by name: for which patients each is shown."""

_LARGEST = 400_000
"""Nodes after which mutants go into a fresh diagram."""


@dataclass(frozen=True)
class Faulty:
    """A mutant in the same diagram as the pathway.

    Attributes:
        base, compiled: the pathway and the mutant.
        codes: where a page shows another code, remark or contradiction.
        rules: where another rule fires.
    """

    mutant: Mutant
    base: Compiled
    compiled: Compiled
    codes: int
    rules: int


@dataclass(frozen=True)
class Page:
    """A page as a patient is shown it."""

    codes: frozenset[str]
    urgencies: Mapping[str, Urgency]
    rules: frozenset[str]
    notes: frozenset[str]


class Space:
    """The pathway over domains that know every cut of its mutants."""

    def __init__(self, pathway: Pathway, mutants: Iterable[Mutant]) -> None:
        self.pathway = pathway
        self.domains = _joint(pathway, mutants)
        self.base = self._fresh()

    def _fresh(self) -> Compiled:
        diagram = Diagram([domain.size for domain in self.domains])
        diagram.budget = 10 * _LARGEST
        return compile_into(diagram, self.domains, self.pathway)

    def faulty(self, mutants: Iterable[Mutant]) -> Iterator[Faulty]:
        """The mutants with what each changes."""
        for mutant in mutants:
            if len(self.base.diagram) > _LARGEST:
                self.base = self._fresh()
            compiled = compile_into(self.base.diagram, self.domains, mutant.pathway)
            codes = _difference(self.base, shown(self.base), shown(compiled))
            rules = _difference(self.base, fired(self.base), fired(compiled))
            yield Faulty(mutant, self.base, compiled, codes, rules)


def shown(compiled: Compiled) -> Outputs:
    """The patients to whom each code, remark and contradiction is shown."""
    functions = compiled.functions
    conflicts = {key: functions.conditions[key] for key in compiled.pathway.contradictions}
    return {**functions.recommendations, **functions.remarks, **conflicts}


def fired(compiled: Compiled) -> Outputs:
    """The patients for whom each rule fires."""
    functions = compiled.functions
    return {
        key: compiled.diagram.conjunction(functions.gates[rule.section], functions.rules[key])
        for key, rule in compiled.pathway.rules.items()
    }


def page_at(compiled: Compiled, here: Sequence[int]) -> Page:
    """The page that is shown at a point."""
    value, functions = compiled.diagram.value, compiled.functions
    speaking = {key for key, gate in functions.gates.items() if value(gate, here)}
    rules = [
        rule
        for key, rule in compiled.pathway.rules.items()
        if rule.section in speaking and value(functions.rules[key], here)
    ]
    urgencies: dict[str, list[Urgency]] = {}
    for rule in rules:
        given = urgencies.setdefault(rule.gives, [])
        if rule.urgency is not None:
            given.append(rule.urgency)
    own = compiled.pathway.recommendations
    notes = (
        *(key for key, root in functions.remarks.items() if value(root, here)),
        *(key for key in compiled.pathway.contradictions if value(functions.conditions[key], here)),
    )
    return Page(
        codes=frozenset(urgencies),
        urgencies={code: min(u, default=own[code].urgency) for code, u in urgencies.items()},
        rules=frozenset(rule.key for rule in rules),
        notes=frozenset(notes),
    )


def _difference(base: Compiled, right: Outputs, wrong: Outputs) -> int:
    """The patients for whom two pages differ."""
    diagram = base.diagram
    parts = []
    for key in right.keys() | wrong.keys():
        a, b = right.get(key, FALSE), wrong.get(key, FALSE)
        if a != b:
            parts.append(diagram.conjunction(a, diagram.negation(b)))
            parts.append(diagram.conjunction(b, diagram.negation(a)))
    return diagram.some(parts)


def _joint(pathway: Pathway, mutants: Iterable[Mutant]) -> tuple[Domain, ...]:
    """The domains of a pathway with the cuts of its mutants added."""
    found = domains(pathway)
    cuts = {domain.key: set(domain.cuts) for domain in found}
    for mutant in mutants:
        if mutant.kind in ("threshold moved", "operator flipped"):
            for domain in domains(mutant.pathway):
                cuts[domain.key].update(domain.cuts)
    return tuple(replace(domain, cuts=tuple(sorted(cuts[domain.key]))) for domain in found)
