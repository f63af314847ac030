"""`spinepath verify`: prove the content and print the certificate."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence

from data.content import Content, load
from engine.compile import Compiled, compile_pathway
from engine.findings import Value
from engine.prove import Failure, Proof, patterns, prove
from tui.cli import OK

_FAILED = 1

NOT_PROVED = (
    "that the functions behind derived findings are right (they are tried and tested);",
    "that the rules are medically right: only that they are consistent as stated.",
)
"""What this certificate does not say."""


def run() -> int:
    """Prove the shipped content; exit status 1 with a witness if a proof fails."""
    started = time.perf_counter()
    content = load()
    compiled = compile_pathway(content.pathway)
    proofs = prove(compiled)
    seconds = time.perf_counter() - started
    print("\n".join(certificate_lines(content, compiled, proofs, seconds)))
    return _FAILED if any(proof.failures for proof in proofs) else OK


def certificate_lines(
    content: Content, compiled: Compiled, proofs: Sequence[Proof], seconds: float
) -> Iterator[str]:
    """The certificate: what was proved of which content, and what was not."""
    pathway = content.pathway
    yield f"CERTIFICATE of {pathway.id} {pathway.version}"
    yield f"Content digest {pathway.digest}"
    yield (
        f"{patterns(compiled):.3g} answer patterns of {len(compiled.domains)} findings,"
        f" unknown included; {len(compiled.diagram):,} diagram nodes"
    )
    for proof in proofs:
        verdict = "FAILED" if proof.failures else "proved"
        yield f"{verdict}: {proof.title} ({proof.claims} claims, {proof.how})"
        yield from (f"  {note}" for note in proof.notes)
        for failure in proof.failures:
            yield from _failure(failure)
    yield "Invariants, by safety rule"
    for invariant in pathway.invariants.values():
        yield f"  {invariant.key}  {invariant.says} ({len(invariant.never)})"
    yield "Not proved here"
    for limit in NOT_PROVED:
        yield f"  {limit}"
    yield f"{seconds:.1f} s"


def _failure(failure: Failure) -> Iterator[str]:
    yield f"  broken: {failure.says}"
    if failure.patterns:
        yield f"  by {failure.patterns:.3g} patterns, one of them:"
    if failure.case is not None:
        yield f"  {json.dumps({'findings': failure.case}, default=_plain)}"
    elif failure.witness:
        yield f"  {json.dumps(dict(failure.witness), default=_plain)} (no patient found who has it)"


def _plain(value: Value) -> object:
    return sorted(value) if isinstance(value, frozenset) else value
