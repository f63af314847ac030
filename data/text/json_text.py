"""JSON as it leaves: ASCII, and no number that JSON does not have."""

from __future__ import annotations

import json


def json_text(value: object) -> str:
    """A JSON value on lines that a person can read, ended by a newline."""
    return json.dumps(value, allow_nan=False, indent=1) + "\n"


def json_line(value: object) -> str:
    """A JSON value on one line, ended by a newline, as NDJSON has it."""
    return json.dumps(value, allow_nan=False, separators=(",", ":")) + "\n"
