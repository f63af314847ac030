"""Cost of the store as the history grows, as ratios in one run.

    python -m tests.benchmarks.store [SIZE ...]

For each number of kept sessions, interleaved on one disk: the bare floor (the bytes of one answer
appended to a file, and fdatasync), our answer, SQLite (WAL, synchronous=FULL), stock TinyDB; then
putting a session away, opening the store, and listing the newest sessions. Medians in ms; memory
is that of a process of its own. TMPDIR chooses the disk. A loaded machine makes the times noise;
the ratios to the floor stay comparable.
"""

from __future__ import annotations

import argparse
import os
import secrets
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

from tinydb import TinyDB, where

from data.session.events import Event, EventKind, answer
from data.session.session import Session
from data.session.session_json import to_document
from data.store import Store
from data.store.files.format.directory_layout import StoreDirectory
from data.store.files.format.hash_chain import Head, chained
from data.store.files.format.main_file import MainFile
from data.store.files.format.records import parts, salt
from tests.support.stores import NOW, ROOT, numbered_id, session

SIZES = (10, 100, 1_000, 10_000, 50_000)
BASE = 100
"""The size that flatness is measured against."""

ROUNDS = 40
STOCK_SECONDS = 20.0
"""Stock TinyDB is stopped after this long at each size."""

_ANSWERS = 24
_LISTED = 100
_LIST = r"""
import re, sys
from pathlib import Path
from data.store import Store
store = Store.open(Path(sys.argv[1]))
store.sessions(int(sys.argv[2]))
print(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])
"""


def typical(name: str) -> Session:
    """A session of 24 answers."""
    asked = "Does the report state that there is no acute fracture at this level?"
    whole = session(name, label="Bed 4, Ward B")
    for number in range(_ANSWERS):
        at = NOW + timedelta(seconds=20 * number)
        whole = whole.after([answer(f"finding_{number:02}", "present", at, asked=asked)])
    return whole


def fill(place: Path, count: int) -> None:
    """Make a store of that many sessions, without the time that 24 syncs a session take."""
    place.mkdir(mode=0o700)
    history = MainFile(StoreDirectory(place).main)
    clear, secret = parts(typical(numbered_id(0)), salt())

    def lines(genesis: str) -> Iterator[bytes]:
        head = Head(0, genesis)
        for number in range(count):
            name = numbered_id(number)
            fields = {**clear, "_s": salt(), **secret, "id": name}
            line = chained(head, fields)
            head = line.head
            yield line.text

    genesis = secrets.token_hex(32)
    history.rewrite({"genesis": genesis}, lines(genesis))


def timed(action: Callable[[], object]) -> float:
    """Milliseconds that one call takes."""
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1e3


def quick(times: list[float]) -> float:
    """The lower quartile, which other work on the machine disturbs least."""
    return statistics.quantiles(times, n=4)[0]


