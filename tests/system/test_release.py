"""A release: the same bytes twice, and an installation without a network."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
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
