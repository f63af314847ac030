"""The program where things are missing or in the way: home, path, archive, directory, pipe."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipapp
from pathlib import Path

import pytest

from tests.support.stores import ROOT

NO_HOME = """
import pwd, sys
def missing(_): raise KeyError
pwd.getpwuid = missing
from tui.cli.main import main
sys.exit(main(sys.argv[1:]))
"""
MORE: dict[str, str] = {}
MAIN = "import sys; from tui.cli.main import main; sys.exit(main(sys.argv[1:]))"


def run(
    code: str, *words: str, given: bytes = b"", more: dict[str, str] = MORE
) -> subprocess.CompletedProcess[bytes]:
    """Run the program in an environment without a home."""
    bare = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        input=given,
        capture_output=True,
        env=bare | more,
        timeout=60,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize("words", [["evaluate", "-"], ["content"], ["schema", "case"]])
def test_what_needs_no_home_works_without_one(words: list[str]) -> None:
    done = run(NO_HOME, *words, given=b'{"findings": {}}')
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.slow
@pytest.mark.parametrize("words", [["sessions"], ["config", "path"], ["doctor"], ["--plain"]])
def test_what_needs_a_home_says_so_in_a_sentence(words: list[str], tmp_path: Path) -> None:
    done = run(NO_HOME, *words)
    assert done.returncode == 1
    assert b"no home directory here; name a directory in SPINEPATH_" in done.stderr
    named = {"SPINEPATH_DATA": str(tmp_path), "SPINEPATH_CONFIG": str(tmp_path / "config.toml")}
    assert run(NO_HOME, *words, more=named, given=b"quit\n").returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize("other", ["data/__init__.py", "engine/__init__.py", "data.py"])
def test_packages_of_others_are_not_taken_for_ours(other: str, tmp_path: Path) -> None:
    path = tmp_path / other
    path.parent.mkdir(exist_ok=True)
    path.write_text("raise SystemExit('not ours')")
    paths = {"PYTHONPATH": f"{tmp_path}:{ROOT}", "SPINEPATH_DATA": str(tmp_path / "store")}
    done = run(MAIN, "sessions", more=paths)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.slow
def test_an_archive_says_that_it_has_to_be_unpacked(tmp_path: Path) -> None:
    for room in ("data", "engine", "tui"):
        shutil.copytree(ROOT / room, tmp_path / "app" / room)
    archive = tmp_path / "spinepath.pyz"
    zipapp.create_archive(tmp_path / "app", archive, main="tui.cli.main:main")
    done = subprocess.run([sys.executable, archive, "sessions"], capture_output=True, check=False)
    assert b"unpack the archive" in done.stderr
    assert b"fault in the program" not in done.stderr
