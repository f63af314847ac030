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
    parts = json.loads(one[-1].read_text())
    assert parts["bomFormat"] == "CycloneDX"
    with tarfile.open(one[2]) as archive:
        archive.extractall(tmp_path, filter="data")
    (folder,) = tmp_path.glob("*-offline")
    cut = ["unshare", "--net"] if os.geteuid() == 0 and shutil.which("unshare") else []
    alone = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PIP_NO_INDEX": "1"}
    install = [*cut, str(folder / "install.sh"), str(tmp_path / "place")]
    subprocess.run(install, check=True, env=alone, capture_output=True)
    done = subprocess.run(
        [*cut, str(tmp_path / "place" / "bin" / "spinepath"), "evaluate", "-"],
        input=b'{"findings": {"age_years": 72}}',
        env=alone,
        check=True,
        capture_output=True,
    )
    assert b"NEXT STEP" in done.stdout
