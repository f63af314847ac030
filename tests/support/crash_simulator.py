"""Crashes made to order: a log of every system call that changes a directory, and what the disk
may hold when the power goes after any of them.

The calls are made for real; the log only watches. From it, disks are built as a kill or a power
cut would leave them, under four models of what survives:

* `kill`: everything that was issued (the kernel goes on);
* `none`: only what was synced; changes of names need the sync of their directory;
* `sectors`: of what was not synced, any sectors of 512 bytes, and any changes of names;
* `junk`: of what was not synced, pages may hold garbage.
"""

from __future__ import annotations

import contextlib
import errno
import os
import random
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest

SECTOR = 512
PAGE = 4096
MODELS = ("kill", "none", "sectors", "junk")
STANDING = ("exists", "directory", "confirmed")
"""Lines of a log that are no call."""

_WITH_TARGET = ("link", "replace", "rename")
_NAMING = (*_WITH_TARGET, "unlink", "mkdir")
CALLS = ("open", "pwrite", "fsync", "fdatasync", "ftruncate", *_NAMING)


@dataclass(slots=True)
class Call:
    """One call that changed something, or an answer that was confirmed."""

    name: str
    file: int = 0
    offset: int = 0
    content: bytes = b""
    path: str = ""
    to: str = ""


@dataclass(slots=True)
class Log:
    """The calls in order, with what was acknowledged in between.

    Attributes:
        root: the directory that is watched.
        fail: called before each call with its name; may raise OSError or end the process.
        short: whether a write that is to fail writes its first half.
    """

    root: str
    fail: Callable[[str], None] = lambda _: None
    short: bool = False
    calls: list[Call] = field(default_factory=list)

    def confirm(self, what: str) -> None:
        """Note that something was acknowledged to the user."""
        self.calls.append(Call("confirmed", path=what))

    def note(self, call: Call) -> None:
        """Note a call that is about to be made, unless it is to fail."""
        self.fail(call.name)
        self.calls.append(call)

    @property
    def count(self) -> int:
        """The number of system calls."""
        return sum(call.name not in STANDING for call in self.calls)


