"""The first frame: nothing is imported before it that only later screens need."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.real_terminal import terminal


def test_the_first_frame_needs_neither_records_nor_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPINEPATH_DATA", str(tmp_path))
    code = """
import sys
from tui.shell.app import Spinepath

class FirstFrame(Spinepath):
    def _begin_reading(self):
        later = ("pydantic", "tinydb", "cryptography", "ctypes", "importlib.metadata",
                 "engine.model.pathway", "data.wording.advice_words",
                 "data.content.loader", "data.store", "data.session.session",
                 "tui.screens.interview", "tui.screens.plan", "tui.forms")
        self.exit([module for module in later if module in sys.modules])

print(FirstFrame().run(headless=True))
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_whether_a_passphrase_is_needed_is_known_without_the_store(tmp_path: Path) -> None:
    code = """
import sys
from tui.security.passphrase import unlock
assert unlock() is None
later = ("pydantic", "tinydb", "cryptography", "engine", "data.session", "data.store.files.f")
print([name for name in sys.modules if name.startswith(later)])
"""
    for content in (None, b'{"spinepath":{"1":{"format":2,"genesis":"0"}},"sessions":{'):
        if content:
            (tmp_path / "sessions.json").write_bytes(content)
        ran = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "SPINEPATH_DATA": str(tmp_path)},
        )
        assert ran.stdout.strip() == "[]"


def test_the_program_loads_no_tls(tmp_path: Path) -> None:
    with terminal(tmp_path, fresh=True) as opened:
        opened.read(20, until="Spinepath")
        loaded = Path(f"/proc/{opened.pid}/maps").read_text()
    assert "python" in loaded
    assert not re.search(r"/(libssl|_ssl)\.", loaded)


def test_the_terminal_is_looked_at_before_textual_is_imported() -> None:
    code = "import sys; from tui.terminal import terminal; print('textual' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


def test_evaluating_a_case_loads_neither_sessions_nor_their_store_nor_the_reader() -> None:
    code = """
import sys
from tui.cli.main import main
assert main(["evaluate", "-"]) == 0
rooms = ("data.store", "data.session", "data.report_reader", "tinydb", "cryptography", "textual")
print([name for name in sys.modules if name.startswith(rooms)])
"""
    ran = subprocess.run(
        [sys.executable, "-c", code],
        input='{"findings": {}}',
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.splitlines()[-1] == "[]"


def test_the_content_of_the_screens_is_read_without_the_words_of_the_reader() -> None:
    code = """
import sys
from tui.state.loaded_content import load_content
assert load_content().content.proved
print([name for name in sys.modules if name.startswith("data.report_reader")])
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_a_start_without_words_builds_no_command_line(tmp_path: Path) -> None:
    code = "import sys; from tui.cli.main import main; main(); print('argparse' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "SPINEPATH_DATA": str(tmp_path)},
    )
    assert "need a terminal" in ran.stderr
    assert ran.stdout.strip() == "False"
