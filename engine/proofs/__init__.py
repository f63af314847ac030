"""Proofs over every combination of answers, unknown included, on the tables as shipped.

Derived findings count as free variables in the diagram, so more combinations are covered than
patients can have: what is proved holds for all patients, and a witness is turned back into a
patient where one can be found.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
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

__all__ = ["Failure", "Proof", "patterns", "prove"]

_EVERYONE: Final = "over every combination of answers"

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
        return tuple(_proofs(AnswerSpace(compiled)))


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


def _proofs(space: AnswerSpace) -> Iterator[Proof]:
    yield from _of_states(space)
    yield from _of_unknowns(space)
    yield from _of_words(space)
    yield from _of_questions(space)


def _of_states(space: AnswerSpace) -> Iterator[Proof]:
    yield _proof(
        space, "Every combination of answers is advised on", _EVERYONE, consistency.complete(space)
    )
    yield _proof(
        space, "States that exclude each other never meet", _EVERYONE, consistency.exclusive(space)
    )
    yield _proof(
        space, "No safety invariant is ever broken", _EVERYONE, consistency.invariants(space)
    )
    yield _proof(
        space,
        "Whenever anything is to be done, exactly one thing is the next step",
        _EVERYONE,
        consistency.one_next_step(space),
    )


def _of_unknowns(space: AnswerSpace) -> Iterator[Proof]:
    yield _proof(
        space,
        "Nothing permissive rests on an unknown",
        f"{_EVERYONE}, for every permissive code and every finding it hangs on",
        unknown_safety.unknowns(space),
        unknown_safety.notes(space),
    )
    yield _proof(
        space,
        "No hold, screen or block is a dead end",
        f"{_EVERYONE}; what is unknown, or what a newer result can change, frees it, and no "
        "earlier section stops the pathway instead; derived findings move by themselves, as their "
        "functions were seen to move, and a question that another answer would open counts as open",
        dead_ends.dead_ends(space),
        dead_ends.notes(space),
    )
    yield _proof(
        space,
        "An emergency hangs on its signs alone, and no sign hides another",
        _EVERYONE,
        consistency.monotone_emergency(space),
    )


def _of_words(space: AnswerSpace) -> Iterator[Proof]:
    yield _proof(
        space, "No invariant and no rule speaks of nobody", _EVERYONE, coverage.reachable(space)
    )
    yield _proof(
        space,
        "A text names the reasons that its rule has, and no other",
        "by the findings that the rules read in the diagram",
        named_reasons(space),
    )
    yield _proof(
        space,
        "Every row and every cell changes something",
        _EVERYONE,
        coverage.every_cell_matters(space),
    )
    yield _proof(
        space,
        "Every concept is used, and no question is asked that no rule reads",
        _EVERYONE,
        coverage.used(space),
    )


def _of_questions(space: AnswerSpace) -> Iterator[Proof]:
    yield _proof(
        space,
        "Every two answers to a question are told apart",
        _EVERYONE,
        coverage.distinct(space),
        coverage.notes(space),
    )
    yield _proof(
        space,
        "An answer hidden by skip logic influences nothing",
        "by the order of the findings; see the property tests",
        skip_logic.hidden(space),
    )
    yield _proof(
        space,
        "No rule tells apart two values of one cell",
        "at, just below and just above every limit",
        number_cells.cells(space),
    )
    yield _proof(
        space,
        "Derived findings do what the content says of them",
        "by trying their functions",
        derivation_trials.derivations(space.learning, space.pathway),
        derivation_trials.how_tried(space.learning),
    )


def _proof(
    space: AnswerSpace, title: str, how: str, claims: Iterable[Claim], notes: Iterable[str] = ()
) -> Proof:
    checked = list(claims)
    broken = [claim for claim in checked if claim.broken != FALSE]
    failures = tuple(_failure(space, claim) for claim in broken[:_SHOWN])
    more = (Failure(claim.says, claim.example, None, 0) for claim in broken[_SHOWN:])
    return Proof(title, len(checked), (*failures, *more), how, tuple(notes))


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
