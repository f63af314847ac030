"""Plugins of pydantic: no other package sees what is read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_READ = """
from data.input.model import Model, read
class One(Model):
    at: int
print(read(One, {"at": 1}))
"""
_LISTED = 'import sys\nprint("importlib.metadata" in sys.modules)\n'


def test_no_installed_package_sees_what_is_read(tmp_path: Path) -> None:
    """One that registers with pydantic is not even imported."""
    about = tmp_path / "listener-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: listener\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[pydantic]\nlistener = listener:plugin\n")
    (tmp_path / "listener.py").write_text("print('heard')\nplugin = None\n")
    path = os.pathsep.join([str(tmp_path), *sys.path])
    found = subprocess.run(
        [sys.executable, "-c", _READ],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout == "at=1\n"


def test_the_list_of_what_is_installed_is_not_read() -> None:
    """It takes 10 ms and 2 MiB of each start, for packages that are not loaded."""
    found = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys\nsys.path[:] = {sys.path!r}\n{_READ}{_LISTED}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout == "at=1\nFalse\n"
