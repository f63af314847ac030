"""The command line, on which other programs and scripts depend.

Every command imports only what it needs; none but the interface imports Textual.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout

from tui.cli.arguments import parser
from tui.cli.exit_status import FAILED, INTERRUPTED
from tui.terminal.output_text import CleanStream


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    os.umask(0o077)
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, most))  # a core file would hold answers
    with redirect_stdout(CleanStream(sys.stdout)), redirect_stderr(CleanStream(sys.stderr)):
        return _run(arguments)


def _run(arguments: Sequence[str] | None) -> int:
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except BrokenPipeError:
        # Whoever read our output has gone; point stdout elsewhere so that exit stays quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # its message and traceback may hold answers
        from tui.terminal import crash_report  # imported late: needed after a fault alone

        print(crash_report.message(crash_report.record(error, None)), end="", file=sys.stderr)
        return crash_report.STATUS


if __name__ == "__main__":
    sys.exit(main())
