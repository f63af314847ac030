"""`spinepath verify`: prove the content and print the certificate."""

from __future__ import annotations

import json
import sys
import time
from typing import Final

from data.content.certificate import FILE, Certificate, certificate_json
from data.content.loader import SHIPPED, load
from data.governance.certificate_writer import certificate
from data.input.table_reader import plain
from engine.diagram.compiler import compile_pathway
from engine.diagram.diagram import DiagramTooLargeError
from engine.proofs import prove
from tui import __version__
from tui.cli.exit_status import FAILED, OK, PROGRAM
from tui.views.certificate import certificate_lines

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
        path.write_text(certificate_json(proved), encoding="utf-8")
    except OSError as error:
        print(f"{PROGRAM}: not written: {path}: {error.strerror or error}", file=sys.stderr)
        return FAILED
    return OK
