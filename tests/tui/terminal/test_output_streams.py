"""Standard output that takes a part of what is written, or nothing."""

from __future__ import annotations

import io
import os

import pytest

from tui.terminal.output_text import CleanStream
from tui.terminal.streams import OutputGoneError


def test_what_is_not_taken_is_no_success_on_a_stream_without_a_buffer() -> None:
    """PYTHONUNBUFFERED makes such a stream, and Python drops what one write leaves over."""
    read, write = os.pipe()
    os.set_blocking(write, False)
    with io.TextIOWrapper(io.FileIO(write, "w"), write_through=True) as bare:
        stream = CleanStream(bare)
        with pytest.raises(OutputGoneError):
            stream.write("line\n" * 100_000)
    os.close(read)


def test_a_stream_without_a_buffer_is_written_at_each_end_of_a_line() -> None:
    read, write = os.pipe()
    with io.TextIOWrapper(io.FileIO(write, "w"), write_through=True) as bare:
        CleanStream(bare).write("asked\n")
        assert os.read(read, 100) == b"asked\n"
    os.close(read)
