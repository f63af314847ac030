"""Clean text for screens and streams: all outside text passes through here."""

from __future__ import annotations

import codecs
import contextlib
import errno
import io
import os
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, TextIO

from data.text.outside_text import MARKS_IN_A_ROW, VISIBLE_MARK, is_hidden
from tui.terminal.streams import OutputGoneError

_DRAWN: Final[Mapping[str, str]] = dict(
    zip("─│├└░▁▂▃▄▅▆▇█●○▸·✓", "-||`:__..==##*o>.x", strict=True)
)
"""The stand-ins of what draws lines and charts, where the terminal shows ASCII only."""

_ASCII: Final = bytes(range(128))

_REMEMBERED: Final = 1000
"""Characters up to which a cleaned text is remembered; longer ones would fill the memory."""


def clean(text: str) -> str:
    """The text with everything visible that could hide, reorder or act on a terminal.

    Spacing is kept. Cleaning twice changes nothing more.
    """
    if text.isascii() and text.isprintable():
        return text
    return _remembered(text) if len(text) <= _REMEMBERED else _cleaned(text)


def _cleaned(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", text):
        category = unicodedata.category(character)
        marks = marks + 1 if category[0] == "M" else 0
        if marks > MARKS_IN_A_ROW:
            continue
        safe = " " if category == "Zs" else character
        kept.append(VISIBLE_MARK if is_hidden(character) else safe)
    return "".join(kept)


_remembered = lru_cache(maxsize=4096)(_cleaned)


def plain_ascii(text: str) -> str:
    """The text for a terminal that shows ASCII only; drawn lines stay lines."""
    if text.isascii():
        return text
    return "".join(
        character if character.isascii() else _DRAWN.get(character, VISIBLE_MARK)
        for character in text
    )


def named_encoding(environment: Mapping[str, str]) -> str:
    """The code set that the locale variables name, in Python's words; UTF-8 where they name none.

    Python itself writes UTF-8 where the locale is C or is not installed, as after SSH from
    elsewhere; the terminal then still reads what the variables name.
    """
    named = (environment.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    locale = next(filter(None, named), "")
    code_set = locale.partition("@")[0].partition(".")[2]
    if not code_set:
        return "ascii" if locale in ("C", "POSIX") else "utf-8"
    with contextlib.suppress(LookupError, ValueError):
        if _ASCII.decode(code_set) == _ASCII.decode():
            return codecs.lookup(code_set).name
    return "ascii"


def typed_text(raw: bytes) -> str:
    """The text of typed bytes: UTF-8, or in the terminal's own code; U+FFFD for what is neither."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode(named_encoding(os.environ), "replace")


def speaks_utf8(stream: TextIO | None) -> bool:
    """Return whether what is written to a stream may go beyond ASCII."""
    if stream is None or (stream.isatty() and named_encoding(os.environ) != "utf-8"):
        return False
    with contextlib.suppress(LookupError):
        return codecs.lookup(stream.encoding or "ascii").name == "utf-8"
    return False


def _whole(stream: TextIO | None) -> TextIO | None:
    """The stream, with a buffer where it has none, which drops what one write leaves over."""
    if isinstance(stream, io.TextIOWrapper) and isinstance(stream.buffer, io.RawIOBase):
        return open(stream.fileno(), "w", 1, stream.encoding, stream.errors, closefd=False)
    return stream


class CleanStream(io.TextIOBase):
    """A stream that passes on clean lines of text only."""

    def __init__(self, stream: TextIO | None, *, needed: bool = True) -> None:
        """Stand before a stream.

        Args:
            stream: None where it was closed at the start.
            needed: whether it is a fault when it cannot be written.
        """
        self._stream = _whole(stream)
        self._needed = needed
        self._ascii_only = not speaks_utf8(stream)

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """Answer as the stream itself does."""
        return getattr(self._stream, "encoding", None) or "ascii"

    def write(self, text: str) -> int:
        """Write text; only the ends of its lines are kept of what is not printable."""
        safe = "\n".join(map(clean, text.split("\n")))
        with self._reporting():
            self._open().write(plain_ascii(safe) if self._ascii_only else safe)
        return len(text)

    def flush(self) -> None:
        """Pass on what is held back."""
        with self._reporting():
            if self._stream is not None:
                self._stream.flush()

    def fileno(self) -> int:
        """Answer as the stream itself does."""
        return self._open().fileno()

    def isatty(self) -> bool:
        """Answer as the stream itself does."""
        return self._stream is not None and self._stream.isatty()

    def _open(self) -> TextIO:
        if self._stream is None:
            raise OSError(errno.EBADF, "it is closed")
        return self._stream

    @contextlib.contextmanager
    def _reporting(self) -> Iterator[None]:
        """Turn a failed write into the one error that says so, where the stream is needed."""
        try:
            yield
        except OSError as error:
            if self._needed:
                raise OutputGoneError(error) from error
