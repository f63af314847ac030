"""The terminal outside: environment, signals, clean output, crash report."""

from typing import Final

LONGEST_PASTE: Final = 64 * 1024
"""Characters of the longest paste that is taken; of a longer one a field takes nothing."""
