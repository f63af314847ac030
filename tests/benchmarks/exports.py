"""Time of exports: many sessions to FHIR by the command, and one page as PDF.

    python -m tests.benchmarks.exports [SESSIONS]

The sessions are the cases, one after the other, in a store of their own. CPU time beside the time
on the wall: on a loaded machine the second is noise.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

from data.content.loader import load
from data.export.one_page import page_blocks
from data.export.pdf import pdf_of
from data.export.summarise import summarise
from data.store import Store
from engine.diagram.compiler import compile_pathway
from tests.support.cases import CASES, answers_of
from tests.support.seed_patient import NOW, answered, seen
from tui.cli.main import main as command

SESSIONS, PAGES = 1_000, 10


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long something took."""
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{what}: {wall:.1f} s on the wall, {cpu:.1f} s of CPU", flush=True)


def many(place: Path, number: int) -> None:
    """Export many sessions to FHIR, a line each."""
    content = load()
    compiled = compile_pathway(content.pathway)
    store = Store.open(place)
    for case in islice(cycle(CASES.values()), number):
        store.create(seen(content, dict(answers_of(compiled, case))))
    store.close()
    out = place.parent / "all.ndjson"
    with timed(f"{number} sessions to FHIR"):
        command(["sessions", "export", "--all", "--format", "fhir", "--out", str(out)])
    print(f"{len(out.read_text().splitlines())} lines, {out.stat().st_size / 1e6:.0f} MB")


def pages() -> None:
    """Make one page as PDF, the first and later ones."""
    content = load()
    compiled = compile_pathway(content.pathway)
    summary = summarise(compiled, content, seen(content, answered(content)), NOW)
    with timed("first PDF"):
        pdf_of(page_blocks(summary))
    times = []
    for _ in range(PAGES):
        start = time.perf_counter()
        pdf_of(page_blocks(summary))
        times.append(time.perf_counter() - start)
    print(f"later PDFs: median {statistics.median(times):.2f} s, longest {max(times):.2f} s")


def main() -> None:
    """Measure both."""
    with tempfile.TemporaryDirectory() as directory:
        os.environ["SPINEPATH_DATA"] = str(Path(directory) / "data")
        many(Path(directory) / "data", int(sys.argv[1]) if sys.argv[1:] else SESSIONS)
    pages()


if __name__ == "__main__":
    main()
