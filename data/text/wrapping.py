"""Lines of a width for reports that are printed or read on a screen."""

from __future__ import annotations

import textwrap
from typing import Final

WIDTH: Final = 78


def wrapped_lines(text: str, first: str = "", more: str = "") -> list[str]:
    """The text in lines of at most `WIDTH` characters, broken at blanks alone."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=more,
        break_long_words=False,
        break_on_hyphens=False,
    )
