"""`spinepath safety`: the safety case of the content, from the same files as the advice."""

from __future__ import annotations

import argparse

from data.governance.safety_case import safety_case
from tui.cli.exit_status import OK
from tui.cli.output import fail
from tui.state.loaded_content import load_content


def run(_options: argparse.Namespace) -> int:
    """Print the safety case as Markdown."""
    try:
        lines = list(safety_case(load_content().content))
    except ValueError as error:
        return fail(error)
    print("\n".join(lines))
    return OK
