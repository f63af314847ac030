"""Urgencies of recommendations."""

from __future__ import annotations

from enum import IntEnum


class Urgency(IntEnum):
    """The urgency of a recommendation; the smaller the sooner."""

    EMERGENCY = 0
    URGENT = 1
    SOON = 2
    ROUTINE = 3
    INFORMATION = 4
