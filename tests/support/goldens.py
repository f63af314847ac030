"""Kept texts that a page is compared with, but for how much there is of what it does not show."""

from __future__ import annotations

import difflib
import os
import re
from pathlib import Path

GOLDENS = Path(__file__).parents[1] / "goldens"
_COUNTS = re.compile(
    r" *\b\d+(?= (?:answered|not known|can still matter|more (?:below|above)))"
    r"|\b\d+ of \d+(?=\))"
)


def masked(text: str) -> str:
    """A text without the counts that change with every finding that the content gains."""
    return _COUNTS.sub(" #", text)


def check_page(name: str, text: str) -> None:
    """Compare with the kept text; SPINEPATH_GOLDENS=write keeps it anew if it is another."""
    path = GOLDENS / f"{name}.txt"
    if os.environ.get("SPINEPATH_GOLDENS") == "write" and (
        not path.exists() or masked(path.read_text()) != masked(text)
    ):
        path.write_text(text)
    kept, shown = masked(path.read_text()), masked(text)
    changes = "\n".join(difflib.unified_diff(kept.splitlines(), shown.splitlines(), lineterm=""))
    assert shown == kept, f"{name} looks different:\n{changes}"
