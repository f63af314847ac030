"""`spinepath content digest`: compare the meaning of each item with its stored digest."""

from __future__ import annotations

import argparse
from typing import Final

from data.content.loader import load
from data.governance import item_digests
from data.text.os_errors import reason_of
from engine.diagram.compiler import compile_pathway
from tui.cli.exit_status import FAILED, OK
from tui.cli.output import fail

COMMAND: Final = "spinepath content digest --write"
"""The command that keeps the digests anew."""


def run(options: argparse.Namespace) -> int:
    """Name the items whose meaning differs from the stored digests, or store new digests."""
    content = load()
    now = item_digests.digests(content, compile_pathway(content.pathway))
    changed = item_digests.changes(item_digests.read_digests(), now)
    print("\n".join(changed.lines()), end="\n" if changed else "")
    print(f"{len(now)} items.")
    if not changed:
        print("Each means what its kept digest says.")
        return OK
    if not options.write:
        print(f"To keep the digests anew: {COMMAND}")
        return FAILED
    return _keep(item_digests.rendered(now))


def _keep(text: str) -> int:
    path = item_digests.digests_file()
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        return fail(f"not written: {path}: {reason_of(error)}")
    print("The digests are kept anew.")
    return OK
