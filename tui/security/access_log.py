"""The record of access: when the screen was locked, opened, or opened by emergency.

One line of JSON an event in a file that only grows; no answer and no label is ever in it.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from typing import Final

from data.files.private_files import open_private, private_directory, read_private
from data.text.outside_text import one_line

FILE: Final = "access.jsonl"
REASON_LENGTH: Final = 200

LOCKED: Final = "locked"
OPENED: Final = "opened"
REFUSED: Final = "wrong PIN"
EMERGENCY: Final = "opened by emergency"
PIN_SET: Final = "PIN set"
PIN_OFF: Final = "PIN taken off"
_TAIL: Final = 100_000
"""Bytes at the end of the file in which the last event of a kind is looked for."""


class AccessRecord:
    """Appends locking and opening to the access log."""

    def __init__(self, directory: Path, clock: Callable[[], datetime]) -> None:
        """Name the place and the time of day."""
        self._directory = directory
        self._clock = clock

    def note(self, event: str, reason: str = "") -> bool:
        """Add a line, durable when this returns; false when it could not be written."""
        line = {"at": self._clock().isoformat(), "event": event, "uid": os.getuid()}
        line |= {"terminal": _terminal(), "from": os.environ.get("SSH_CONNECTION", "")}
        if reason:
            line["reason"] = one_line(reason, REASON_LENGTH)
        with contextlib.suppress(Exception):
            private_directory(self._directory)
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
            descriptor = open_private(self._directory / FILE, flags)
            try:
                os.write(descriptor, (json.dumps(line) + "\n").encode())
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            return True
        return False

    def last(self, events: Collection[str]) -> str:
        """The last of some events; empty where the file tells of none."""
        found = ""
        with contextlib.suppress(Exception):
            content = read_private(self._directory / FILE)[-_TAIL:]
            for line in content.splitlines():
                with contextlib.suppress(ValueError, TypeError):
                    event = json.loads(line).get("event")
                    found = event if event in events else found
        return found


def _terminal() -> str:
    with contextlib.suppress(OSError, AttributeError, ValueError):
        return os.ttyname(sys.__stdin__.fileno()) if sys.__stdin__ else ""
    return ""
