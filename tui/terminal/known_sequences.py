"""The escape sequences that a terminal may send, by what becomes of them."""

from __future__ import annotations

import re
from typing import Final

KEY: Final = re.compile(
    r"\x1b(?:[\[O][ABCDFH]|O[PQRS]|\[\[[A-E]|\[Z|\[1;[256][ABCDFH]|\[[356];[256]~"
    r"|\[(?:[1-8]|1[1-57-9]|2[0134])~)"
)
"""Arrows, Home to PageDown, F1 to F12, Shift+Tab, and those with Shift or Ctrl."""

REPORT: Final = re.compile(r"\x1b\[\?2026;[0-4]\$y")
"""The question of Textual whether the terminal draws frames whole."""

IGNORED: Final = re.compile(r"\x1b\[(?:[IO]|\?\d{1,4};\d\$y)")
"""Reports that a terminal may well send and the program has no use for: whether it has the focus,
and which other modes it knows. Sizes are asked of the system, which no byte can lie about."""

QUIET: Final = re.compile(
    r"\x1b\[(?:\?[\d;]*[cuny]|[>=][\d;]*[ -/]*[@-~]|[\d;:]+[Rtu]"
    r"|<[\d;-]*[Mm]|M|[\d;]*:.*)"
)
"""Messages that a terminal sends by itself, or in modes that are never asked for."""
