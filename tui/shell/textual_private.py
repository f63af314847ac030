"""Private names of Textual and Python that the program uses.

Each was read in Textual 8.2.8 and Python 3.11; each says what breaks without it. Look here first
when Textual is brought up to date. Nothing here imports Textual at its head: two of them have to
come before it.
"""

from __future__ import annotations

import codecs
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rich.segment import Segment, Segments

from tui.terminal import crash_report
from tui.terminal.terminal import CLEARED, KEYBOARD_RESET, LARGEST

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App
    from textual.driver import Driver

    from tui.shell.options import Options

_SHOW_CURSOR: Final = "\x1b[?25h"


def leave_out_tls() -> None:
    """Keep asyncio from loading OpenSSL's TLS: `sys.modules["ssl"]` (asyncio of Python 3.11).

    The program never speaks to a network, and asyncio does without where Python was built without
    it. Without this each start loads OpenSSL, which nothing needs.
    """
    if "asyncio" not in sys.modules:
        sys.modules["ssl"] = None  # type: ignore[assignment]


def guard_input(options: Options) -> None:
    """Read the terminal whole sequence by whole sequence: two names in `linux_driver` (8.2.8).

    Textual takes its decoder and its parser from there. Without the decoder a byte that is not
    UTF-8 ends the program, and a terminal that has gone is asked again for ever: here a read that
    returns nothing ends the program as a hang-up does. Without the parser a cut sequence becomes
    keys and an unknown one ends the program.

    Args:
        options: with what reads sequences, with what hears of keys, and with where faults go.
    """
    from textual.drivers import linux_driver  # imported late: Textual reads its environment then

    from tui.shell.terminal_parser import TerminalParser  # late: with it

    class Tolerant(codecs.getincrementaldecoder("utf-8")):  # type: ignore[misc]
        def __init__(self, errors: str = "strict") -> None:
            super().__init__("surrogateescape" if errors == "strict" else errors)

        def decode(self, data: bytes, final: bool = False) -> str:
            if not data and not final:
                os.kill(os.getpid(), signal.SIGHUP)
            return str(super().decode(data, final))

    def parser(_debug: bool) -> TerminalParser:
        return TerminalParser(
            options.input_sequences,
            options.paste_detector,
            lambda error: crash_report.record(error, options.directory),
        )

    vars(linux_driver).update(getincrementaldecoder=lambda _: Tolerant, XTermParser=parser)


def cap_size() -> None:
    """Believe no absurd size: `LinuxDriver._get_terminal_size` (Textual 8.2.8).

    Without this a terminal that claims 60,000 columns makes Textual draw all of them.
    """
    from textual.drivers.linux_driver import LinuxDriver  # late: as above

    claimed = LinuxDriver._get_terminal_size  # noqa: SLF001

    def believed(driver: LinuxDriver) -> tuple[int, int]:
        columns, lines = claimed(driver)
        return min(columns, LARGEST[0]), min(lines, LARGEST[1])

    setattr(LinuxDriver, claimed.__name__, believed)


def clear_at_end() -> None:
    """Erase what was drawn before the terminal is given back: `LinuxDriver` (Textual 8.2.8).

    Without this answers stay on a terminal without a second screen, such as the Linux console.
    """
    from textual.drivers.linux_driver import LinuxDriver  # late: as above

    stop = LinuxDriver.stop_application_mode

    def cleared(driver: LinuxDriver) -> None:
        driver.write(CLEARED)
        stop(driver)

    setattr(LinuxDriver, stop.__name__, cleared)


def set_terminal(app: App[Any]) -> None:
    """Reset the keyboard and show the cursor of the terminal: `App._driver` (Textual 8.2.8).

    Textual has no other way to write to the terminal, and hides the cursor. Without this another
    program's keyboard modes stay on beside the screen that is drawn, and a screen reader and a
    magnifier cannot follow the row that the user is at.
    """
    driver: Driver | None = app._driver  # noqa: SLF001
    if driver is not None:
        driver.write(KEYBOARD_RESET + _SHOW_CURSOR)


class EndsQuietly:
    """An app that ends by a fault with one sentence: `App._fatal_error` (Textual 8.2.8).

    It sets `_return_code` and `_exit_renderables` and calls `_close_messages_no_wait`, as Textual's
    own does; `App.exit` does not, as nobody may be left to read its message. Without this Textual
    prints the traceback with the values of all variables, which are a patient's answers.
    """

    _fault_place = ""
    _exception: Exception | None
    _return_code: int | None
    _exit_renderables: list[Any]
    _close_messages_no_wait: Callable[[], None]

    def last_words(self, error: Exception | None, place: str) -> tuple[int, str]:
        """The exit status after a fault, and the sentence that is printed.

        Args:
            error: the fault, where it is at hand.
            place: its kind, file and line, where only these are known.
        """
        raise NotImplementedError

    def panic(self, *renderables: object) -> None:
        """End with one sentence; what is to be rendered may hold answers and is dropped.

        The thread that reads the terminal comes here with the fault that ended it, drawn by Rich.
        """
        stacks = [
            stack
            for one in renderables
            if (trace := getattr(one, "trace", None))
            for stack in trace.stacks
            if stack.frames
        ]
        if stacks:
            frame = stacks[0].frames[-1]
            self._fault_place = f"{stacks[0].exc_type} {Path(frame.filename).name}:{frame.lineno}"
        self._fatal_error()

    def _fatal_error(self) -> None:
        self._return_code, sentence = self.last_words(self._exception, self._fault_place)
        self._exit_renderables[:] = [Segments([Segment(f"{sentence}\n")])]
        self._close_messages_no_wait()
