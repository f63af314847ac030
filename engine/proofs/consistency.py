"""The rules taken together: complete, free of conflicts, and safe."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from engine.diagram.diagram import TRUE
from engine.model.conditions import Clause, UnaryTest
from engine.model.pathway import Recommendation
from engine.model.place import TO_DO, Leads
from engine.model.urgency import Urgency
from engine.proofs.answer_space import AnswerSpace
from engine.proofs.claims import Claim, plainly


def complete(space: AnswerSpace) -> Iterator[Claim]:
    """Some recommendation always holds, and of each group that says so one does."""
    always = {
        group.says: space.diagram.some(space.codes[code] for code in group.codes)
        for group in space.pathway.groups.values()
        if group.always
    }
    # A group that always speaks answers for all codes, whose union would be a large diagram.
    some = TRUE if TRUE in always.values() else space.diagram.some(space.codes.values())
    yield Claim("some recommendation holds", space.diagram.negation(some))
    for says, one in always.items():
        yield Claim(says, space.diagram.negation(one))


def exclusive(space: AnswerSpace) -> Iterator[Claim]:
    """The claim that no two codes of a group hold together."""
    for group in space.pathway.groups.values():
        for a, b in combinations(group.codes, 2):
            both = space.diagram.conjunction(space.codes[a], space.codes[b])
            yield Claim(f"{group.says} ({a}, {b})", both)


def invariants(space: AnswerSpace) -> Iterator[Claim]:
    """The claim that no row of an invariant is ever satisfied."""
    for invariant in space.pathway.invariants.values():
        for number, row in enumerate(invariant.never, start=1):
            yield Claim(f"{invariant.key}.{number}: {invariant.says}", space.row(row))


def one_next_step(space: AnswerSpace) -> Iterator[Claim]:
    """Whenever anything is to be done something is the next step, and never two things are."""
    to_do = [item for item in space.pathway.recommendations.values() if item.place in TO_DO]
    leading = [item for item in to_do if item.leads is not Leads.NO]
    leads = space.diagram.some(space.codes[item.code] for item in leading)
    for item in to_do:
        if item.leads is Leads.NO:
            alone = space.difference(space.codes[item.code], leads)
            yield Claim(f"beside {item.code} stands a next step", alone)
    for a, b in combinations(leading, 2):
        if (a.leads, a.weight) == (b.leads, b.weight) and _bands(space, a) & _bands(space, b):
            both = space.diagram.conjunction(space.codes[a.code], space.codes[b.code])
            yield Claim(f"{a.code} and {b.code} weigh the same and never meet", both)


def _bands(space: AnswerSpace, item: Recommendation) -> set[Urgency]:
    """The urgencies that a recommendation can have."""
    given = (rule.urgency for rule in space.pathway.rules.values() if rule.gives == item.code)
    return {item.urgency, *(urgency for urgency in given if urgency is not None)}


def monotone_emergency(space: AnswerSpace) -> Iterator[Claim]:
    """Adding a sign of an emergency never takes it away; nothing else matters.

    The first clause of a row names the sign; further ones say when it counts.
    """
    marked = space.pathway.page.emergency
    if marked is None:
        return
    emergency = space.codes[marked.code]
    signs: dict[int, set[int]] = {}
    reads = 0
    for row in space.pathway.concepts[marked.concept].when:
        variable, positions = _sign(space, row[0])
        signs.setdefault(variable, set()).update(positions)
        reads |= space.diagram.support(space.row(row))
    for variable, domain in enumerate(space.compiled.domains):
        if not reads >> variable & 1:
            says = f"the emergency does not hang on {domain.key}"
            yield plainly(says, holds=not space.depends(emergency, variable))
        others = set(range(domain.size)) - signs.get(variable, set())
        absent = space.diagram.conjunction(emergency, space.diagram.literal(variable, others))
        for danger in signs.get(variable, ()):
            after = space.diagram.restricted(emergency, variable, danger)
            yield Claim(f"adding {domain.key} keeps the emergency", space.difference(absent, after))


def _sign(space: AnswerSpace, clause: Clause) -> tuple[int, frozenset[int]]:
    """The variable of a sign, with the positions that count as the sign."""
    if not isinstance(clause.test, UnaryTest):
        raise TypeError(f"a row of the emergency begins with {clause.name}, which is no finding")
    variable = space.compiled.variables[clause.name]
    return variable, space.compiled.domains[variable].positions(clause.test)
