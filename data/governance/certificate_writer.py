"""Write the certificate: the results of the proofs of one content."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from data.content.certificate import Certificate, FailureModel, InvariantModel, ProofModel
from data.input.case import case_document, json_value
from engine.diagram.compiler import Compiled
from engine.proofs import Failure, Proof, patterns

NOT_SHOWN: Final = (
    "that the rules are medically right: only that the advice is consistent with them as stated;",
    "that the functions behind derived findings are right: they are tried and tested;",
    "that an answer is true, or a question understood as it is meant;",
    "anything that is not listed above as proved.",
)
"""The limits of the proofs."""


def certificate(
    compiled: Compiled, proofs: Iterable[Proof], program: str, seconds: float
) -> Certificate:
    """The certificate of some proofs.

    Args:
        compiled: the content that the proofs are of.
        proofs: all of them, failed ones too.
        program: version of the program.
        seconds: that reading, compiling and proving took.
    """
    pathway = compiled.pathway
    return Certificate(
        pathway=pathway.id,
        version=pathway.version,
        digest=pathway.digest,
        program=program,
        patterns=str(patterns(compiled)),
        findings=len(compiled.domains),
        nodes=len(compiled.diagram),
        proofs=tuple(map(_proof, proofs)),
        invariants=tuple(
            InvariantModel(key=item.key, says=item.says, rows=len(item.never))
            for item in pathway.invariants.values()
        ),
        not_shown=NOT_SHOWN,
        seconds=round(seconds, 1),
    )


def _proof(proof: Proof) -> ProofModel:
    return ProofModel(
        title=proof.title,
        how=proof.how,
        claims=proof.claims,
        notes=tuple(proof.notes),
        failures=tuple(map(_failure, proof.failures)),
    )


def _failure(failure: Failure) -> FailureModel:
    return FailureModel(
        says=failure.says,
        patterns=str(failure.patterns),
        case=None if failure.case is None else case_document(failure.case),
        witness={key: json_value(value) for key, value in failure.witness.items()},
    )
