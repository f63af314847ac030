"""Import, speed and growth with length of the reader of reports, in processor time.

`python -m tests.benchmarks.reader` takes seconds. Aims: import within 30 ms inside the program,
4 kB within 20 ms, and 64 kB of hostile text in at most about four times the time of 16 kB.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from typing import Final

from data.content.loader import SHIPPED
from data.report_reader.reader import LARGEST_TEXT, read

_IMPORT: Final = """
import time, data.content.loader
start = time.process_time()
import data.report_reader.reader
print(1e3 * (time.process_time() - start))
"""
_FILM: Final = "X-RAY LUMBAR SPINE\nFINDINGS: "
_SAID: Final = (
    "Compression fracture of L1 with 40% loss of height. No retropulsion. Mild osteopenia. "
)
_HEADS: Final = {"film": _FILM, "DXA": "DXA\n", "laboratory": "Hb 120 g/L\nWBC 6 K/uL\nPlt 200\n"}
_HOSTILE: Final = (
    "L1 and ",
    "no ",
    "?",
    "a. ",
    "L1-",
    "1 ",
    "12/03/2024 ",
    "Name: a\n",
    "\n",
    "x",
    "Mild L1 wedging. ",
)


def milliseconds(text: str, rounds: int = 3) -> float:
    """Return the processor time that reading a text takes, the least of some rounds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        read(text, SHIPPED)
        times.append(1e3 * (time.process_time() - start))
    return min(times)


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as compiled:
        kept = {"PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
        command, environment = [sys.executable, "-c", _IMPORT], {**os.environ, **kept}
        imports = [
            float(subprocess.check_output(command, env=environment)) for _ in range(6)
        ]  # the first compiles
    print(f"import inside the program: {min(imports):.1f} ms")
    print(f"lexicon, first use: {milliseconds(_FILM, 1):.0f} ms")
    print(f"4 kB: {milliseconds((_FILM + 100 * _SAID)[:4096]):.1f} ms")
    for name, head in _HEADS.items():
        for unit in _HOSTILE:
            quarter, whole = (
                milliseconds((head + unit * LARGEST_TEXT)[:size], 1)
                for size in (LARGEST_TEXT // 4, LARGEST_TEXT)
            )
            print(f"{name} of {unit!r}: 16 kB {quarter:.0f} ms, 64 kB {whole:.0f} ms")


if __name__ == "__main__":
    main()
