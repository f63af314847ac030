"""Asking for the PIN on the terminal, before a command or plain lines show a session."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from typing import Final

from data.files.data_directory import data_directory
from tui.security import access_log
from tui.security.access_log import REASON_LENGTH, AccessRecord
from tui.security.hidden_input import hidden
from tui.security.pin_guard import PinGuard

_ASKED: Final = 3
_REASON: Final = "The reason for opening it without the PIN; it is recorded: "


class LockedError(Exception):
    """The PIN was not given; the message is a sentence."""


def guard() -> PinGuard:
    """The guard of the user's own PIN."""
    return PinGuard(data_directory(), lambda: datetime.now(UTC))


def require_pin(*, emergency: bool = False) -> str:
    """Ask for the PIN where one is set and a terminal is there to ask on.

    Args:
        emergency: whether a recorded reason opens as well.

    Returns:
        The reason, where one opened it.

    Raises:
        LockedError: when it is not given.
    """
    guarded = guard()
    if not guarded.is_set or not any(map(os.isatty, range(3))):
        return ""
    try:
        for _ in range(_ASKED):
            hint = " (Enter alone: by emergency)" if emergency else ""
            typed = hidden(f"PIN{hint}: ")
            if not typed and emergency:
                return _opened_by(input(_REASON).strip()[:REASON_LENGTH])
            if not (fault := guarded.try_pin(typed)):
                return ""
            sys.stderr.write(f"{fault}\n")
    except (EOFError, OSError):
        pass
    raise LockedError("The PIN was not given.")


def _opened_by(reason: str) -> str:
    """Record a reason for opening without the PIN."""
    record = AccessRecord(data_directory(), lambda: datetime.now(UTC))
    if not reason:
        raise LockedError("No reason was given.")
    if not record.note(access_log.EMERGENCY, reason):
        raise LockedError("The reason cannot be recorded: this way is closed.")
    return reason
