"""The certificate: what was proved of which content, in a form that is kept and read.

It lies beside the content, so that starting the program never waits for a proof. It speaks of the
content files byte for byte; beside any other content it proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources.abc import Traversable
from typing import Annotated, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, ValidationError

from data.case import case_document, json_value
from engine.compile import Compiled
from engine.prove import Failure, Proof, patterns
from engine.tables import Pathway

FILE: Final = "certificate.json"

NOT_SHOWN: Final = (
    "that the rules are medically right: only that the advice is consistent with them as stated;",
    "that the functions behind derived findings are right: they are tried and tested;",
    "that an answer is true, or a question understood as it is meant;",
    "anything that is not listed above as proved.",
)
"""What no proof can show."""

Count = Annotated[int, BeforeValidator(int), PlainSerializer(str, when_used="json")]
"""A whole number of any size, a text in JSON."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class FailureModel(_Part):
    """A claim that does not hold.

    Attributes:
        patterns: how many combinations break it; 0 where they were not counted.
        case: a case that breaks it, which `spinepath evaluate` replays; None if none was found.
        witness: findings, asked and derived, of a combination that breaks it.
    """

    says: str
    patterns: Count
    case: dict[str, object] | None
    witness: dict[str, object]


class ProofModel(_Part):
    """Claims of one kind, and what a reader has to know of them."""

    title: str
    how: str
    claims: int
    notes: list[str]
    failures: list[FailureModel]


class InvariantModel(_Part):
    """A safety rule that no combination of answers breaks, and how many rows state it."""

    key: str
    says: str
    rows: int


class Certificate(_Part):
    """What was proved of one content.

    Attributes:
        digest: SHA-256 over the content files, hexadecimal.
        program: version of the program that proved it.
        patterns: how many combinations of answers the proofs cover.
        findings: of how many findings, unknown a value of each.
        seconds: that proving took.
    """

    pathway: str
    version: str
    digest: str
    program: str
    patterns: Count
    findings: int
    nodes: int
    proofs: list[ProofModel]
    invariants: list[InvariantModel]
    not_shown: list[str]
    seconds: float

    @property
    def holds(self) -> bool:
        """Whether every claim holds."""
        return not any(proof.failures for proof in self.proofs)

    @property
    def claims(self) -> int:
        """How many claims were checked."""
        return sum(proof.claims for proof in self.proofs)

    def proves(self, pathway: Pathway) -> bool:
        """Whether it speaks of this very content, and every claim holds."""
        return self.holds and self.digest == pathway.digest


def certificate(
    compiled: Compiled, proofs: Iterable[Proof], program: str, seconds: float
) -> Certificate:
    """Write down what was proved.

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
        patterns=patterns(compiled),
        findings=len(compiled.domains),
        nodes=len(compiled.diagram),
        proofs=[_proof(proof) for proof in proofs],
        invariants=[
            InvariantModel(key=item.key, says=item.says, rows=len(item.never))
            for item in pathway.invariants.values()
        ],
        not_shown=list(NOT_SHOWN),
        seconds=round(seconds, 1),
    )


def _proof(proof: Proof) -> ProofModel:
    return ProofModel(
        title=proof.title,
        how=proof.how,
        claims=proof.claims,
        notes=list(proof.notes),
        failures=[_failure(failure) for failure in proof.failures],
    )


def _failure(failure: Failure) -> FailureModel:
    return FailureModel(
        says=failure.says,
        patterns=failure.patterns,
        case=None if failure.case is None else case_document(failure.case),
        witness={key: json_value(value) for key, value in failure.witness.items()},
    )


def kept(directory: Traversable) -> Certificate | None:
    """The certificate beside some content; None when there is none that can be read."""
    try:
        return Certificate.model_validate_json((directory / FILE).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, ValidationError):
        return None


def rendered(proved: Certificate) -> str:
    """The certificate as it is kept."""
    return proved.model_dump_json(indent=1) + "\n"
