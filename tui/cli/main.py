"""The command line, on which other programs and scripts depend.

Every command imports only what it needs; none but the interface imports Textual.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from typing import Final

from tui.cli.exit_status import FAILED, INTERRUPTED
from tui.cli.output import fail, refuse, warn
from tui.security import core_files
from tui.terminal.output_text import CleanStream
from tui.terminal.streams import QUIET, OutputGoneError, give_up_output, open_missing

_IN_A_FILE: Final = "the content is read from files: unpack the archive, or install the program."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    if not os.path.exists(__file__):  # noqa: PTH110 - pathlib would be imported for it alone
        raise SystemExit(fail(_IN_A_FILE))  # an archive drops what is returned
    os.umask(0o077)
    core_files.forbid()
    open_missing()
    output, errors = CleanStream(sys.stdout), CleanStream(sys.stderr, needed=False)
    with redirect_stdout(output), redirect_stderr(errors):
        try:
            try:
                return _run(arguments)
            finally:
                output.flush()  # here, where a full disk can still be told
        except OutputGoneError as error:
            give_up_output()
            return FAILED if error.errno == QUIET else fail(error)


def _run(arguments: Sequence[str] | None) -> int:
    given = sys.argv[1:] if arguments is None else arguments
    try:
        return _command(given) if given else _interface()
    except OutputGoneError:
        raise
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # its message and traceback may hold answers
        from data.content.loader import ContentError  # imported late: help does without
        from data.files.data_directory import NoHomeError
        from tui.terminal import crash_report  # imported late: needed after a fault alone

        if isinstance(error, NoHomeError):
            return fail(error)
        if isinstance(error, ContentError):
            return refuse("The clinical content cannot be used.", *error.faults)
        warn(crash_report.message(crash_report.record(error, None)))
        return crash_report.STATUS


def _interface() -> int:
    from tui import launch  # imported late: no command needs it

    return launch.start()


def _command(given: Sequence[str]) -> int:
    from tui.cli.arguments import parser  # imported late: a start without words needs none

    options = parser().parse_args(given)
    return int(options.run(options))


if __name__ == "__main__":
    sys.exit(main())
