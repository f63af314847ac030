"""`spinepath guide`: a guide for one reader, as Markdown."""

from __future__ import annotations

import argparse

from data.guides import guide
from tui.cli.exit_status import OK


def run(options: argparse.Namespace) -> int:
    """Print the guide for a reader."""
    print(guide(options.reader))
    return OK
