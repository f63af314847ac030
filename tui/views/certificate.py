"""Show the certificate of the proofs as lines of text."""

from __future__ import annotations

import json
from collections.abc import Iterator

from data.content.certificate import Certificate, FailureModel, ProofModel
from data.text.wrapping import wrapped_lines


def certificate_lines(proved: Certificate) -> Iterator[str]:
    """The certificate for people: the proved content, what was proved, and what was not."""
    yield f"CERTIFICATE of {proved.pathway} {proved.version}, by Spinepath {proved.program}"
    yield f"Content digest {proved.digest}"
    yield from _wrapped(
        f"{proved.claims:,} claims over {float(proved.patterns):.3g} answer patterns: every"
        f" combination of values of {proved.findings} findings, unknown a value of each",
        0,
    )
    for proof in proved.proofs:
        verdict = "FAILED" if proof.failures else "proved"
        yield from _wrapped(f"{verdict}: {proof.title} ({_reach(proof)})", 0)
        for note in proof.notes:
            yield from _wrapped(note, 2)
        for failure in proof.failures:
            yield from _failure(failure)
    yield "\nInvariants, by safety rule: what no combination of answers breaks"
    for invariant in proved.invariants:
        rows = "row" if invariant.rows == 1 else "rows"
        yield from _wrapped(f"{invariant.key}  {invariant.says} ({invariant.rows} {rows})", 2)
    yield "\nWhat no proof shows"
    for limit in proved.not_shown:
        yield from _wrapped(f"- {limit}", 2)
    yield f"\n{proved.seconds:.1f} s, {proved.nodes:,} diagram nodes"


def _reach(proof: ProofModel) -> str:
    """The number of claims checked, and their reach."""
    claims = "1 claim" if proof.claims == 1 else f"{proof.claims:,} claims"
    return f"{claims}, {proof.how}" if proof.how else claims


def _failure(failure: FailureModel) -> Iterator[str]:
    yield from _wrapped(f"broken: {failure.says}", 2)
    if patterns := float(failure.patterns):
        yield f"  by {patterns:.3g} patterns, one of them:"
    if failure.case is not None:
        yield f"  {json.dumps(failure.case)}"
    elif failure.witness:
        yield f"  {json.dumps(failure.witness)} (no patient found who has it)"


def _wrapped(text: str, indent: int) -> list[str]:
    return wrapped_lines(text, " " * indent, " " * (indent + 2))
