"""Proofs over every combination of answers, unknown included, on the tables as shipped.

A claim about all patients is a function that has to be false everywhere. The diagram of such a
function is the node FALSE exactly when the claim holds; any other node holds a witness.

Derived findings count as free variables here, so more combinations are covered than patients can
have: what is proved holds for all patients, but a witness may be a combination that no patient has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import prod

from engine.compile import UNKNOWN_CELL, Compiled
from engine.diagram import FALSE, TRUE
from engine.findings import Value
from engine.tables import Clause, Row
from engine.unary import UnaryTest


@dataclass(frozen=True, slots=True)
class Failure:
    """A claim that does not hold.

    Attributes:
        says: the claim.
        witness: findings, asked and derived, of a combination that breaks it.
        patterns: how many combinations break it.
    """

    says: str
    witness: Mapping[str, Value]
    patterns: int


@dataclass(frozen=True, slots=True)
class Proof:
    """Claims of one kind, all checked.

    Attributes:
        title: what is claimed.
        claims: how many claims were checked.
        failures: those that do not hold.
    """

    title: str
    claims: int
    failures: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A function that has to be false everywhere, and the sentence that it being so proves."""

    says: str
    broken: int


def patterns(compiled: Compiled) -> int:
    """How many combinations of answers there are, one value of each cell."""
    return prod(domain.size for domain in compiled.domains)


def prove(compiled: Compiled) -> tuple[Proof, ...]:
    """Check every claim.

    Args:
        compiled: a pathway compiled in this process; one from the cache shares no nodes.
    """
    prover = _Prover(compiled)
    return (
        prover.proof("Every combination of answers is advised on", prover.complete()),
        prover.proof("States that exclude each other never meet", prover.exclusive()),
        prover.proof("No safety invariant is ever broken", prover.invariants()),
        prover.proof("No invariant and no rule speaks of nobody", prover.reachable()),
        prover.proof(
            "An emergency hangs on its signs alone, and no sign hides another",
            prover.monotone_emergency(),
        ),
    )


class _Prover:
    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        self._diagram = compiled.diagram
        self._codes = compiled.functions.recommendations
        self._pathway = compiled.pathway

    def proof(self, title: str, claims: Iterator[Claim]) -> Proof:
        checked = list(claims)
        failures = (self._failure(claim) for claim in checked if claim.broken != FALSE)
        return Proof(title, len(checked), tuple(failures))

    def _failure(self, claim: Claim) -> Failure:
        findings, domains = self._pathway.findings, self._compiled.domains
        chosen = self._diagram.witness(claim.broken)
        witness = {
            domains[variable].key: domains[variable].value(
                position, findings[domains[variable].key]
            )
            for variable, position in chosen.items()
            if position != UNKNOWN_CELL
        }
        return Failure(claim.says, witness, self._diagram.count(claim.broken))

    def complete(self) -> Iterator[Claim]:
        """Some recommendation always holds, and of each group that says so one does."""
        some = self._diagram.some(self._codes.values())
        yield Claim("some recommendation holds", self._diagram.negation(some))
        for group in self._pathway.groups.values():
            if group.always:
                one = self._diagram.some(self._codes[code] for code in group.codes)
                yield Claim(group.says, self._diagram.negation(one))

    def exclusive(self) -> Iterator[Claim]:
        """No two codes of a group hold together."""
        for group in self._pathway.groups.values():
            for a, b in combinations(group.codes, 2):
                both = self._diagram.conjunction(self._codes[a], self._codes[b])
                yield Claim(f"{group.says} ({a}, {b})", both)

    def invariants(self) -> Iterator[Claim]:
        """No row of an invariant is ever satisfied."""
        for invariant in self._pathway.invariants.values():
            for number, row in enumerate(invariant.never, start=1):
                yield Claim(f"{invariant.key}.{number}: {invariant.says}", self._row(row))

    def reachable(self) -> Iterator[Claim]:
        """Each invariant speaks of some patient, and each rule fires for some."""
        for invariant in self._pathway.invariants.values():
            for number, row in enumerate(invariant.never, start=1):
                patient = tuple(clause for clause in row if clause.name not in self._codes)
                empty = self._row(patient) == FALSE
                says = f"{invariant.key}.{number} speaks of some patient"
                yield Claim(says, TRUE if empty else FALSE)
        functions = self._compiled.functions
        for key, rule in self._pathway.rules.items():
            fires = self._diagram.conjunction(functions.gates[rule.section], functions.rules[key])
            yield Claim(f"rule {key} fires for some patient", TRUE if fires == FALSE else FALSE)

    def monotone_emergency(self) -> Iterator[Claim]:
        """Adding a sign of compression never takes the emergency away; nothing else matters."""
        emergency = self._codes["emergency_spine_pathway"]
        signs = dict(self._signs())
        for variable, domain in enumerate(self._compiled.domains):
            depends = self._diagram.support(emergency) >> variable & 1
            if domain.key not in signs:
                says = f"the emergency does not hang on {domain.key}"
                yield Claim(says, TRUE if depends else FALSE)
                continue
            for danger in signs[domain.key]:
                after = self._diagram.restricted(emergency, variable, danger)
                gone = self._diagram.conjunction(emergency, self._diagram.negation(after))
                yield Claim(f"adding {domain.key} keeps the emergency", gone)

    def _signs(self) -> Iterator[tuple[str, frozenset[int]]]:
        """The findings of the emergency concept, with the positions that count as a sign."""
        for row in self._pathway.concepts["emergency"].when:
            for clause in row:
                if isinstance(clause.test, UnaryTest):
                    domain = self._compiled.domains[self._compiled.variables[clause.name]]
                    yield clause.name, domain.positions(clause.test)

    def _row(self, row: Row) -> int:
        return self._diagram.every(map(self._clause, row))

    def _clause(self, clause: Clause) -> int:
        if isinstance(clause.test, UnaryTest):
            variable = self._compiled.variables[clause.name]
            positions = self._compiled.domains[variable].positions(clause.test)
            return self._diagram.literal(variable, positions)
        holds = self._codes.get(clause.name)
        if holds is None:
            holds = self._compiled.functions.conditions[clause.name]
        return holds if clause.test else self._diagram.negation(holds)
