"""Files that hold a report, as text."""

from __future__ import annotations

from pathlib import Path

from data.files.private_files import open_named
from data.report_reader.reader import LARGEST_TEXT


def read_text(path: str | Path) -> str:
    """The text of a file; of one that is too long, more than is legal.

    Raises:
        OSError: when it cannot be read.
    """
    with open_named(path) as stream:
        return decoded(stream.read(4 * LARGEST_TEXT + 1))


def decoded(raw: bytes) -> str:
    """Bytes as text, in the encodings that clinical systems write."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except ValueError:
            continue
    return raw.decode("latin-1")
