"""Coverage: every row, cell, rule, question and answer has an effect."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from engine.diagram.diagram import FALSE, TRUE
from engine.diagram.domains import UNKNOWN_CELL, Domain
from engine.model.conditions import Row, Table, clauses
from engine.model.findings import Finding
from engine.proofs.answer_space import AnswerSpace, with_one_part_removed
from engine.proofs.claims import Claim, plainly


def reachable(space: AnswerSpace) -> Iterator[Claim]:
    """Each invariant concerns some patient, and each rule fires for some."""
    for invariant in space.pathway.invariants.values():
        for number, row in enumerate(invariant.never, start=1):
            patient: Row = tuple(clause for clause in row if clause.name not in space.codes)
            says = f"{invariant.key}.{number} speaks of some patient"
            yield plainly(says, holds=space.row(patient) != FALSE)
    functions = space.compiled.functions
    for key, rule in space.pathway.rules.items():
        fires = space.diagram.conjunction(functions.gates[rule.section], functions.rules[key])
        yield plainly(f"rule {key} fires for some patient", holds=fires != FALSE)


def every_cell_matters(space: AnswerSpace) -> Iterator[Claim]:
    """Each row and each cell of every table changes what the table says.

    A rule is examined where its section applies; it has no effect elsewhere.
    """
    gates = space.compiled.functions.gates
    pathway = space.pathway
    for concept in chain(pathway.concepts.values(), pathway.contradictions.values()):
        yield from _telling(space, concept.key, concept.when, concept.unless, TRUE)
    for remark in pathway.remarks.values():
        yield from _telling(space, remark.key, remark.when, remark.unless, gates[remark.section])
    for rule in pathway.rules.values():
        yield from _telling(space, rule.key, rule.when, rule.unless, gates[rule.section])


def _telling(
    space: AnswerSpace, key: str, when: Table, unless: Table, where: int
) -> Iterator[Claim]:
    whole = space.diagram.conjunction(where, space.holds(when, unless))
    tables = chain(
        ((f"{key} when {place}", table, unless) for place, table in with_one_part_removed(when)),
        ((f"{key} unless {place}", when, table) for place, table in with_one_part_removed(unless)),
    )
    for says, less_when, less_unless in tables:
        less = space.diagram.conjunction(where, space.holds(less_when, less_unless))
        yield plainly(f"{says} changes something", holds=less != whole)


def used(space: AnswerSpace) -> Iterator[Claim]:
    """Every concept is used, and every question is read, or is context and says why it is asked."""
    tested = {clause.name for clause in clauses(*space.pathway.tables())}
    for key in space.pathway.concepts:
        yield plainly(f"concept {key} is used", holds=key in tested)
    for finding in space.pathway.findings.values():
        declared = finding.key in space.pathway.unread
        if finding.context:
            yield plainly(f"{finding.key} says why no rule reads it", holds=declared)
        else:
            says = f"{finding.key} is read by a rule"
            yield plainly(says, holds=_matters(space, finding) and not declared)


def _matters(space: AnswerSpace, finding: Finding) -> bool:
    """Return whether a finding, or one derived from it, can change what a reader sees.

    Nobody is asked for a derived finding, so it may also serve to name a contradiction.
    """
    variables = space.compiled.variables
    touched = [
        variables[key]
        for key, other in space.pathway.findings.items()
        if key in variables
        and (key == finding.key or (other.derived and finding.key in other.derived.inputs))
    ]
    conditions, pairs = space.compiled.functions.conditions, space.pathway.contradictions
    named = [conditions[key] for key in pairs] if finding.derived else []
    roots = (*space.outputs, *named)
    return any(space.depends(root, variable) for root in roots for variable in touched)


def distinct(space: AnswerSpace) -> Iterator[Claim]:
    """Every two known choices are told apart by some rule, or declared to count alike.

    Of numbers the limits are claimed elsewhere; what derivations read, the trials of them cover.
    """
    tests = _tests(space)
    derivations = [finding.derived for finding in space.pathway.findings.values()]
    derived_from = {key for item in derivations if item for key in item.inputs}
    for variable, domain in enumerate(space.compiled.domains):
        if domain.choices and variable in tests and not _is_read(space, domain.key, derived_from):
            groups = _alike(domain, tests[variable])
            found = {group for group in groups if len(group) > 1}
            declared = {
                alike.values for alike in space.pathway.alike if alike.finding == domain.key
            }
            for group in sorted(map(sorted, declared | found)):
                says = f"{domain.key}: {', '.join(group)}"
                same = frozenset(group) in found
                says += " count alike" if frozenset(group) in declared else " are told apart"
                yield plainly(says, holds=same == (frozenset(group) in declared))


def _is_read(space: AnswerSpace, key: str, derived_from: Collection[str]) -> bool:
    """Return whether a finding is derived, or a derivation may tell its values apart."""
    return key in derived_from or space.pathway.findings[key].derived is not None


def _alike(domain: Domain, tests: Iterable[Sequence[int]]) -> Iterator[frozenset[str]]:
    """The known values of a finding, grouped by what follows where they are tested."""
    groups: dict[tuple[int, ...], list[str]] = {}
    for position in range(UNKNOWN_CELL + 1, domain.size):
        follows = tuple(below[position] for below in tests)
        groups.setdefault(follows, []).append(domain.choices[position - 1])
    return map(frozenset, groups.values())


def _tests(space: AnswerSpace) -> Mapping[int, list[Sequence[int]]]:
    """The results of the values of each variable that outputs test, at each such place."""
    diagram = space.diagram
    found: dict[int, list[Sequence[int]]] = {}
    pending, seen = list(space.outputs), set(space.outputs)
    while pending:
        node = pending.pop()
        if node > TRUE:
            found.setdefault(diagram.variables[node], []).append(diagram.children[node])
            fresh = set(diagram.children[node]) - seen
            seen |= fresh
            pending.extend(fresh)
    return found


def notes(space: AnswerSpace) -> Iterator[str]:
    """Notes: findings declared as unread, and answers declared as alike."""
    for key, because in space.pathway.unread.items():
        yield f"{key} is context and read by no rule: {because}"
    for alike in space.pathway.alike:
        values = ", ".join(sorted(alike.values))
        yield f"{alike.finding}: {values} count alike: {alike.because}"
