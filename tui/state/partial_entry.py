"""Partial entries: stored with the session, and no answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final, TypeAlias

YOURS: Final = "your answer"


CARRIED: Final = "carried, not confirmed"


DRAFT: Final = "no answer before d"
"""The note beside a value with which a form begins."""


PartialEntry: TypeAlias = Mapping[str, str | float]
"""A partial entry of a form, in the form's own words; empty without one."""


def partial_entry_text(entry: PartialEntry) -> str:
    """The stored text of a partial entry."""
    return json.dumps(dict(entry), separators=(",", ":"))


def read_partial_entry(words: str) -> PartialEntry:
    """The partial entry of a stored text; empty if the text cannot be read."""
    try:
        entry = json.loads(words)
    except ValueError:
        return {}
    if not isinstance(entry, dict):
        return {}
    return {key: value for key, value in entry.items() if isinstance(value, str | int | float)}
