"""`spinepath read`: what a report or print states, as proposals with their places."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from typing import Any

from data.content.loader import ContentError, pathway_directory
from data.content.reading import reading_tables
from data.files.private_files import shown_name
from data.input.case import json_value
from data.input.faults import Fault
from data.report_reader.proposals import Reading, Statement, shown
from data.report_reader.reader import kinds, read
from data.report_reader.text_files import decoded, read_text
from data.text.os_errors import reason_of
from data.text.outside_text import one_line
from tui.cli.exit_status import OK
from tui.cli.output import refuse

_NOTHING = "nothing was read"


def run(options: argparse.Namespace) -> int:
    """Read a text and print what it states."""
    directory = pathway_directory()
    faults: list[Fault] = []
    if not reading_tables(directory, faults):
        faults = faults or [Fault("reading/", "is missing; this pathway reads no reports")]
    if faults:
        raise ContentError(faults)
    legal = kinds(directory)
    if options.kind and options.kind not in legal:
        return refuse(_NOTHING, f"--kind {options.kind}: legal: {', '.join(legal)}")
    try:
        piped = options.file == "-"
        text = decoded(sys.stdin.buffer.read()) if piped else read_text(options.file)
    except OSError as error:
        return refuse(_NOTHING, f"{shown_name(options.file)}: {reason_of(error)}")
    reading = read(text, directory, options.kind or "")
    if options.format == "json":
        print(json.dumps(document(reading, text), indent=2, ensure_ascii=False))
    if reading.refused:
        more = [f"Legal for --kind: {', '.join(reading.kinds)}."] if reading.kinds else []
        return refuse(_NOTHING, reading.refused, *more)
    if options.format == "text":
        print("\n".join(lines(reading, text)))
    return OK


def document(reading: Reading, text: str) -> dict[str, Any]:
    """The reading as a JSON object."""
    return {
        "kind": reading.kind,
        "refused": reading.refused,
        "proposals": [_entry(item, text) for item in reading.proposals],
        "to_answer": [_entry(item, text) for item in reading.to_answer],
        "remarks": list(reading.remarks),
    }


def _entry(item: Statement, text: str) -> dict[str, Any]:
    return {
        "finding": item.name,
        "value": item.value if item.value is None else json_value(item.value),
        "start": item.start,
        "end": item.end,
        "quote": text[item.start : item.end],
        "sentence": {
            "start": item.sentence[0],
            "end": item.sentence[1],
            "text": text[slice(*item.sentence)],
        },
        "note": item.note,
    }


def lines(reading: Reading, text: str) -> Iterator[str]:
    """The reading for people, as plain lines."""
    yield f"Read as: {reading.kind}. Nothing is an answer until a person takes it."
    for title, items in (
        ("PROPOSALS", reading.proposals),
        ("STATED, BUT FOR YOU TO ANSWER", reading.to_answer),
    ):
        if items:
            yield f"\n{title}"
        for item in items:
            value = "" if item.value is None else f" = {shown(item.value)}"
            note = f" ({item.note})" if item.note else ""
            yield f"  {item.name}{value}{note}  [{item.start}-{item.end}]"
            yield f"      {one_line(text[slice(*item.sentence)], 2000)}"
    for remark in reading.remarks:
        yield f"\n{remark}"
    if not reading.proposals and not reading.to_answer:
        yield "\nNothing in it answers a question of this pathway."
