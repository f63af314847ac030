"""A release: the same bytes twice, and an installation without a network."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.release import __main__ as releasing
from tui import __version__

needs_tools = pytest.mark.skipif(
    not all(map(find_spec, ("build", "hatchling", "cyclonedx_py"))),
    reason="the extra `release` is not installed",
)


def test_the_locked_requirements_name_every_package_with_hashes() -> None:
    text = releasing.LOCKED.read_text()
    names = {line.split("==")[0] for line in text.splitlines() if "==" in line}
    assert {"textual", "rich", "pydantic", "tinydb", "platformdirs", "tomli"} <= names
    assert text.count("--hash=sha256:") >= len(names)
    assert "://" not in text


@pytest.mark.slow
@pytest.mark.skipif(find_spec("uv") is None, reason="uv is not installed")
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
@pytest.mark.parametrize("system", ["linux", "macos", "windows"])
def test_every_locked_package_has_a_wheel_for_a_system_and_python(
    tmp_path: Path, system: str, python: str
) -> None:
    chosen = ["--python-version", python, "--python-platform", system, "--only-binary", ":all:"]
    words = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-header", *chosen]
    made = tmp_path / "requirements.txt"
    subprocess.run([*words, str(releasing.LOCKED), "--output-file", str(made)], check=True)
    locked = {line.split(" ")[0] for line in releasing.LOCKED.read_text().splitlines()}
    assert {line for line in made.read_text().splitlines() if "==" in line} <= locked


@pytest.mark.slow
@needs_tools
def test_a_release_is_reproducible_and_installs_without_a_network(tmp_path: Path) -> None:
    one, other = (releasing.release(tmp_path / name) for name in ("one", "other"))
    assert [path.name for path in one] == [path.name for path in other]
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]
    files = {path.suffix: path for path in one}
    _states_its_parts(files[".json"], files[".txt"])
    with tarfile.open(one[2]) as archive:
        archive.extractall(tmp_path, filter="data")
    (folder,) = tmp_path.glob("*-offline")
    _run_offline(tmp_path, str(folder / "install.sh"), str(tmp_path / "place"))
    _advises(tmp_path, tmp_path / "place")
    sealed = _run_offline(tmp_path, str(tmp_path / "place/bin/python"), "-c", "import cryptography")
    assert not sealed.stderr, "the bundle brings what seals sessions"


@pytest.mark.slow
@needs_tools
def test_the_program_runs_without_any_of_its_extras(tmp_path: Path) -> None:
    releasing.release(tmp_path / "release")
    (bundle,) = (tmp_path / "release").glob("*-offline.tar.gz")
    with tarfile.open(bundle) as archive:
        archive.extractall(tmp_path, filter="data")
    (wheels,) = tmp_path.glob("*-offline/wheels")
    place = tmp_path / "place"
    _run_offline(tmp_path, sys.executable, "-m", "venv", str(place))
    pip = (str(place / "bin/python"), "-m", "pip", "install", "--quiet", "--no-index")
    _run_offline(tmp_path, *pip, "--find-links", str(wheels), "spinepath")
    _advises(tmp_path, place)
    program = str(place / "bin/spinepath")
    sealing = _run_offline(tmp_path, program, "store", "encrypt", fails=True)
    assert b"spinepath[encryption]" in sealing.stderr


def _states_its_parts(parts: Path, licences: Path) -> None:
    listed = json.loads(parts.read_text())
    assert listed["bomFormat"] == "CycloneDX"
    assert listed["metadata"]["component"]["version"] == __version__
    names = {part["name"].lower().replace("_", "-") for part in listed["components"]}
    locked = {line.split("==")[0] for line in releasing.LOCKED.read_text().splitlines()}
    assert names - {"spinepath"} == {name for name in locked if name in names} >= {"textual"}
    assert len(licences.read_text().splitlines()) == len(listed["components"])
    assert "states none" not in licences.read_text()


def _advises(home: Path, place: Path) -> None:
    case = b'{"findings": {"age_years": 72}}'
    done = _run_offline(home, str(place / "bin" / "spinepath"), "evaluate", "-", given=case)
    assert b"NEXT STEP" in done.stdout


def _run_offline(
    home: Path, *words: str, given: bytes = b"", fails: bool = False
) -> subprocess.CompletedProcess[bytes]:
    """Run a command without a network, where this computer lets us cut it."""
    cut = ["unshare", "--net"] if os.geteuid() == 0 and shutil.which("unshare") else []
    alone = {"PATH": os.environ["PATH"], "HOME": str(home), "PIP_NO_INDEX": "1"}
    done = subprocess.run([*cut, *words], input=given, env=alone, check=False, capture_output=True)
    assert (done.returncode != 0) == fails, done.stderr
    return done
