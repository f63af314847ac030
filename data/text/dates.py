"""Days in words."""

from __future__ import annotations

from datetime import date


def day_text(day: date) -> str:
    """A day that reads the same everywhere: 25-Feb-2027."""
    return f"{day:%d-%b-%Y}"
