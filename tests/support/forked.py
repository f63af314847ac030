"""A program in a fork of the tests' own process, where most of what it imports is loaded already.

It has an environment, standard streams and a process of its own, as a program just started has.
That a program starts from nothing is for the tests of a real process to say.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable, Mapping, Sequence
from subprocess import CompletedProcess

MAIN = "import sys; from tui.cli.main import main; sys.exit(main(sys.argv[1:]))"
_MOST_DESCRIPTORS = 4096
_PATIENCE = 600
"""Seconds after which a command is ended, on a machine however busy."""

_STREAMS = {"stdin": "r", "stdout": "w", "stderr": "w"}
_ERRORS = {"stderr": "backslashreplace"}


class Forked:
    """A program that runs some code.

    Attributes:
        pid: the number of its process.
        returncode: its exit status, or minus the signal that ended it; None while it runs.
    """

    def __init__(
        self,
        code: str,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        streams: tuple[int, int, int],
        before: Callable[[], object],
    ) -> None:
        """Start it.

        Args:
            code: what `python -c` would be given.
            arguments: of the code.
            environment: all of it.
            streams: the descriptors of its standard streams.
            before: called in the new process before anything else.
        """
        self.returncode: int | None = None
        self.pid = os.fork()
        if not self.pid:
            status = 1
            try:
                _take(streams)
                before()
                status = _run(code, arguments, environment)
                sys.stdout.flush()
            except OSError:
                status = 120  # as Python itself says that its output was not written
            finally:
                os._exit(status)

    def poll(self) -> int | None:
        """Its exit status if it has ended."""
        return self._reaped(os.WNOHANG)

    def wait(self) -> int | None:
        """Its exit status when it has ended."""
        return self._reaped(0)

    def _reaped(self, options: int) -> int | None:
        if self.returncode is None:
            ended, status = os.waitpid(self.pid, options)
            if ended:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode


def run(
    environment: Mapping[str, str], *arguments: str, given: bytes = b"", code: str = MAIN
) -> CompletedProcess[bytes]:
    """Run a command, or other code, to its end."""
    with contextlib.ExitStack() as opened:
        files = [opened.enter_context(tempfile.TemporaryFile()) for _ in _STREAMS]
        files[0].write(given)
        files[0].seek(0)
        numbers = (files[0].fileno(), files[1].fileno(), files[2].fileno())
        status = Forked(
            code, arguments, environment, numbers, lambda: signal.alarm(_PATIENCE)
        ).wait()
        assert status is not None
        for file in files:
            file.seek(0)
        return CompletedProcess(list(arguments), status, files[1].read(), files[2].read())


def _take(streams: tuple[int, int, int]) -> None:
    """Let these be the standard streams, and close all other descriptors."""
    gc.freeze()  # nothing that the tests hold is closed here for them
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    os.closerange(len(streams), _MOST_DESCRIPTORS)
    for number, (name, mode) in enumerate(_STREAMS.items()):
        as_text = open(  # noqa: SIM115 -- it is open as long as the program runs
            number,
            mode,
            buffering=1 if name == "stderr" else -1,  # as Python opens it
            encoding="utf-8",
            errors=_ERRORS.get(name),
            closefd=False,
        )
        setattr(sys, name, as_text)
        setattr(sys, f"__{name}__", as_text)


def _run(code: str, arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run the code as a program of its own; its exit status."""
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    sys.argv = ["-c", *arguments]
    asyncio.events._set_running_loop(None)
    warnings.resetwarnings()
    warnings.simplefilter("ignore")
    sys.excepthook, sys.unraisablehook = sys.__excepthook__, sys.__unraisablehook__
    try:
        exec(compile(code, "<string>", "exec"), {"__name__": "__main__"})
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1
    return 0
