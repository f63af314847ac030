"""Numbers as text."""

from __future__ import annotations

from engine.model.answers import Bound


def number_text(value: float) -> str:
    """A number without trailing zeros: 5, 0.5, -2.4; a bound as it is typed: `<5`."""
    if isinstance(value, Bound):
        return f"{'<' if value.below else '>'}{number_text(value.limit)}"
    return f"{value:.10g}"
