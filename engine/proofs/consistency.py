"""The rules taken together: complete, free of conflicts, and safe."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from engine.model.conditions import UnaryTest
from engine.proofs.answer_space import AnswerSpace
from engine.proofs.claims import Claim, plainly


def complete(space: AnswerSpace) -> Iterator[Claim]:
    """Some recommendation always holds, and of each group that says so one does."""
    some = space.diagram.some(space.codes.values())
    yield Claim("some recommendation holds", space.diagram.negation(some))
    for group in space.pathway.groups.values():
        if group.always:
            one = space.diagram.some(space.codes[code] for code in group.codes)
            yield Claim(group.says, space.diagram.negation(one))


def exclusive(space: AnswerSpace) -> Iterator[Claim]:
    """No two codes of a group hold together."""
    for group in space.pathway.groups.values():
        for a, b in combinations(group.codes, 2):
            both = space.diagram.conjunction(space.codes[a], space.codes[b])
            yield Claim(f"{group.says} ({a}, {b})", both)


def invariants(space: AnswerSpace) -> Iterator[Claim]:
    """No row of an invariant is ever satisfied."""
    for invariant in space.pathway.invariants.values():
        for number, row in enumerate(invariant.never, start=1):
            yield Claim(f"{invariant.key}.{number}: {invariant.says}", space.row(row))


def monotone_emergency(space: AnswerSpace) -> Iterator[Claim]:
    """Adding a sign of compression never takes the emergency away; nothing else matters."""
    emergency = space.codes["emergency_spine_pathway"]
    signs = dict(_signs(space))
    for variable, domain in enumerate(space.compiled.domains):
        if domain.key not in signs:
            says = f"the emergency does not hang on {domain.key}"
            yield plainly(says, holds=not space.depends(emergency, variable))
            continue
        for danger in signs[domain.key]:
            after = space.diagram.restricted(emergency, variable, danger)
            gone = space.difference(emergency, after)
            yield Claim(f"adding {domain.key} keeps the emergency", gone)


def _signs(space: AnswerSpace) -> Iterator[tuple[str, frozenset[int]]]:
    """The findings of the emergency concept, with the positions that count as a sign."""
    for row in space.pathway.concepts["emergency"].when:
        for clause in row:
            if isinstance(clause.test, UnaryTest):
                domain = space.compiled.domains[space.compiled.variables[clause.name]]
                yield clause.name, domain.positions(clause.test)
