"""The proof that nothing permissive rests on an unknown.

If a permissive code holds while a finding is unknown whose question applies, it holds for every
value of that finding. Learning a finding may also move what is derived from it: a derived value
that is not known may become anything, one that is known moves as it was seen to move when its
function was tried (`engine.proofs.derivation_trials`). Of readings level by level a field of some
level may always be missing.

Where the content exempts a code and a finding it gives the reason, and what it claims instead is
proved instead: that the page itself asks for the finding, or that another code takes the place
of the one that is lost. An exemption that nothing needs is a fault as well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_

from engine.diagram.diagram import FALSE, TRUE
from engine.diagram.domains import UNKNOWN_CELL, UNKNOWN_ONLY, Domain
from engine.model.exemptions import Exemption
from engine.model.findings import Finding
from engine.model.kinds import Kind
from engine.proofs.answer_space import AnswerSpace
from engine.proofs.claims import Claim, plainly


def unknowns(space: AnswerSpace, codes: Collection[str] = ()) -> Iterator[Claim]:
    """A claim for every permissive code and every finding that can touch it.

    Args:
        space: the pathway.
        codes: the codes that are looked at; none means all.
    """
    exempted = {
        (code, finding): exemption
        for exemption in space.pathway.exemptions.values()
        for code in exemption.codes
        if code in codes or not codes
        for finding in exemption.findings
    }
    for code, recommendation in space.pathway.recommendations.items():
        if recommendation.permissive and (code in codes or not codes):
            for finding in _learnt(space):
                yield from _claims(space, code, finding, exempted.pop((code, finding.key), None))
    for code, key in exempted:
        yield plainly(f"the exemption of {code} from {key} is of a permissive code", holds=False)


def notes(space: AnswerSpace) -> Iterator[str]:
    """Every exemption with its reason."""
    for exemption in space.pathway.exemptions.values():
        codes, findings = ", ".join(exemption.codes), ", ".join(exemption.findings)
        yield f"{codes} may rest on unknown {findings}: {exemption.because}"


def _learnt(space: AnswerSpace) -> Iterator[Finding]:
    """The findings that become known by themselves.

    Readings level by level hold many things at once. Each is taken by itself, as the findings
    derived from the readings; what holds for every one of them holds for all together, as one
    may be learnt after the other.
    """
    for finding in space.pathway.findings.values():
        if finding.derived is None:
            if finding.kind is not Kind.LEVELS:
                yield finding
        elif _readings(space, finding):
            yield finding


def _readings(space: AnswerSpace, finding: Finding) -> tuple[str, ...]:
    """The readings level by level from which a finding is derived."""
    inputs = finding.derived.inputs if finding.derived else ()
    return tuple(key for key in inputs if space.pathway.findings[key].kind is Kind.LEVELS)


def _claims(
    space: AnswerSpace, code: str, finding: Finding, exemption: Exemption | None
) -> Iterator[Claim]:
    moves = _moves(space, finding)
    root = space.codes[code]
    if not any(space.depends(root, variable) for variable in moves):
        if exemption:
            yield plainly(f"{code} hangs on {finding.key}, as its exemption says", holds=False)
        return
    if exemption is None and space.keeps(root, _from_unknown(space, finding, moves)):
        yield Claim(f"{code} does not rest on unknown {finding.key}", FALSE)
        return
    resting = space.diagram.every([root, _asked(space, finding), _is_unknown(space, finding)])
    lost = space.difference(resting, space.after(root, moves))
    if exemption is None:
        yield Claim(f"{code} does not rest on unknown {finding.key}", lost)
        return
    yield plainly(f"{code} needs its exemption from {finding.key}", holds=lost != FALSE)
    if exemption.asks:
        unasked = space.difference(lost, space.codes[exemption.asks])
        yield Claim(f"{exemption.asks} asks where {code} rests on unknown {finding.key}", unasked)
    if exemption.instead:
        either = space.diagram.disjunction(root, space.codes[exemption.instead])
        gone = space.difference(resting, space.after(either, moves))
        yield Claim(f"{exemption.instead} replaces {code} where {finding.key} ends it", gone)


def _asked(space: AnswerSpace, finding: Finding) -> int:
    """The function true where a finding, or a reading from which it is derived, is asked for."""
    keys = _readings(space, finding) or (finding.key,)
    return space.diagram.some(map(space.applies, keys))


def _is_unknown(space: AnswerSpace, finding: Finding) -> int:
    """The function true where a finding is unknown; always true for incomplete readings."""
    variable = space.compiled.variables.get(finding.key)
    return TRUE if variable is None or finding.derived else space.unknown(variable)


def _moves(space: AnswerSpace, finding: Finding) -> Mapping[int, Sequence[int]]:
    """The variables that change with a finding: itself, and findings derived from it."""
    variables, domains = space.compiled.variables, space.compiled.domains
    if finding.derived:
        own = variables[finding.key]
        return {own: _derived_moves(domains[own], space, finding, _readings(space, finding))}
    moves: dict[int, Sequence[int]] = {}
    if (asked := variables.get(finding.key)) is not None:
        domain = domains[asked]
        moves[asked] = [domain.known, *(1 << value for value in range(1, domain.size))]
    for other in space.pathway.findings.values():
        if other.derived and finding.key in other.derived.inputs:
            variable = variables[other.key]
            moves[variable] = _derived_moves(domains[variable], space, other, (finding.key,))
    return moves


def _from_unknown(
    space: AnswerSpace, finding: Finding, moves: Mapping[int, Sequence[int]]
) -> Mapping[int, Sequence[int]]:
    """The moves that begin where the finding is unknown; of incomplete readings all do."""
    variable = space.compiled.variables.get(finding.key)
    if variable is None or finding.derived:
        return moves
    first, *others = moves[variable]
    return {**moves, variable: [first, *(0 for _ in others)]}


def _derived_moves(
    domain: Domain, space: AnswerSpace, finding: Finding, learnt: Collection[str]
) -> Sequence[int]:
    """The values that a derived value may take next; an unknown one may take any."""
    moves = space.learning[finding.key].moves
    masks = [reduce(or_, (moves[key][p] for key in learnt)) for p in range(domain.size)]
    if any(other[UNKNOWN_CELL] != UNKNOWN_ONLY for other in moves.values()):
        masks[UNKNOWN_CELL] = domain.everything
    return masks
