"""Make a release in a directory: wheel, sdist, offline bundle, list of parts, their licences.

`python -m tests.release OUT` needs the extra `release` and a network, or pip's own cache. Two runs
on the same commit, system and Python give the same bytes. `--lock` first renews the locked
requirements that the bundle is made from: those of the program and of its extra `encryption`, as a
ward that wants its sessions sealed has no other way to that package.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
from pathlib import Path
from typing import Any, Final

HOUSE: Final = Path(__file__).parents[2]
LOCKED: Final = Path(__file__).with_name("requirements.txt")
EXTRA: Final = ("--extra", "encryption")
INSTALLER: Final = """\
#!/bin/sh
# Install Spinepath into a directory of its own, without a network: ./install.sh DIRECTORY
set -eu
here=$(cd "$(dirname "$0")" && pwd)
python3 -m venv "$1"
"$1/bin/python" -m pip install --quiet --no-index --find-links "$here/wheels" \\
    --require-hashes -r "$here/requirements.txt"
echo "Installed. Start it with $1/bin/spinepath"
"""
"""Installs from the bundle alone; a file that was altered is refused by its hash."""


def main() -> int:
    """Make the release that the command line asks for."""
    words = argparse.ArgumentParser(prog="python -m tests.release", description=__doc__)
    words.add_argument("out", type=Path)
    words.add_argument("--lock", action="store_true", help="renew the locked requirements first")
    options = words.parse_args()
    if options.lock:
        lock()
    for path in release(options.out):
        print(f"{_digest(path)}  {path.name}")
    return 0


def lock() -> None:
    """Lock the requirements for every system and Python from 3.11 on, each with its hashes."""
    LOCKED.parent.mkdir(exist_ok=True)
    flags = ("--universal", "--python-version", "3.11", "--generate-hashes", *EXTRA)
    quiet = ("--no-emit-index-url", "--no-header", "--quiet", "--no-annotate")
    _run("uv", "pip", "compile", "pyproject.toml", *flags, *quiet, "--output-file", str(LOCKED))


def release(out: Path) -> list[Path]:
    """Make all files of a release in a new directory.

    Raises:
        FileExistsError: when the directory is there.
        subprocess.CalledProcessError: when a step fails.
    """
    out.mkdir(parents=True)
    _run(sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(HOUSE))
    (wheel,) = out.glob("*.whl")
    (sdist,) = out.glob("*.tar.gz")
    folder = out / f"{wheel.name.split('-py3')[0]}-offline"
    _fill(folder, wheel)
    parts = _parts(folder, wheel.name.split("-")[1], out / "parts.cdx.json")
    licences = _licences(parts, out / "licences.txt")
    for path in (parts, licences):
        shutil.copy(path, folder)
    bundle = _archive(folder)
    shutil.rmtree(folder)
    return [wheel, sdist, bundle, parts, licences]


def _fill(folder: Path, wheel: Path) -> None:
    """Write everything that an installation without a network needs into a new folder."""
    wheels = folder / "wheels"
    _run(
        *(sys.executable, "-m", "pip", "download", "--quiet", "--require-hashes"),
        *("--only-binary", ":all:", "--dest", str(wheels), "-r", str(LOCKED)),
    )
    shutil.copy(wheel, wheels)
    name, version, *_ = wheel.name.split("-")
    ours = f"{name}=={version} --hash=sha256:{_digest(wheel)}\n"
    (folder / "requirements.txt").write_text(LOCKED.read_text() + ours)
    installer = folder / "install.sh"
    installer.write_text(INSTALLER)
    installer.chmod(0o755)


def _parts(folder: Path, version: str, path: Path) -> Path:
    """Write the list of parts (SBOM, CycloneDX) of what the bundle installs, by installing it."""
    with tempfile.TemporaryDirectory() as place:
        venv.create(place)
        python = str(Path(place, "bin", "python"))
        _run(
            *(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index"),
            *("--find-links", str(folder / "wheels"), "--require-hashes"),
            *("-r", str(folder / "requirements.txt")),
        )
        _run(
            *(sys.executable, "-m", "cyclonedx_py", "environment", python),
            *("--pyproject", "pyproject.toml", "--output-reproducible"),
            *("--of", "JSON", "--output-file", str(path)),
        )
    parts = json.loads(path.read_text())
    # pyproject.toml leaves the version to the code, so the tool cannot state it.
    parts["metadata"]["component"]["version"] = version
    path.write_text(json.dumps(parts, indent=1, sort_keys=True) + "\n")
    return path


def _licences(parts: Path, path: Path) -> Path:
    """Write name, version and licence of each part, a line each, as its own package states it."""
    lines = [
        f"{part['name']} {part['version']}: {_stated(part.get('licenses', []))}\n"
        for part in json.loads(parts.read_text())["components"]
    ]
    path.write_text("".join(sorted(lines)))
    return path


def _stated(licences: list[dict[str, Any]]) -> str:
    """The licences that a package states; the same one stated twice is said once."""
    names = {
        str(one.get("expression") or one["license"].get("id") or one["license"].get("name"))
        for one in licences
    }
    return ", ".join(sorted(names)) or "states none"


def _archive(folder: Path) -> Path:
    """A folder as an archive whose bytes depend on its files alone."""
    path = folder.with_name(f"{folder.name}.tar.gz")
    with (
        path.open("wb") as file,
        gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for member in sorted(folder.rglob("*")):
            if member.is_file():
                archive.add(member, str(member.relative_to(folder.parent)), filter=_plain)
    return path


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.mtime = _epoch()
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o755 if member.name.endswith(".sh") else 0o644
    return member


def _epoch() -> int:
    """The time of the commit that is released, in seconds."""
    words = ["git", "log", "-1", "--format=%ct"]
    return int(subprocess.run(words, cwd=HOUSE, check=True, capture_output=True).stdout)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _run(*words: str) -> None:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(_epoch())}
    subprocess.run(words, cwd=HOUSE, check=True, env=environment, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
