"""`spinepath evaluate`."""

from __future__ import annotations

import argparse

from tui.cli import EXIT, Commands


def add(commands: Commands) -> None:
    """Add the command."""
    evaluate = commands.add_parser(
        "evaluate",
        help="the advice for a case in a JSON file",
        description='CASE is a JSON file, or - for standard input: {"findings": {"pain_nrs": 7}}.'
        ' A missing key, null and "unknown" all mean that a finding is not known.',
        epilog=EXIT,
    )
    evaluate.add_argument("case", metavar="CASE")
    evaluate.add_argument("--format", choices=("text", "json"), default="text")
    evaluate.add_argument(
        "--lines",
        action="store_true",
        help='one JSON case a line in, one JSON advice (or {"error": ...}) a line out',
    )
    evaluate.set_defaults(run=_evaluate)


def _evaluate(options: argparse.Namespace) -> int:
    from tui.cli import evaluate

    return evaluate.run(options.case, form=options.format, lines=options.lines)
