"""The program on a terminal, at a question, for the tests of real processes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.real_terminal import Terminal, answer_first, terminal


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[Terminal]:
    """The program at its second question, one checklist answered."""
    with terminal(tmp_path / "store") as opened:
        answer_first(opened)
        opened.read(0.5)
        yield opened
