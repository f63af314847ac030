"""`spinepath verify`: prove the content and print the certificate."""

from __future__ import annotations

import json
import sys
import textwrap
import time
from collections.abc import Iterator
from typing import Final

from data.certificate import FILE, Certificate, FailureModel, ProofModel, rendered
from data.certify import certificate
from data.content import SHIPPED, load
from data.shape import plain
from engine.compile import compile_pathway
from engine.diagram import DiagramTooLargeError
from engine.prove import prove
from tui import __version__
from tui.cli import FAILED, OK, PROGRAM

_WIDTH: Final = 78
COMMAND: Final = "spinepath verify --write"
"""What keeps the certificate anew."""


def run(*, form: str, write: bool) -> int:
    """Prove the shipped content; exit status 1 with a witness if a proof fails.

    Args:
        form: `text` or `json`.
        write: whether to keep the certificate beside the content, if every claim holds.
    """
    started = time.perf_counter()
    content = load()
    try:
        compiled = compile_pathway(content.pathway)
        proofs = prove(compiled)
    except DiagramTooLargeError as error:
        print(f"{PROGRAM}: not proved: {error}", file=sys.stderr)
        return FAILED
    proved = certificate(compiled, proofs, __version__, time.perf_counter() - started)
    kept = _keep(proved) if write and proved.holds else OK
    if form == "json":
        print(json.dumps({"proved": proved.holds} | plain(proved), indent=2))
    else:
        print("\n".join(certificate_lines(proved)))
    if not proved.holds:
        return FAILED
    if not write and not content.proved:
        says = f"the certificate kept with the content is of other content; {COMMAND} keeps this"
        print(f"{PROGRAM}: {says}", file=sys.stderr)
    return kept


def _keep(proved: Certificate) -> int:
    path = SHIPPED / FILE
    try:
        path.write_text(rendered(proved), encoding="utf-8")
    except OSError as error:
        print(f"{PROGRAM}: not written: {path}: {error.strerror or error}", file=sys.stderr)
        return FAILED
    return OK


def certificate_lines(proved: Certificate) -> Iterator[str]:
    """The certificate for people: what was proved of which content, and what was not."""
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
    """How many claims were checked, and how far."""
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
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + 2),
        break_long_words=False,
    )
