"""The program where things are missing or in the way: home, path, archive, directory, pipe."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipapp
from pathlib import Path

import pytest

from data.content.loader import Content
from data.store import Store
from tests.support.seed_patient import PAIN, seen
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
    assert done.returncode == 1
    assert b"unpack the archive" in done.stderr
    assert b"fault in the program" not in done.stderr


@pytest.mark.slow
def test_a_relative_name_without_a_working_directory_is_refused_in_a_sentence(
    tmp_path: Path, content: Content
) -> None:
    session, store = seen(content, PAIN), Store.open(tmp_path / "store")
    store.create(session)
    store.close()
    gone = tmp_path / "gone"
    gone.mkdir()
    code = f"import os; os.chdir({str(gone)!r}); os.rmdir({str(gone)!r})\n{MAIN}"
    place = {"SPINEPATH_DATA": str(tmp_path / "store")}
    done = run(code, "sessions", "export", session.id, "--out", "x.txt", more=place)
    assert done.returncode == 1
    assert b"is gone. Give the whole path" in done.stderr
    lines = session.id.encode() + b"\nexport text x.txt\n"
    gone.mkdir()
    done = run(code, "--plain", given=lines, more=place)
    assert done.returncode == 2
    assert b"is gone. Give the whole" in b" ".join(done.stdout.split())


@pytest.mark.slow
@pytest.mark.parametrize("name", ["store/sessions.json", "config.toml"])
def test_a_named_pipe_is_not_waited_for(tmp_path: Path, name: str) -> None:
    Store.open(tmp_path / "store").close()
    (tmp_path / name).unlink(missing_ok=True)
    os.mkfifo(tmp_path / name, 0o600)
    place = {
        "SPINEPATH_DATA": str(tmp_path / "store"),
        "SPINEPATH_CONFIG": f"{tmp_path}/config.toml",
    }
    for words in (["--plain"], ["config"], ["sessions"]):
        done = run(MAIN, *words, given=b"quit\n", more=place)
        assert done.returncode in (0, 1, 2)
        assert b"Traceback" not in done.stderr
