"""Make a release in a directory: wheel, sdist, offline bundle, list of parts.

`python -m tests.release OUT` needs the extra `release` and a network, or pip's own cache. Two runs
on the same commit, system and Python give the same bytes. `--lock` first renews the locked
requirements that the bundle is made from.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Final

HOUSE: Final = Path(__file__).parents[2]
LOCKED: Final = HOUSE / ".release" / "requirements.txt"
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
    flags = ("--universal", "--python-version", "3.11", "--generate-hashes")
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
    bundle = _bundle(out, wheel)
    parts = out / "parts.cdx.json"
    _run(
        *(sys.executable, "-m", "cyclonedx_py", "requirements", str(LOCKED)),
        *("--output-reproducible", "--of", "JSON", "--output-file", str(parts)),
    )
    return [wheel, sdist, bundle, parts]


def _bundle(out: Path, wheel: Path) -> Path:
    """Everything that an installation without a network needs, in one archive."""
    folder = out / f"{wheel.name.split('-py3')[0]}-offline"
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
    archive = _archive(folder)
    shutil.rmtree(folder)
    return archive


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
