"""Keys that move a cursor through lines."""

from __future__ import annotations

from typing import Final

UP: Final = frozenset({"up", "k"})
DOWN: Final = frozenset({"down", "j"})


def moved(position: int, key: str, count: int) -> int | None:
    """The line to which a key moves the cursor; None if it does not move it."""
    if key in UP:
        return max(position - 1, 0)
    if key in DOWN:
        return max(min(position + 1, count - 1), 0)
    if key in ("home", "end"):
        return 0 if key == "home" else max(count - 1, 0)
    return None
