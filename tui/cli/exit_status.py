"""Exit statuses of the command line."""

from __future__ import annotations

from typing import Final

OK: Final = 0


FAILED: Final = 1


BAD_INPUT: Final = 2
"""Exit status for input that was refused; nothing was evaluated, changed or written."""


INTERRUPTED: Final = 130
