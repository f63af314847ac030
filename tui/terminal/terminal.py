"""The terminal, its encoding, the environment and signals.

Imported before Textual, which reads its environment when it is imported.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import termios
import threading
from collections.abc import Callable, Mapping
from types import FrameType
from typing import Any, Final

from tui import PROGRAM

_PATIENCE: Final = 2.0
"""Seconds that a clean end may take after a signal before it is cut short."""

_FAULTS: Final = {"SEGV", "BUS", "FPE", "ILL", "ABRT", "TRAP", "SYS", "STKFLT", "EMT"}
_STAYS: Final = {"CHLD", "CLD", "CONT", "URG", "WINCH", "INFO", "STOP", "TSTP", "TTIN", "TTOU"}
_OTHERS: Final = {"KILL", "PIPE", "XFSZ"}
"""Signals that cannot be caught, and those that Python turns into errors of their calls."""

KEYBOARD_RESET: Final = (
    "\x1b[<u\x1b[=0u\x1b[>4;0m\x1b>\x1b[?1l"
    "\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1004l\x1b[?2048l"
)
"""Turns off what another program may have left on: kitty's keys, xterm's `modifyOtherKeys`, the
keypad and the arrows of applications, the mouse, reports of focus and size."""

LOGIN_ENDS: Final = "Locked: the program and the login end, as is set here."

LARGEST: Final = (1000, 300)
"""Columns and lines of the largest terminal that is believed: a screen of 8K in small letters."""

CLEARED: Final = "\x1b[0m\x1b[2J\x1b[H"
"""Erases the screen, from the first line of which the shell then goes on."""

_RESET: Final = f"{KEYBOARD_RESET}\x1b[?2004l{CLEARED}\x1b[?1049l\x1b[?25h".encode()


class _Ending:
    """The signal by which the program ends, if any, and what it gives back then."""

    signal: int | None = None
    attributes: list[Any] | None = None
    """The state of the terminal before, where that is known."""
    words: Callable[[], str] | None = None
    """The last sentence."""


def is_terminal() -> bool:
    """Return whether input and output are a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()


def prepare_environment() -> None:
    """Take out every setting of Textual: some run code, some write the screen to a file.

    It also believes a size that is set there, and would then not see the terminal change.
    """
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)
    for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
        del os.environ[name]
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    # Keys come as they always did: kitty's are more than this program and Textual's reader need.
    os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
    # The palettes fit the terminal; nothing is left for Textual to bring down.
    os.environ["TEXTUAL_COLOR_SYSTEM"] = "256"


def reset_keyboard() -> None:
    """Turn keyboard modes off before anything is read, and remember how the terminal was."""
    _Ending.attributes = _attributes()
    with contextlib.suppress(OSError, ValueError):
        if sys.__stderr__:
            sys.__stderr__.write(KEYBOARD_RESET)
            sys.__stderr__.flush()


def colours_shown(environment: Mapping[str, str]) -> int:
    """The number of colours that the terminal announces, by COLORTERM, its name or terminfo."""
    name = environment.get("TERM", "")
    if environment.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return 1 << 24
    if name.endswith(("256color", "-direct")):
        return 256
    with contextlib.suppress(Exception):  # no such terminal here, or Python without curses
        import curses  # late: the start does without

        curses.setupterm(name, sys.__stdout__.fileno() if sys.__stdout__ else 1)
        return max(curses.tigetnum("colors"), 0)
    return 16


def ending_signals() -> list[signal.Signals]:
    """The signals that are meant to end a program, whoever sends them."""
    left_alone = {f"SIG{name}" for name in _FAULTS | _STAYS | _OTHERS}
    known = [number for number in signal.valid_signals() if isinstance(number, signal.Signals)]
    return [number for number in known if number.name not in left_alone]


def watch_signals(leave: Callable[..., Any]) -> None:
    """End cleanly on a signal, and in any case within a few seconds.

    Called when Textual has set its own handlers. Plain handlers run even when the event loop
    waits for a terminal that no longer reads.

    Args:
        leave: ends the interface; called in its event loop.
    """
    import asyncio  # late: the start does without

    loop = asyncio.get_running_loop()

    def gone(number: int, _: FrameType | None) -> None:
        if _Ending.signal is not None:
            return
        _Ending.signal = number
        watchdog = threading.Timer(_PATIENCE, end_now, (number,))
        watchdog.daemon = True
        watchdog.start()
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(leave)

    for number in ending_signals():
        signal.signal(number, gone)


def ended_by() -> int | None:
    """The exit status of the signal that ended the program, None if none did."""
    return None if _Ending.signal is None else 128 + _Ending.signal


def end_login() -> None:
    """Hang up the process that leads this terminal's session, which is the shell of the login."""
    leader = os.getsid(0)
    if leader != os.getpid():
        with contextlib.suppress(OSError):
            os.kill(leader, signal.SIGHUP)


def say_last(words: Callable[[], str]) -> None:
    """Name the sentence that is written when the end is cut short."""
    _Ending.words = words


def _attributes() -> list[Any] | None:
    with contextlib.suppress(termios.error, ValueError, OSError):
        return termios.tcgetattr(sys.__stdin__.fileno()) if sys.__stdin__ else None
    return None


def end_now(number: int) -> None:
    """Give the terminal back as far as it takes it without waiting, and end."""
    attributes = _Ending.attributes
    with contextlib.suppress(Exception):
        stderr = sys.__stderr__.fileno() if sys.__stderr__ else 2
        os.set_blocking(stderr, False)
        os.write(stderr, _RESET)
        if _Ending.words is not None:
            os.write(stderr, f"{PROGRAM}: {_Ending.words()}\r\n".encode("ascii", "replace"))
    with contextlib.suppress(Exception):
        if attributes is not None and sys.__stdin__:
            termios.tcsetattr(sys.__stdin__.fileno(), termios.TCSANOW, attributes)
    os._exit(128 + number)
