"""Kept texts that a page is compared with, but for how much there is of what it does not show."""

from __future__ import annotations

import difflib
import os
import re
from pathlib import Path
from typing import Final

GOLDENS: Final = Path(__file__).parents[1] / "goldens"
_COUNTED: Final = (
    "answers?|not known|questions? left|more (?:below|above|questions)|items?|open questions"
    "|gained|lost|moved|the same"
)
_COUNTS: Final = re.compile(
    rf" *\b\d+(?= (?:{_COUNTED})\b)|\b\d+ of \d+(?=\))|(?<=\()\d+(?=\))|^\d+(?=\. )"
)
"""Counts, and the number before a line, that change with every item that the content gains."""

_FILLING: Final = re.compile("([ ─])\\1{2,}")
"""The filling of a line to its width, which changes with the figures of a count."""


def masked(text: str) -> str:
    """A text without the counts that change with every item that the content gains."""
    return "".join(map(_masked_line, text.splitlines(keepends=True)))


def _masked_line(line: str) -> str:
    shown, found = _COUNTS.subn(" #", line)
    return _FILLING.sub(r"\1", shown) if found else line


def check_page(name: str, text: str) -> None:
    """Compare with the kept text; SPINEPATH_GOLDENS=write keeps it anew if it is another."""
    path = GOLDENS / f"{name}.txt"
    kept = path.read_text() if path.exists() else ""
    if os.environ.get("SPINEPATH_GOLDENS") == "write" and masked(kept) != masked(text):
        path.write_text(text)
        kept = text
    was, now = masked(kept), masked(text)
    changes = "\n".join(difflib.unified_diff(was.splitlines(), now.splitlines(), lineterm=""))
    assert now == was, f"{name} looks different:\n{changes}"
