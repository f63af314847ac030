"""Numbers as text."""

from __future__ import annotations


def number_text(value: float) -> str:
    """A number without trailing zeros: 5, 0.5, -2.4."""
    return f"{value:.10g}"
