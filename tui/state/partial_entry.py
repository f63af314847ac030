"""An answer that is only half entered: kept with the session, and no answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final, TypeAlias

YOURS: Final = "your answer"


CARRIED: Final = "carried, not confirmed"


DRAFT: Final = "no answer before d"
"""What stands beside a value that the form begins with: an answer, a proposal or a draft."""


PartialEntry: TypeAlias = Mapping[str, str | float]
"""What is half entered at a form, in words of its own; empty where nothing is."""


def partial_entry_text(half: PartialEntry) -> str:
    """What is half entered, as it is kept."""
    return json.dumps(dict(half), separators=(",", ":"))


def read_partial_entry(words: str) -> PartialEntry:
    """What is half entered, from how it is kept; nothing where that is not understood."""
    try:
        half = json.loads(words)
    except ValueError:
        return {}
    if not isinstance(half, dict):
        return {}
    return {key: value for key, value in half.items() if isinstance(value, str | int | float)}
