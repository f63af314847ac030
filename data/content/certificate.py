"""The certificate: what was proved of which content, as it is kept and read.

It lies beside the content, so that starting the program never waits for a proof. It speaks of the
content files byte for byte; beside any other content it proves nothing.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from data.input.faults import Fault, FaultyInputError
from data.input.model import Items, Model, read
from data.input.strict_json import parse_strictly
from engine.model.pathway import Pathway

FILE: Final = "certificate.json"


class FailureModel(Model):
    """A claim that does not hold.

    Attributes:
        patterns: how many combinations break it, in digits, as numbers of this size are not safe in
            JSON; 0 where they were not counted.
        case: a case that breaks it, which `spinepath evaluate` replays; None if none was found.
        witness: findings, asked and derived, of a combination that breaks it.
    """

    says: str
    patterns: str
    case: dict[str, Any] | None
    witness: dict[str, Any]


class ProofModel(Model):
    """Claims of one kind, and what a reader has to know of them."""

    title: str
    how: str
    claims: int
    notes: Items[str]
    failures: Items[FailureModel]


class InvariantModel(Model):
    """A safety rule that no combination of answers breaks, and how many rows state it."""

    key: str
    says: str
    rows: int


class Certificate(Model):
    """The results of the proofs of one content.

    Attributes:
        digest: SHA-256 over the content files, hexadecimal.
        program: version of the program that proved it.
        patterns: how many combinations of answers the proofs cover, in digits.
        findings: of how many findings, unknown a value of each.
        seconds: that proving took.
    """

    pathway: str
    version: str
    digest: str
    program: str
    patterns: str
    findings: int
    nodes: int
    proofs: Items[ProofModel]
    invariants: Items[InvariantModel]
    not_shown: Items[str]
    seconds: float

    @property
    def holds(self) -> bool:
        """Return whether every claim holds."""
        return not any(proof.failures for proof in self.proofs)

    @property
    def claims(self) -> int:
        """The number of claims checked."""
        return sum(proof.claims for proof in self.proofs)

    def proves(self, pathway: Pathway) -> bool:
        """Return whether it speaks of this very content, and every claim holds."""
        return self.holds and self.digest == pathway.digest


def read_certificate(directory: Path) -> Certificate | None:
    """The certificate beside some content; None when there is none that can be read."""
    faults: list[Fault] = []
    try:
        content = (directory / FILE).read_bytes()
        found = read(Certificate, parse_strictly(content, faults))
    except (OSError, FaultyInputError):
        return None
    return None if faults else found


def certificate_json(proved: Certificate) -> str:
    """The certificate as it is kept."""
    return json.dumps(proved.model_dump(mode="json"), indent=1, ensure_ascii=False) + "\n"
