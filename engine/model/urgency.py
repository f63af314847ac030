"""How soon something is acted on."""

from __future__ import annotations

from enum import IntEnum


class Urgency(IntEnum):
    """How soon a recommendation is acted on; the smaller the sooner."""

    EMERGENCY = 0
    URGENT = 1
    SOON = 2
    ROUTINE = 3
    INFORMATION = 4
