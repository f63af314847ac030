"""`spinepath doctor`: check everything that the safety of the answers rests on."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Final

from data.files.data_directory import data_directory
from data.input.faults import FaultyInputError
from data.session.events import WORDS_LENGTH
from data.store import Finding, StoreError, acknowledged, examine, repaired
from data.text.outside_text import one_line
from tui.cli.exit_status import FAILED, OK
from tui.cli.output import refuse
from tui.security import passphrase
from tui.state.loaded_content import load_content

_LENGTH: Final = f"a reason has 1 to {WORDS_LENGTH} characters"


def run(options: argparse.Namespace) -> int:
    """Check everything and say what to do; exit status 1 when something is wrong."""
    if options.acknowledge is not None and not 1 <= len(options.acknowledge) <= WORDS_LENGTH:
        return refuse(f"nothing is acknowledged: {_LENGTH}")
    for sentence in _changed(options):
        print(sentence)
    wrong = 0
    for found in _found(options.record or []):
        mark = ("WRONG" if found.wrong else "note") if found.advice else "ok"
        print(f"{mark:<6} {found.what}: {found.says}")
        if found.advice:
            print(f"       {found.advice}")
        wrong += mark == "WRONG"
    print(f"Wrong: {wrong}" if wrong else "Nothing is wrong.")
    return FAILED if wrong else OK


def _changed(options: argparse.Namespace) -> Iterator[str]:
    """Repair or acknowledge as the options ask, and say the result."""
    place = data_directory()
    try:
        if options.repair:
            yield from repaired(place, passphrase.ask)
        if options.acknowledge is not None:
            reason = one_line(options.acknowledge, WORDS_LENGTH)
            count = acknowledged(place, reason, passphrase.ask)
            yield f"Acknowledged: {count} faults." if count else "There is nothing to acknowledge."
    except (StoreError, passphrase.NoPassphraseError) as error:
        yield str(error)


def _found(records: list[str]) -> Iterator[Finding]:
    yield _content()
    try:
        yield from examine(data_directory(), records, passphrase.ask)
    except passphrase.NoPassphraseError as error:
        yield Finding("sessions", str(error), "Run it on a terminal.")


def _content() -> Finding:
    try:
        content = load_content(reader=True).content
    except FaultyInputError as error:
        advice = "Install the program again; nobody should use this content."
        return Finding("content", f"{len(error.faults)} faults: {error.faults[0]}", advice)
    pathway = content.pathway
    name = f"{pathway.id} {pathway.version}, digest {pathway.digest[:12]}"
    return Finding("content", f"{name}, {content.review.whole.words}")