class Answers:
    """One answer, durable, in four ways."""

    def __init__(self, root: Path, count: int) -> None:
        """Prepare all four beside each other."""
        fill(root / "ours", count)
        self.store = Store.open(root / "ours")
        self.session = session("abcd2345")
        self.store.create(self.session)
        self._number = 0
        self._plain = os.open(root / "floor", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._bytes = b"x" * 4100
        self._sqlite = sqlite3.connect(root / "sqlite", isolation_level=None)
        self._sqlite.execute("PRAGMA journal_mode=WAL")
        self._sqlite.execute("PRAGMA synchronous=FULL")
        self._sqlite.execute("CREATE TABLE answers (session TEXT, number INTEGER, answer TEXT)")
        rows = (("x", number, "y" * 5000) for number in range(count))
        self._sqlite.execute("BEGIN")
        self._sqlite.executemany("INSERT INTO answers VALUES (?, ?, ?)", rows)
        self._sqlite.execute("COMMIT")

    def floor(self) -> None:
        """The same bytes to a file, and nothing else."""
        os.write(self._plain, self._bytes)
        os.fdatasync(self._plain)

    def ours(self) -> None:
        """One step to the store."""
        self._number += 1
        self.store.append(self.session.id, [self._event()])

    def sqlite(self) -> None:
        """One row, durable."""
        text = repr(self._event())
        self._sqlite.execute("INSERT INTO answers VALUES (?, ?, ?)", ("x", self._number, text))

    def _event(self) -> Event:
        return answer(f"finding_{self._number:03}", "present", NOW, asked="Is it so?")

    def close(self) -> None:
        """Close everything."""
        self.store.close()
        self._sqlite.close()
        os.close(self._plain)


def stock(root: Path, count: int) -> float:
    """Milliseconds of one answer in a plain TinyDB of that many sessions."""
    document = to_document(typical("abcd2345"))
    path = root / "stock.json"
    with TinyDB(path) as plain:
        plain.insert_multiple({**document, "id": numbered_id(n)} for n in range(count))
    times: list[float] = []
    with TinyDB(path) as plain:
        begin = time.monotonic()
        while time.monotonic() - begin < STOCK_SECONDS and len(times) < ROUNDS:
            change = {"events": [*document["events"], {"number": len(times)}]}
            times.append(timed(partial(plain.update, change, where("id") == numbered_id(0))))
    path.unlink()
    return statistics.median(times)


def whole_session(store: Store, number: int) -> tuple[float, float]:
    """Milliseconds of beginning a session and of putting it away, its last answer included."""
    whole = typical(f"yy{numbered_id(number)[2:]}")
    fresh = Session(whole.id, whole.label, NOW, "vcf", "1.0", "d" * 64, "0.1")
    begun = timed(lambda: store.create(fresh))
    for event in whole.events:
        store.append(whole.id, [event])

    def finish() -> None:
        store.append(whole.id, [Event(EventKind.FINISHED, NOW)])
        store.close_session(whole.id)

    return begun, timed(finish)


def listed(place: Path) -> float:
    """MiB that a process takes which opens the store and lists the newest sessions."""
    done = subprocess.run(
        [sys.executable, "-c", _LIST, str(place), str(_LISTED)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout) / 1024


def measure(count: int, *, with_stock: bool) -> dict[str, float]:
    """Every figure at one size."""
    with tempfile.TemporaryDirectory() as root:
        place = Path(root) / "ours"
        trial = Answers(Path(root), count)
        ways = {"floor": trial.floor, "answer": trial.ours, "sqlite": trial.sqlite}
        times: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, way in ways.items():
                times[name].append(timed(way))
        found = {name: statistics.median(some) for name, some in times.items()}
        found |= {f"{name}, quick": quick(some) for name, some in times.items()}
        pairs = zip(times["answer"], times["floor"], strict=True)
        found["x floor"] = statistics.median(ours / floor for ours, floor in pairs)
        lives = [whole_session(trial.store, number) for number in range(ROUNDS // 2)]
        found["begin"], found["finish"] = map(statistics.median, zip(*lives, strict=True))
        found["finish, quick"] = quick([finish for _, finish in lives])
        trial.close()
        opens = [timed(lambda: Store.open(place)) for _ in range(ROUNDS)]
        found["open"], found["open, quick"] = statistics.median(opens), quick(opens)
        store = Store.open(place)
        lists = [timed(lambda: store.sessions(_LISTED)) for _ in range(ROUNDS // 2)]
        found["list"], found["list, quick"] = statistics.median(lists), quick(lists)
        found["MiB"] = listed(place)
        found["stock"] = stock(Path(root), count) if with_stock else float("nan")
        return found


def main() -> None:
    """Print the table and the ratios that are demanded."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--stock-up-to", type=int, default=10_000, help="sessions")
    options = parser.parse_args()
    rows: dict[int, dict[str, float]] = {}
    names = ("floor", "answer", "x floor", "sqlite", "stock", "begin", "finish", "open",
             "list", "MiB")  # fmt: skip
    print(f"{'sessions':>9}" + "".join(f"{name:>10}" for name in names))
    for size in sorted({BASE, *options.sizes}):
        row = rows[size] = measure(size, with_stock=size <= options.stock_up_to)
        figures = "".join(f"{row[name]:>10.2f}" for name in names)
        print(f"{size:>9,}{figures}", flush=True)
    largest = max(rows)
    for name in ("answer", "finish", "open", "list"):
        against = rows[largest][f"{name}, quick"] / rows[BASE][f"{name}, quick"]
        print(f"{name} at {largest:,} against {BASE}: {against:.2f} x (lower quartiles)")
    print(f"memory to list: {rows[largest]['MiB'] - rows[BASE]['MiB']:+.1f} MiB")


if __name__ == "__main__":
    main()
