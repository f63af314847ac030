"""`spinepath content digest`: whether each item of the content still means what it meant."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from data.content.loader import load
from data.governance import item_digests as meaning
from engine.diagram.compiler import compile_pathway
from tui.cli.exit_status import FAILED, OK, PROGRAM

COMMAND: Final = "spinepath content digest --write"
"""What keeps the digests anew."""


def run(*, write: bool) -> int:
    """Name the items whose meaning has changed since the digests were kept, or keep them anew."""
    content = load()
    now = meaning.digests(content, compile_pathway(content.pathway))
    changed = meaning.changes(meaning.read_digests(), now)
    print("\n".join(changed.lines()), end="\n" if changed else "")
    print(f"{len(now)} items.")
    if not changed:
        print("Each means what its kept digest says.")
        return OK
    if not write:
        print(f"To keep the digests anew: {COMMAND}")
        return FAILED
    return _keep(meaning.rendered(now))


def _keep(text: str) -> int:
    path = Path(str(meaning.FILE))
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        print(f"{PROGRAM}: not written: {path}: {error.strerror or error}", file=sys.stderr)
        return FAILED
    print("The digests are kept anew.")
    return OK
