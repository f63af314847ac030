"""The guides: their screens are the program's own, and every command in them is one."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from data import guides
from data.guides import READERS, guide, screens
from tests.support.goldens import GOLDENS, masked
from tui.cli.arguments import parser

KEPT = Path(guides.__file__).parent / "screens"


@pytest.mark.parametrize("name", sorted({name for reader in READERS for name in screens(reader)}))
def test_a_screen_of_a_guide_is_a_screen_of_the_program(name: str) -> None:
    drawn, kept = (GOLDENS / f"{name}.txt").read_text(), KEPT / f"{name}.txt"
    if os.environ.get("SPINEPATH_GOLDENS") == "write" and not (
        kept.exists() and masked(kept.read_text()) == masked(drawn)
    ):
        kept.write_text(drawn)
    assert masked(kept.read_text()) == masked(drawn)


def test_no_screen_is_kept_for_nothing() -> None:
    shown = {name for reader in READERS for name in screens(reader)}
    assert {path.stem for path in KEPT.glob("*.txt")} == shown


@pytest.mark.parametrize("reader", READERS)
def test_a_guide_names_commands_that_there_are(reader: str) -> None:
    text = guide(reader)
    assert "{{" not in text
    commands = {
        name
        for action in parser()._actions
        for name in (action.choices or ())
        if action.metavar == "COMMAND"
    }
    named = set(re.findall(r"`(?:\w+=\w+ )?spinepath ([a-z]+)", text))
    assert named <= commands
    assert named
