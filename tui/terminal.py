"""Everything about the outside: the terminal, its encoding, the environment, signals.

Imported before Textual, which reads its environment when it is imported.
"""

from __future__ import annotations

import asyncio
import codecs
import contextlib
import os
import signal
import sys
import termios
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any, Final

REFUSED: Final = 2
_PATIENCE: Final = 2.0
"""Seconds that a clean end may take after a signal before it is cut short."""

_SIGNALS: Final = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)
_RESET: Final = (
    b"\x1b[<u\x1b[?2004l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1004l\x1b[?2048l"
    b"\x1b[0m\x1b[2J\x1b[?1049l\x1b[?25h"
)

_NO_TERMINAL: Final = (
    "spinepath: the questionnaire needs a terminal for input and output. "
    "For a case in a file use: spinepath evaluate CASE"
)
_DUMB: Final = (
    "spinepath: this terminal (TERM=dumb) cannot show the questionnaire. "
    "For a case in a file use: spinepath evaluate CASE"
)


class _Ending:
    """By which signal the program ends, if by one."""

    signal: int | None = None


def start(*, training: bool = False) -> int:
    """Check the terminal, prepare the environment and run the interface."""
    fault = unfit()
    if fault:
        print(fault, file=sys.stderr)  # noqa: T201
        return REFUSED
    prepare_environment()
    from tui import passphrase

    try:
        secret = passphrase.unlock()
    except passphrase.NoPassphraseError as error:
        print(f"spinepath: {error}", file=sys.stderr)  # noqa: T201
        return REFUSED
    from tui.app import run

    tolerate_bytes()
    return run(ascii_only=not speaks_utf8(), passphrase=secret, training=training)


def unfit() -> str:
    """Why the interface cannot run here, or nothing."""
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        return _NO_TERMINAL
    return _DUMB if os.environ.get("TERM") == "dumb" else ""


def prepare_environment() -> None:
    """Take out every setting of Textual: some run code, some write the screen to a file."""
    for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
        del os.environ[name]
    os.environ["TEXTUAL_ANIMATIONS"] = "none"


def speaks_utf8() -> bool:
    """Whether what is written to the terminal may go beyond ASCII."""
    stream = sys.__stderr__
    encoding = (stream.encoding if stream else None) or "ascii"
    with contextlib.suppress(LookupError):
        return codecs.lookup(encoding).name == "utf-8"
    return False


def tolerate_bytes() -> None:
    """Let bytes that are not UTF-8 arrive as a mark instead of ending the program.

    A read that returns nothing means that the terminal has gone; it ends the program as a
    hang-up does, where Textual would ask again for ever.
    """
    from textual.drivers import linux_driver

    class Tolerant(codecs.getincrementaldecoder("utf-8")):  # type: ignore[misc]
        def __init__(self, errors: str = "replace") -> None:
            super().__init__("replace" if errors == "strict" else errors)

        def decode(self, data: bytes, final: bool = False) -> str:
            if not data and not final:
                os.kill(os.getpid(), signal.SIGHUP)
            return str(super().decode(data, final))

    def decoder(_: str) -> type[Tolerant]:
        return Tolerant

    vars(linux_driver)["getincrementaldecoder"] = decoder


def watch_signals(leave: Callable[..., Any]) -> None:
    """End cleanly on a signal, and in any case within a few seconds.

    Called when Textual has set its own handlers. Plain handlers run even when the event loop
    waits for a terminal that no longer reads; every answer is saved before that.

    Args:
        leave: ends the interface; called in its event loop.
    """
    loop = asyncio.get_running_loop()
    before = _attributes()

    def gone(number: int, _: FrameType | None) -> None:
        if _Ending.signal is not None:
            return
        _Ending.signal = number
        watchdog = threading.Timer(_PATIENCE, _end_now, (number, before))
        watchdog.daemon = True
        watchdog.start()
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(leave)

    for number in _SIGNALS:
        signal.signal(number, gone)


def ended_by() -> int | None:
    """The exit status of the signal that ended the program, None if none did."""
    return None if _Ending.signal is None else 128 + _Ending.signal


def _attributes() -> list[Any] | None:
    with contextlib.suppress(termios.error, ValueError, OSError):
        return termios.tcgetattr(sys.__stdin__.fileno()) if sys.__stdin__ else None
    return None


def _end_now(number: int, attributes: list[Any] | None) -> None:
    """Give the terminal back as far as it takes it without waiting, and end."""
    with contextlib.suppress(Exception):
        stderr = sys.__stderr__.fileno() if sys.__stderr__ else 2
        os.set_blocking(stderr, False)
        os.write(stderr, _RESET)
    with contextlib.suppress(Exception):
        if attributes is not None and sys.__stdin__:
            termios.tcsetattr(sys.__stdin__.fileno(), termios.TCSANOW, attributes)
    os._exit(128 + number)
