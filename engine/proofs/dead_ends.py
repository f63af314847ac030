"""The proof that no hold, screen or block is a dead end.

Wherever one stands, some value of what is not answered yet, or of what a newer dated result can
change, frees it. Freed means that it holds no longer and that no section before the one
that stops the pathway now stops it instead: an emergency that silences the page releases nothing.
Nor does another hold that takes its place.

Where answers contradict each other, correcting one of them frees as well.

A derived value moves as it was seen to move when its function was tried; if one of its inputs is
renewed it may become anything that it was seen to be. Each moves by itself, so a release may need
values that no patient has together.

The content lists where this does not hold: blocks that are permanent, and blocks of which it does
not ask yet what would end them. An entry that nothing needs is a fault as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import reduce
from operator import or_
from typing import TypeAlias

from engine.diagram.diagram import FALSE, TRUE
from engine.diagram.domains import UNKNOWN_CELL, Domain
from engine.model.findings import Derivation
from engine.model.release import Unreleased, corrected
from engine.proofs.answer_space import AnswerSpace
from engine.proofs.claims import Claim, plainly

Way: TypeAlias = tuple[int, Mapping[int, Sequence[int]]]
"""The moves of values, as a function, and the values that each variable may take then."""


def dead_ends(space: AnswerSpace) -> Iterator[Claim]:
    """A claim for every hold, and one for every entry of what has no release."""
    ways = tuple(_ways(space))
    listed = (*space.pathway.releases.permanent, *space.pathway.releases.unreleased)
    for code in filter(space.pathway.holds, space.codes):
        stuck = _stuck(space, code, ways)
        entries = {entry: space.holds(entry.when, ()) for entry in listed if code in entry.codes}
        rest = space.difference(stuck, space.diagram.some(entries.values()))
        yield Claim(f"{code} is freed by what is not answered yet or by a newer result", rest)
        for entry, while_it_holds in entries.items():
            needed = space.diagram.conjunction(stuck, while_it_holds) != FALSE
            yield plainly(f"{code} has no release while {entry.key} holds", holds=needed)


def notes(space: AnswerSpace) -> Iterator[str]:
    """The number of blocks without a release, and each of them with its reason."""
    releases = space.pathway.releases
    yield from _listed("permanent", releases.permanent)
    yield from _listed("not released by anything that is asked yet", releases.unreleased)


def _listed(how: str, entries: Sequence[Unreleased]) -> Iterator[str]:
    count = len({code for entry in entries for code in entry.codes})
    yield f"blocks {how}: {count}"
    for entry in entries:
        yield f"{', '.join(entry.codes)}, {how} ({entry.key}): {entry.because}"


def _stuck(space: AnswerSpace, code: str, ways: Iterable[Way]) -> int:
    """The function true where a hold stands and nothing that can still change frees it."""
    diagram, root = space.diagram, space.codes[code]
    gates = space.compiled.functions.gates
    stops = [gates[key] for key, section in space.pathway.sections.items() if section.stops]
    others = filter(space.pathway.holds, space.pathway.alternatives(code))
    stuck, reached = [], diagram.negation(diagram.some([root, *(space.codes[o] for o in others)]))
    for stop in (*stops, diagram.negation(diagram.some(stops))):
        stands = diagram.conjunction(root, stop)
        freed = reached
        for where, moves in ways:
            if stands != FALSE:  # one correction may lead to where another one frees
                more = diagram.conjunction(where, space.before(freed, moves))
                freed, stands = diagram.disjunction(freed, more), space.difference(stands, more)
        stuck.append(stands)
        reached = space.difference(reached, stop)
    return diagram.some(stuck)


def _ways(space: AnswerSpace) -> Iterator[Way]:
    """The moves of values: everywhere by learning, in a contradiction by correction."""
    renewable = space.pathway.releases.renewable.keys()
    yield TRUE, _moves(space, renewable)
    for key, pair in space.pathway.contradictions.items():
        where = space.compiled.functions.conditions[key]
        yield where, _moves(space, renewable | corrected(pair.when, space.pathway.findings))


def _moves(space: AnswerSpace, renewable: Set[str]) -> Mapping[int, Sequence[int]]:
    """The values that each variable may take next; one that is not asked again stays."""
    return {
        variable: _derived(space, domain, derivation, renewable)
        if (derivation := space.pathway.findings[domain.key].derived)
        else _asked(domain, renewable=domain.key in renewable)
        for variable, domain in enumerate(space.compiled.domains)
    }


def _asked(domain: Domain, *, renewable: bool) -> Sequence[int]:
    masks = [1 << p | renewable * domain.known for p in range(domain.size)]
    masks[UNKNOWN_CELL] = domain.everything
    return masks


def _derived(
    space: AnswerSpace, domain: Domain, derivation: Derivation, renewable: Set[str]
) -> Sequence[int]:
    moves = space.learning[domain.key].moves
    masks = [reduce(or_, (seen[p] for seen in moves.values())) for p in range(domain.size)]
    renewed = renewable & set(derivation.inputs)
    anything = reduce(or_, (mask for key in renewed for mask in moves[key]), 0)
    return [mask | anything for mask in masks]
