"""The directory of a store: its layout, and the check that it is safe to use."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from data.files.private_files import UnsafePathError, private_directory
from data.store.files.format.journal import DONE, SUFFIX

FILE: Final = "sessions.json"
LOCK: Final = "sessions.lock"
LIVE: Final = "live"
AWAITED_INDEX: Final = "owed.index"
"""The name stays, as stores have it: under another the old one would keep labels for good."""

_MOUNTS: Final = Path("/proc/self/mountinfo")
_REMOTE: Final = {
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "9p", "ceph", "glusterfs", "lustre", "ncpfs",
    "coda", "gfs2", "ocfs2", "beegfs", "davfs", "fuse.sshfs", "fuse.davfs", "fuse.glusterfs",
    "fuse.ceph", "fuse.rclone", "fuse.s3fs", "fuse.gvfsd-fuse",
}  # fmt: skip
"""File systems of other computers, where locks and flushes may mean nothing."""

_ESCAPES: Final = {"\\040": " ", "\\011": "\t", "\\012": "\n", "\\134": "\\"}


@dataclass(frozen=True, slots=True)
class StoreDirectory:
    """The directory of a store."""

    directory: Path

    @property
    def main(self) -> Path:
        """The file that holds the sessions."""
        return self.directory / FILE

    @property
    def lock(self) -> Path:
        """The lock of the main file."""
        return self.directory / LOCK

    @property
    def live(self) -> Path:
        """The directory of the journals of open sessions."""
        return self.directory / LIVE

    @property
    def awaited_index(self) -> Path:
        """The index of the sessions that await something."""
        return self.live / AWAITED_INDEX

    def prepare(self) -> None:
        """Make the directories, or check the ones that are there.

        Raises:
            UnsafePathError: when others could read them, or they are on another computer.
            OSError: when they cannot be made.
        """
        require_local(self.directory)
        for directory in (self.directory, self.live):
            private_directory(directory)

    def journals(self) -> list[Path]:
        """The journals of sessions that are open, or were when their program died."""
        return sorted(self.live.glob(f"[!.]*{SUFFIX}"))

    def closed_journals(self) -> list[Path]:
        """The journals of recently closed sessions, the oldest first."""
        found = [path for path in self.live.glob(f"*{DONE}") if path.name.split(".")[0].isdigit()]
        return sorted(found, key=number_of)

    def aside(self, kind: str) -> Path:
        """A new name beside the main file for a copy of it."""
        now = datetime.now(UTC)
        return self.directory / f"{FILE}.{kind}-{now:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"

    def set_aside_files(self) -> list[Path]:
        """Files beside the main file or journals: backups, torn ends, damaged files."""
        return sorted([*self.directory.glob(f"{FILE}.*"), *self.live.glob("*.damaged")])

    def leftovers(self) -> Iterator[Path]:
        """Temporary files that a crash left."""
        yield from self.directory.glob(f".{FILE}.*.tmp")
        yield from self.directory.glob(f".{FILE}.*.new")
        yield from self.live.glob(".*.tmp")


def number_of(done: Path) -> int:
    """The number of the record that holds the session of a closed journal."""
    return int(done.name.split(".")[0])


def _mounts() -> str:
    try:
        return _MOUNTS.read_text("utf-8", "replace")
    except OSError:
        return ""


def require_local(directory: Path, mounts: str | None = None) -> None:
    """Refuse a directory on a file system of another computer.

    Args:
        directory: need not exist yet.
        mounts: as in /proc/self/mountinfo; None for those of now.

    Raises:
        UnsafePathError: naming the file system.
    """
    if (kind := file_system(directory, mounts)) in _REMOTE:
        raise UnsafePathError(
            f"{directory} is on a network file system ({kind}), where locks and flushes cannot be"
            " relied on. Name a directory on a disk of this computer in SPINEPATH_DATA."
        )


def file_system(directory: Path, mounts: str | None = None) -> str:
    """The type of the file system that a directory is or would be on; empty when not known."""
    real = directory.resolve()
    best, kind = -1, ""
    for row in (_mounts() if mounts is None else mounts).splitlines():
        where, _, what = row.partition(" - ")
        fields = where.split()
        if len(fields) < 5 or not what:
            continue
        point = fields[4]
        for escape, character in _ESCAPES.items():
            point = point.replace(escape, character)
        # Later rows lie over earlier ones with the same mount point.
        if real.is_relative_to(point) and len(point) >= best:
            best, kind = len(point), what.split()[0]
    return kind
