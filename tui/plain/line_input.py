"""Lines from standard input, and the guard against pasted or early lines."""

from __future__ import annotations

import codecs
import contextlib
import os
import select
import termios
import time
from collections.abc import Callable
from typing import Final

from tui.rows.printed import print_last
from tui.terminal import terminal
from tui.terminal.input_sequences import LONGEST
from tui.terminal.output_text import typed_text

_AS_READ: Final = 0.1
"""Seconds that a prompt stands at least before a line can answer it."""

_TOGETHER: Final = 0.03
"""Seconds within which a second line means that both were pasted."""

_PART: Final = 65536

_TOO_SOON: Final = "That came too soon after the prompt and was not taken. Type it again."
_PASTED: Final = "Several lines came at once, as from a paste. None was taken. Type one line."


class LineInput:
    """Reads one line at a time.

    On a terminal, what was typed before a prompt is dropped: a paste or a held key never answers
    the next question. From a pipe or a file every line is meant.

    Attributes:
        attended: whether it is a terminal, at which somebody reads the prompts.
        timed_out: whether nobody typed a line for too long.
    """

    def __init__(
        self, descriptor: int, say: Callable[[str], None], idle: float | None = None
    ) -> None:
        """Listen to an open file.

        Args:
            descriptor: of the file.
            say: tells the user why a line was not taken.
            idle: seconds without a line after which there is none any more; None for any time.
        """
        self._idle = idle
        self.timed_out = False
        self._descriptor = descriptor
        self._say = say
        self._held = b""
        self._ended = False
        self._begun = False
        self.attended = os.isatty(descriptor)

    def line(self, prompt: Callable[[], None], *, many: bool = False) -> str | None:
        """The next line without its end, None when there is no more.

        Args:
            prompt: asks for it; called again when a line was not taken.
            many: whether it is one line of a text, which may be pasted.
        """
        while True:
            if not many:
                self._forget()
            prompt()
            asked = time.monotonic()
            line = self._next()
            fault = self._fault(asked) if self.attended and line is not None and not many else ""
            if not fault:
                return line
            self._say(fault)

    def end_login(self) -> None:
        """End the login where the lines ended because nobody typed one."""
        if self.timed_out:
            print_last(terminal.LOGIN_ENDS)
            terminal.end_login()

    def _fault(self, asked: float) -> str:
        if self._held or select.select([self._descriptor], [], [], _TOGETHER)[0]:
            return _PASTED
        return _TOO_SOON if time.monotonic() - asked < _AS_READ + _TOGETHER else ""

    def _forget(self) -> None:
        """Drop what is there already, and wait until no more comes."""
        if not self.attended:
            return
        self._held = b""
        with contextlib.suppress(termios.error):
            while select.select([self._descriptor], [], [], _TOGETHER)[0]:
                if not os.read(self._descriptor, _PART):
                    self._ended = True
                    return
                termios.tcflush(self._descriptor, termios.TCIFLUSH)

    def _next(self) -> str | None:
        line, found = b"", False
        while not found and not self._ended:
            if not self._held:
                self._held = self._read()
            part, end, self._held = self._held.partition(b"\n")
            line = (line + part)[: LONGEST * 4]
            found = bool(end)
        if not found and not line:
            return None
        if not self._begun:
            self._begun, line = True, line.removeprefix(codecs.BOM_UTF8)
        return typed_text(line).rstrip("\r")[: LONGEST + 1]

    def _read(self) -> bytes:
        """The next bytes; empty at the end, or when the terminal has gone."""
        with contextlib.suppress(OSError):
            self.timed_out = not select.select([self._descriptor], [], [], self._idle)[0]
            if not self.timed_out and (part := os.read(self._descriptor, _PART)):
                return part
        self._ended = True
        return b""
