"""The first frame: nothing is imported before it that only later screens need."""

from __future__ import annotations

import subprocess
import sys


def test_the_first_screen_needs_neither_records_nor_content() -> None:
    code = """
import sys
import tui.app
print([m for m in ("pydantic", "tinydb", "data.content", "data.store", "data.session",
                   "tui.screens.interview", "tui.screens.plan", "tui.forms") if m in sys.modules])
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_the_terminal_is_looked_at_before_textual_is_imported() -> None:
    code = "import sys; from tui import terminal; print('textual' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
