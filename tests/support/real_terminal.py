"""A real terminal for tests: the program under a pty, with what it writes kept."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyte

from tests.support.forked import Forked

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
"""Seconds after which a text that is waited for will not come, on a machine however busy."""

START = "import sys; from tui.cli.main import main; sys.exit(main([]))"
READY = "No sessions yet."
EMERGENCY = "Any of these, new or worse?"
SECOND = "Neurological examination done?"
LABEL = "ZZDOE 4"


def _take_terminal() -> None:
    """Make the terminal that of a new session, to which it then sends its signals."""
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _environment() -> dict[str, str]:
    """Ours without a size: workers of a test run have one, which would hide the terminal's."""
    given = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES")}
    return {**given, "TERM": "xterm-256color"}


class Terminal:
    """The program on a pseudo terminal of 80 by 24.

    Attributes:
        written: all bytes that the program has written.
    """

    def __init__(self, code: str, environment: Mapping[str, str], *, fresh: bool) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.attributes = termios.tcgetattr(slave)
        self._slave = slave
        self._size = (80, 24)
        environment = {**_environment(), "PYTHONPATH": str(ROOT), **environment}
        self._process: Forked | subprocess.Popen[bytes] = (
            subprocess.Popen(
                [sys.executable, "-c", code],
                stdin=slave,
                stdout=slave,
                stderr=slave,
                env=environment,
                preexec_fn=_take_terminal,
            )
            if fresh
            else Forked(code, (), environment, (slave, slave, slave), _take_terminal)
        )
        self.written = b""
        self._read_to = 0
        self._screen = pyte.Screen(*self._size)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def pid(self) -> int:
        """The number of the program's process."""
        return self._process.pid

    def read(self, seconds: float, *, until: str = "") -> bytes:
        """The output within a time, or until a text is on the screen, however long it takes.

        Raises:
            AssertionError: the text does not come.
        """
        end = time.monotonic() + (PATIENCE if until else seconds)
        begin = len(self.written)
        while (left := end - time.monotonic()) > 0:
            ready, _, _ = select.select([self._master], [], [], min(left, 0.05))
            if ready:
                try:
                    part = os.read(self._master, 65536)
                except OSError:
                    break
                self.written += part
                if not part:
                    break
            elif until and until in self.screen():
                break
        assert not until or until in self.screen(), f"{until!r} does not come:\n{self.screen()}"
        return self.written[begin:]

    def heard(self, words: str) -> None:
        """Wait until some words are written, also if they have left the screen since.

        Raises:
            AssertionError: they do not come.
        """
        end = time.monotonic() + PATIENCE
        while words.encode() not in self.written:
            assert time.monotonic() < end, f"{words!r} is not written"
            self.read(0.05)

    def type(self, keys: bytes) -> None:
        """Send bytes as a keyboard would."""
        os.write(self._master, keys)

    def screen(self) -> str:
        """The screen that a terminal shows of everything written."""
        return "\n".join(self._shown().display)

    @property
    def at_cursor(self) -> str:
        """The line with the terminal's own cursor on it, from the cursor on; "" if it is hidden."""
        shown = self._shown()
        if shown.cursor.hidden:
            return ""
        return shown.display[shown.cursor.y][shown.cursor.x :].rstrip()

    def _shown(self) -> pyte.Screen:
        """The terminal's screen after all that is written, of which it reads only what is new."""
        if (self._screen.columns, self._screen.lines) != self._size:
            self._screen, self._read_to = pyte.Screen(*self._size), 0
            self._stream = pyte.ByteStream(self._screen)
        new = self.written[self._read_to :]
        if not new.endswith((b"\x1b", b"\x1b[", b"\x1b[<", b"\x1b[=", b"\x1b[=0")):
            self._stream.feed(new.replace(b"\x1b[<u", b"").replace(b"\x1b[=0u", b""))
            self._read_to = len(self.written)
        return self._screen

    def resize(self, columns: int, lines: int) -> None:
        """Change the size, as a window that is dragged."""
        size = struct.pack("HHHH", lines, columns, 0, 0)
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, size)
        self._size = (columns, lines)

    def hang_up(self) -> None:
        """Take the terminal away, as a connection that breaks."""
        os.close(self._slave)
        os.close(self._master)

    @property
    def alive(self) -> bool:
        """Return whether the program runs."""
        return self._process.poll() is None

    @property
    def processor_seconds(self) -> float:
        """The processor time of the program."""
        # What clock_getcpuclockid(3) gives on Linux, finer than the ticks under /proc.
        return time.clock_gettime(~self._process.pid << 3 | 2)

    @property
    def resident_bytes(self) -> int:
        """The memory that the program holds."""
        pages = int(Path(f"/proc/{self._process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        os.kill(self._process.pid, number)

    def ended(self, seconds: float = 10.0, *, reading: bool = True) -> int:
        """Wait for the end, at least as long as a busy machine may take; the exit status."""
        end = time.monotonic() + max(seconds, PATIENCE)
        while self._process.poll() is None and time.monotonic() < end:
            if reading:
                self.read(0.05)
            else:
                time.sleep(0.05)
        assert self._process.returncode is not None, "the program did not end"
        if reading:
            self.read(0.2)
        return self._process.returncode

    def close(self) -> None:
        """End whatever is left."""
        if self._process.poll() is None:
            self.signal(signal.SIGKILL)
            self._process.wait()
        for descriptor in (self._master, self._slave):
            with contextlib.suppress(OSError):
                os.close(descriptor)


@contextmanager
def terminal(
    directory: Path, code: str = START, *, fresh: bool = False, **environment: str
) -> Iterator[Terminal]:
    """The program on a terminal, with its sessions in a directory.

    Args:
        directory: of the sessions.
        code: what is run.
        fresh: whether it has to be loaded from nothing, which takes longer.
        environment: more of it.
    """
    place = {"SPINEPATH_DATA": str(directory)}
    opened = Terminal(code, {**place, **environment}, fresh=fresh)
    try:
        yield opened
    finally:
        opened.close()


def answer_first(opened: Terminal, ready: str = READY) -> None:
    """Begin a session and answer its first question, none of the emergency signs.

    Args:
        opened: the program, just started.
        ready: words on its first screen.
    """
    opened.read(20, until=ready)
    opened.type(b"n")
    opened.read(5, until="Label (optional)")
    opened.type(LABEL.encode())
    opened.read(0.6)  # longer than a burst of keys stays one, handled on a busy machine
    opened.type(b"\r")
    opened.read(5, until=EMERGENCY)
    opened.read(0.5)
    opened.type(b"n")
    opened.read(5, until=SECOND)
    opened.read(0.3)
    assert SECOND in opened.screen()
