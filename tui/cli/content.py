"""`spinepath content`: sources, thresholds, review status and digests."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from data.wording.banners import banners
from tui.cli.exit_status import OK
from tui.state.loaded_content import load_content
from tui.views.about import ledger_lines, statement_lines


def run(options: argparse.Namespace) -> int:
    """Print the sources of the shipped content, or the article statement by statement."""
    content = load_content(reader=True).content
    if options.statements:
        print("\n".join(statement_lines(content)))
    else:
        warnings = banners(content, datetime.now(UTC).date())
        print("\n".join((*warnings, *ledger_lines(content))))
    return OK
