"""Proofs over every combination of answers, unknown included, on the tables as shipped.

Derived findings count as free variables in the diagram, so more combinations are covered than
patients can have: what is proved holds for all patients, and a witness is turned back into a
patient where one can be found.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import prod
from typing import Final

from engine.diagram.compiler import Compiled
from engine.diagram.diagram import FALSE, TRUE
from engine.diagram.domains import UNKNOWN_CELL
from engine.diagram.sample_values import value_at
from engine.proofs import (
    consistency,
    coverage,
    dead_ends,
    derivation_trials,
    number_cells,
    skip_logic,
    unknown_safety,
)
from engine.proofs.answer_space import AnswerSpace
from engine.proofs.claims import Claim, Failure, Proof
from engine.proofs.reasons import named_reasons
from engine.proofs.witness_search import shown

__all__ = ["KINDS", "Failure", "Proof", "patterns", "prove"]

_SHOWN: Final = 5
"""Of so many broken claims of one kind a patient is looked for and the patterns are counted."""


def patterns(compiled: Compiled) -> int:
    """The number of combinations of answers, with one value of each cell."""
    return prod(domain.size for domain in compiled.domains)


def prove(compiled: Compiled) -> tuple[Proof, ...]:
    """Check every claim.

    Args:
        compiled: a pathway compiled in this process; one from the cache shares no nodes.

    Raises:
        DiagramTooLargeError: when a claim needs more nodes than there may be.
    """
    with _no_garbage_collector():
        space = AnswerSpace(compiled)
        return tuple(kind.checked(space) for kind in KINDS)


@contextmanager
def _no_garbage_collector() -> Iterator[None]:
    """Keep the collector of circles away: it would go through millions of nodes, which all stay."""
    ran = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if ran:
            gc.enable()


def _failure(space: AnswerSpace, claim: Claim) -> Failure:
    if claim.broken == TRUE:
        return Failure(claim.says, claim.example, claim.example or None, 0)
    domains, findings = space.compiled.domains, space.pathway.findings
    chosen, case = shown(space, claim.broken)
    witness = {
        domains[variable].key: value_at(
            findings[domains[variable].key], domains[variable], position
        )
        for variable, position in chosen.items()
        if position != UNKNOWN_CELL
    }
    return Failure(claim.says, witness, case, space.diagram.count(claim.broken))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of claims.

    Attributes:
        title: what is proved.
        claims: makes them.
        how: over what, or by what, they are checked.
        notes: what a reader has to know of them.
    """

    title: str
    claims: Callable[[AnswerSpace], Iterable[Claim]]
    how: str = "over every combination of answers"
    notes: Callable[[AnswerSpace], Iterable[str]] = lambda _: ()

    def checked(self, space: AnswerSpace) -> Proof:
        """The proof, with a patient for each of the first claims that fail."""
        claims = list(self.claims(space))
        broken = [claim for claim in claims if claim.broken != FALSE]
        failures = tuple(_failure(space, claim) for claim in broken[:_SHOWN])
        more = (Failure(claim.says, claim.example, None, 0) for claim in broken[_SHOWN:])
        notes = tuple(self.notes(space))
        return Proof(self.title, len(claims), (*failures, *more), self.how, notes)


KINDS: Final = (
    Kind("Every combination of answers is advised on", consistency.complete),
    Kind("States that exclude each other never meet", consistency.exclusive),
    Kind("No safety invariant is ever broken", consistency.invariants),
    Kind(
        "Whenever anything is to be done, exactly one thing is the next step",
        consistency.one_next_step,
    ),
    Kind(
        "Nothing permissive rests on an unknown",
        unknown_safety.unknowns,
        "over every combination of answers, for every permissive code and every finding it "
        "hangs on",
        unknown_safety.notes,
    ),
    Kind(
        "No hold, screen or block is a dead end",
        dead_ends.dead_ends,
        "over every combination of answers; what is unknown, or what a newer result can change, "
        "frees it, and no earlier section stops the pathway instead; derived findings move by "
        "themselves, as their functions were seen to move, and a question that another answer "
        "would open counts as open",
        dead_ends.notes,
    ),
    Kind(
        "An emergency hangs on its signs alone, and no sign hides another",
        consistency.monotone_emergency,
    ),
    Kind("No invariant and no rule speaks of nobody", coverage.reachable),
    Kind(
        "A text names the reasons that its rule has, and no other",
        named_reasons,
        "by the findings that the rules read in the diagram",
    ),
    Kind("Every row and every cell changes something", coverage.every_cell_matters),
    Kind(
        "Every concept is used, and no question is asked that no rule reads",
        coverage.used,
    ),
    Kind("Every two answers to a question are told apart", coverage.distinct, notes=coverage.notes),
    Kind(
        "An answer hidden by skip logic influences nothing",
        skip_logic.hidden,
        "by the order of the findings; see the property tests",
    ),
    Kind(
        "No rule tells apart two values of one cell",
        number_cells.cells,
        "at, just below and just above every limit",
    ),
    Kind(
        "Derived findings do what the content says of them",
        lambda space: derivation_trials.derivations(space.learning, space.pathway),
        "by trying their functions",
        lambda space: derivation_trials.how_tried(space.learning),
    ),
)
"""Everything that is proved, in the order in which it is checked."""
