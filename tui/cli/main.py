"""The command line: what other programs and scripts depend on.

Every command imports only what it needs; none but the interface imports Textual.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from typing import Final

from tui import __version__
from tui.cli import EXIT
from tui.cli import arguments_config as config
from tui.cli import arguments_content as content
from tui.cli import arguments_evaluate as evaluate
from tui.cli import arguments_pathway as pathway
from tui.cli import arguments_sessions as sessions
from tui.cli import arguments_store as store
from tui.cli.exit_status import INTERRUPTED, PROGRAM

_DESCRIPTION: Final = """\
The next step for an adult whose spine film shows a vertebral deformity: asked step by step,
explained, and kept on this computer alone. The clinical content comes unreviewed; it supports,
never replaces, clinical judgement."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    os.umask(0o077)
    from tui.terminal.output_text import CleanStream

    with redirect_stdout(CleanStream(sys.stdout)), redirect_stderr(CleanStream(sys.stderr)):
        return _run(arguments)


def _run(arguments: Sequence[str] | None) -> int:
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except BrokenPipeError:
        # Whoever read our output has gone; point stdout elsewhere so that exit stays quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # its message and traceback may hold answers
        from tui.terminal import crash_report as failure

        print(failure.message(failure.record(error, None)), end="", file=sys.stderr)
        return failure.STATUS


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=PROGRAM,
        description=_DESCRIPTION,
        epilog=EXIT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    parser.add_argument(
        "--training",
        action="store_true",
        help="practice, in a file of its own and marked on every screen and export",
    )
    parser.add_argument(
        "--plain",
        action="store_true",
        help="the interview as plain lines, for screen readers and scripts",
    )
    parser.set_defaults(run=_interface)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for group in (evaluate, sessions, store, config, pathway, content):
        group.add(commands)
    return parser


def _interface(options: argparse.Namespace) -> int:
    from tui import launch

    return launch.start(plain=options.plain, training=options.training)


if __name__ == "__main__":
    sys.exit(main())