class _Watch:
    """Stands in for the calls of `os` while a log is kept."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._real = {name: getattr(os, name) for name in (*CALLS, "close")}
        self._files: dict[int, int] = {}
        self._open: dict[int, int] = {}
        for place, directories, names in os.walk(log.root):
            log.calls += [Call("directory", path=str(Path(place, name))) for name in directories]
            for name in names:
                self._exists(Path(place, name))
        for name in [path.name for path in Path("/proc/self/fd").iterdir()]:
            # Journals may be open already; a name that was taken away since is still a file.
            with contextlib.suppress(OSError):
                inode = os.fstat(int(name)).st_ino
                if inode in self._files:
                    self._open[int(name)] = self._files[inode]

    def _exists(self, path: Path) -> None:
        inode, content = path.stat().st_ino, path.read_bytes()
        self._files[inode] = len(self._log.calls) + 1
        call = Call("exists", self._files[inode], content=content, path=str(path))
        self._log.calls.append(call)

    def patches(self) -> dict[str, Callable[..., Any]]:
        """The replacement of each call."""
        found: dict[str, Callable[..., Any]] = {
            name: getattr(self, name) for name in ("open", "close", "pwrite", "ftruncate")
        }
        found |= {name: partial(self._sync, name) for name in ("fsync", "fdatasync")}
        found |= {name: partial(self._name, name) for name in _NAMING}
        return found

    def _inside(self, path: object) -> bool:
        return isinstance(path, str | os.PathLike) and str(path).startswith(self._log.root)

    def open(self, path: Any, flags: int, *rest: Any, **more: Any) -> int:
        if not self._inside(path):
            return int(self._real["open"](path, flags, *rest, **more))
        new = bool(flags & os.O_CREAT) and not os.path.lexists(path)
        if new:
            self._log.fail("open")
        descriptor = int(self._real["open"](path, flags, *rest, **more))
        inode = os.fstat(descriptor).st_ino
        if new:
            # Inodes are used again; numbers are not.
            self._files[inode] = len(self._log.calls) + 1
            self._log.calls.append(Call("open", self._files[inode], path=os.fspath(path)))
        self._open[descriptor] = self._files.get(inode, 0)
        return descriptor

    def close(self, descriptor: int) -> None:
        self._open.pop(descriptor, None)
        self._real["close"](descriptor)

    def pwrite(self, descriptor: int, content: Any, offset: int) -> int:
        if descriptor in self._open:
            try:
                self._log.note(Call("pwrite", self._open[descriptor], offset, bytes(content)))
            except OSError:
                if self._log.short:
                    self._real["pwrite"](descriptor, content[: len(content) // 2], offset)
                raise
        return int(self._real["pwrite"](descriptor, content, offset))

    def ftruncate(self, descriptor: int, size: int) -> None:
        if descriptor in self._open:
            self._log.note(Call("ftruncate", self._open[descriptor], size))
        self._real["ftruncate"](descriptor, size)

    def _sync(self, name: str, descriptor: int) -> None:
        if descriptor in self._open:
            where = str(Path(f"/proc/self/fd/{descriptor}").readlink())
            self._log.note(Call("sync", self._open[descriptor], path=where))
        self._real[name](descriptor)

    def _name(self, name: str, path: Any, *rest: Any, **more: Any) -> object:
        if self._inside(path):
            to = os.fspath(rest[0]) if rest and name in _WITH_TARGET else ""
            self._log.note(Call(name, path=os.fspath(path), to=to))
        return self._real[name](path, *rest, **more)


@contextmanager
def watched(log: Log) -> Iterator[Log]:
    """Watch every call that changes something below the root of the log."""
    patch = pytest.MonkeyPatch()
    for name, stand_in in _Watch(log).patches().items():
        patch.setattr(os, name, stand_in)
    try:
        yield log
    finally:
        patch.undo()


@dataclass(slots=True)
class _File:
    """A file on the simulated disk: what is safe, and what was written since."""

    safe: bytearray = field(default_factory=bytearray)
    pending: list[Call] = field(default_factory=list)

    def sync(self) -> None:
        for call in self.pending:
            _apply(self.safe, call)
        self.pending.clear()

    def survived(self, model: str, chance: random.Random) -> bytes:
        content = bytearray(self.safe)
        for call in self.pending:
            if model == "kill" or (model != "none" and call.name == "ftruncate"):
                if model == "kill" or chance.random() < 0.5:
                    _apply(content, call)
            elif model == "sectors":
                _some_sectors(content, call, chance)
            elif model == "junk":
                _some_pages(content, call, chance)
        return bytes(content)


def _apply(content: bytearray, call: Call) -> None:
    if call.name == "ftruncate":
        content.extend(bytes(max(0, call.offset - len(content))))
        del content[call.offset :]
        return
    content.extend(bytes(max(0, call.offset - len(content))))
    content[call.offset : call.offset + len(call.content)] = call.content


def _pieces(call: Call, size: int) -> Iterator[Call]:
    at, end = call.offset, call.offset + len(call.content)
    while at < end:
        stop = min(end, (at // size + 1) * size)
        begin = at - call.offset
        yield Call("pwrite", offset=at, content=call.content[begin : begin + stop - at])
        at = stop


def _some_sectors(content: bytearray, call: Call, chance: random.Random) -> None:
    share = chance.choice((0.1, 0.5, 0.9))
    for piece in _pieces(call, SECTOR):
        if chance.random() < share:
            _apply(content, piece)


def _some_pages(content: bytearray, call: Call, chance: random.Random) -> None:
    for piece in _pieces(call, PAGE):
        fate = chance.random()
        if fate < 0.4:
            _apply(content, piece)
        elif fate < 0.8:
            begin = piece.offset // PAGE * PAGE
            length = min(PAGE, max(len(content), piece.offset + len(piece.content)) - begin)
            _apply(content, Call("pwrite", offset=begin, content=chance.randbytes(length)))


class _Disk:
    """The content of a disk, and the part of it that is safe from a power cut."""

    def __init__(self) -> None:
        self.files: dict[int, _File] = {}
        self.names: dict[str, int] = {}
        self.safe: dict[str, int] = {}
        self.waiting: list[Call] = []
        self.directories: list[str] = []
        self.confirmed: list[str] = []

    def after(self, call: Call) -> None:
        """Take one more call."""
        if call.name == "confirmed":
            self.confirmed.append(call.path)
        elif call.name in ("mkdir", "directory"):
            self.directories.append(call.path)
        elif call.name == "exists":
            self.files[call.file] = _File(bytearray(call.content))
            self.names[call.path] = self.safe[call.path] = call.file
        elif call.name in ("pwrite", "ftruncate"):
            self.files[call.file].pending.append(call)
        elif call.name == "sync":
            self._sync(call)
        else:
            if call.name == "open":
                self.files[call.file] = _File()
            self.waiting.append(call)
            _rename(self.names, call)

    def _sync(self, call: Call) -> None:
        if call.file in self.files:
            self.files[call.file].sync()
            return
        for other in list(self.waiting):
            if str(Path(other.to or other.path).parent) == call.path:
                _rename(self.safe, other)
                self.waiting.remove(other)

    def survived(self, model: str, chance: random.Random) -> dict[str, bytes]:
        """The files that are there afterwards."""
        if model == "kill":
            left = self.names
        else:
            left = dict(self.safe)
            for call in self.waiting:
                if model != "none" and chance.random() < 0.5:
                    _rename(left, call)
        return {path: self.files[file].survived(model, chance) for path, file in left.items()}


def image(log: Log, count: int, model: str, seed: int, into: Path) -> list[str]:
    """Build a disk as it may be after some calls, and give what had been confirmed by then.

    Args:
        log: of the workload.
        count: how many of its entries happened.
        model: one of `MODELS`.
        seed: chooses what survives.
        into: where to build it.
    """
    disk = _Disk()
    for call in log.calls[:count]:
        disk.after(call)
    for path in disk.directories:
        (into / os.path.relpath(path, log.root)).mkdir(mode=0o700, parents=True, exist_ok=True)
    left = disk.survived(model, random.Random(f"{count} {model} {seed}"))
    for path, content in left.items():
        place = into / os.path.relpath(path, log.root)
        place.write_bytes(content)
        place.chmod(0o600)
    return disk.confirmed


def _rename(names: dict[str, int], call: Call) -> None:
    if call.name == "open":
        names[call.path] = call.file
    elif call.name == "unlink":
        names.pop(call.path, None)
    elif call.path in names:
        names[call.to] = names[call.path]
        if call.name != "link":
            del names[call.path]


def killed_at(number: int) -> Callable[[str], None]:
    """End the process, as `kill -9` does, before its n-th call."""
    seen = 0

    def fail(_: str) -> None:
        nonlocal seen
        seen += 1
        if seen == number + 1:
            os.kill(os.getpid(), signal.SIGKILL)

    return fail


def error_at(number: int, code: int, *, from_then_on: bool = False) -> Callable[[str], None]:
    """Make the n-th call fail, once or from then on."""
    seen = 0

    def fail(_: str) -> None:
        nonlocal seen
        seen += 1
        if seen == number + 1 or (from_then_on and seen > number):
            vars(fail)["failed"] = True
            raise OSError(code, os.strerror(code))

    vars(fail)["failed"] = False
    return fail


NO_ROOM = (errno.ENOSPC, errno.EIO, errno.EDQUOT)
