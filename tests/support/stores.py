"""Sessions, answers, and other programs that use a store, for its tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from data.session.events import Event, EventKind, answer
from data.session.session import Session
from data.session.session_json import to_document
from data.store import Store

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
IDS = ("abcd2345", "bcde3456", "cdef4567")
_DIGITS = str.maketrans("0123456789", "abcdefghjk")


def numbered_id(number: int) -> str:
    """A session id for a number."""
    return f"zz{number:06}".translate(_DIGITS)


def session(name: str = IDS[0], minutes: int = 0, label: str = "") -> Session:
    """A new session, begun some minutes after the others."""
    return Session(name, label, NOW + timedelta(minutes=minutes), "vcf", "1.0", "d" * 64, "0.1")


def said(finding: str, value: Any, minutes: int = 0) -> Event:
    """An answer."""
    return answer(finding, value, NOW + timedelta(minutes=minutes))


def keep(store: Store, name: str, answers: int = 2, label: str = "") -> Session:
    """A session with some answers, put away."""
    store.create(session(name, label=label))
    for number in range(answers):
        store.append(name, [said(f"finding_{number}", number, number)])
    assert store.close_session(name)
    return store.load(name)


@contextmanager
def umask(mask: int) -> Iterator[None]:
    """Run with another umask."""
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def other_program(code: str, *arguments: object, **more: Any) -> subprocess.Popen[str]:
    """Start a second program that uses the store."""
    head = "import sys; from datetime import datetime, UTC; from pathlib import Path\n"
    head += "from data.store import *; from data.session.session import *\n"
    head += "from data.session.events import *\n"
    head += "now = datetime(2026, 3, 1, 12, tzinfo=UTC)\n"
    head += "def new(i): return Session(i, '', now, 'vcf', '1.0', 'd' * 64, '0.1')\n"
    return subprocess.Popen(
        [sys.executable, "-c", head + code, *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
        **more,
    )


def everything(directory: Path) -> bytes:
    """All bytes of all files in a directory, and their names."""
    files = [path for path in sorted(directory.rglob("*")) if path.is_file()]
    return b"".join(str(path).encode() + path.read_bytes() for path in files)


def old_file(*sessions: Session, **more: Any) -> bytes:
    """A file of the first form."""
    rows = {
        str(number + 1): {**to_document(item), "format": 1} for number, item in enumerate(sessions)
    }
    tables = {"spinepath": {"1": {"format": 1}}, "sessions": rows, **more}
    return json.dumps(tables, separators=(",", ":")).encode()


def answers_in(directory: Path) -> int:
    """The number of answers that the only session of a store holds."""
    store = Store.open(directory)
    (summary,) = store.sessions()
    events = store.load(summary.id).events
    store.close()
    return sum(event.kind is EventKind.ANSWERED for event in events)
