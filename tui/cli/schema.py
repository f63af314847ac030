"""`spinepath schema`: the JSON Schema of a document that the program reads or writes."""

from __future__ import annotations

import argparse
import json

from data.content.loader import load
from data.export.schemas import schema
from tui.cli.exit_status import OK


def run(options: argparse.Namespace) -> int:
    """Print the schema of the named document."""
    found = schema(options.document, load().pathway)
    print(json.dumps(found, indent=2, ensure_ascii=False))
    return OK
