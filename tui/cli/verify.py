"""`spinepath verify`: prove the content and print the certificate."""

from __future__ import annotations

import argparse
import json
import time
from typing import Final

from data.content.cases import cases
from data.content.certificate import FILE, Certificate, certificate_json
from data.content.loader import load, pathway_directory
from data.governance.certificate_writer import certificate
from data.text.os_errors import reason_of
from engine.diagram.compiler import compile_pathway
from engine.diagram.diagram import DiagramTooLargeError
from engine.proofs import prove
from tui import __version__
from tui.cli.exit_status import FAILED, OK
from tui.cli.output import fail, warn
from tui.views.certificate import certificate_lines

COMMAND: Final = "spinepath verify --write"
"""The command that keeps the certificate anew."""


def run(options: argparse.Namespace) -> int:
    """Prove the shipped content; exit status 1 with a witness if a proof fails."""
    started = time.perf_counter()
    content = load()
    cases()  # their faults are named here, before training opens them
    try:
        compiled = compile_pathway(content.pathway)
        proofs = prove(compiled)
    except DiagramTooLargeError as error:
        return fail(f"not proved: {error}")
    proved = certificate(compiled, proofs, __version__, time.perf_counter() - started)
    kept = _keep(proved) if options.write and proved.holds else OK
    if options.format == "json":
        print(json.dumps({"proved": proved.holds} | proved.model_dump(mode="json"), indent=2))
    else:
        print("\n".join(certificate_lines(proved)))
    if not proved.holds:
        return FAILED
    if not options.write and not content.proved:
        says = f"the certificate kept with the content is of other content; {COMMAND} keeps this"
        warn(says)
    return kept


def _keep(proved: Certificate) -> int:
    path = pathway_directory() / FILE
    try:
        path.write_text(certificate_json(proved), encoding="utf-8")
    except OSError as error:
        return fail(f"not written: {path}: {reason_of(error)}")
    return OK
