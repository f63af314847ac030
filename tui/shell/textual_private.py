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
import time
from typing import TYPE_CHECKING, Any, Final

from rich.segment import Segment, Segments

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App
    from textual.driver import Driver

    from tui.security.paste_detection import PasteDetector

_SHOW_CURSOR: Final = "\x1b[?25h"


def leave_out_tls() -> None:
    """Keep asyncio from loading OpenSSL's TLS: `sys.modules["ssl"]` (asyncio of Python 3.11).

    The program never speaks to a network, and asyncio does without where Python was built without
    it. Without this each start loads OpenSSL, which nothing needs.
    """
    if "asyncio" not in sys.modules:
        sys.modules["ssl"] = None  # type: ignore[assignment]


def tolerate_bytes(paste_detector: PasteDetector) -> None:
    """Replace the decoder of the terminal: `linux_driver.getincrementaldecoder` (Textual 8.2.8).

    Without this a byte that is not UTF-8 ends the program, no paste is told from keys, and a
    terminal that has gone is asked again for ever: here a read that returns nothing ends the
    program as a hang-up does.

    Args:
        paste_detector: told of all that comes in, and when.
    """
    from textual.drivers import linux_driver  # imported late: Textual reads its environment then

    class Tolerant(codecs.getincrementaldecoder("utf-8")):  # type: ignore[misc]
        def __init__(self, errors: str = "replace") -> None:
            super().__init__("replace" if errors == "strict" else errors)

        def decode(self, data: bytes, final: bool = False) -> str:
            if not data and not final:
                os.kill(os.getpid(), signal.SIGHUP)
            text = str(super().decode(data, final))
            paste_detector.heard(text, time.monotonic())
            return text

    vars(linux_driver)["getincrementaldecoder"] = lambda _: Tolerant


def show_cursor(app: App[Any]) -> None:
    """Show the terminal's cursor: `App._driver` (Textual 8.2.8).

    Textual hides it, and has no other way to write to the terminal. Without this a screen reader
    and a magnifier cannot follow the row that the user is at.
    """
    driver: Driver | None = app._driver  # noqa: SLF001
    if driver is not None:
        driver.write(_SHOW_CURSOR)


class EndsQuietly:
    """An app that ends by a fault with one sentence: `App._fatal_error` (Textual 8.2.8).

    It sets `_return_code` and `_exit_renderables` and calls `_close_messages_no_wait`, as Textual's
    own does; `App.exit` does not, as nobody may be left to read its message. Without this Textual
    prints the traceback with the values of all variables, which are a patient's answers.
    """

    _exception: Exception | None
    _return_code: int | None
    _exit_renderables: list[Any]
    _close_messages_no_wait: Callable[[], None]

    def last_words(self, error: Exception | None) -> tuple[int, str]:
        """The exit status after a fault, and the sentence that is printed."""
        raise NotImplementedError

    def panic(self, *renderables: object) -> None:
        """End with one sentence; what is to be rendered may hold answers and is dropped."""
        del renderables
        self._fatal_error()

    def _fatal_error(self) -> None:
        self._return_code, sentence = self.last_words(self._exception)
        self._exit_renderables[:] = [Segments([Segment(sentence)])]
        self._close_messages_no_wait()
