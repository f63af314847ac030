"""The journal of a running session: a small TinyDB file of its own, which one program writes.

Its lock is held as long as that program has the session open. Its first record is the session as
it was opened, each further one a step; an answer is one write and one sync into blanks that were
written when the journal was made.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from data.files.private_files import (
    UnsafePathError,
    create_private,
    open_private,
    read_private,
    sync_directory,
    write_all,
)
from data.session.events import Event, one_step
from data.session.session import Session
from data.session.session_json import event_document
from data.store.errors import DamageError, NewerError
from data.store.files.format.append_file import (
    END,
    PAGE,
    AppendFile,
    is_at,
    lines_of,
    parse_header,
    render_header,
    verified,
)
from data.store.files.format.hash_chain import Fields, Head
from data.store.files.format.locks import try_lock
from data.store.files.format.records import Codec, joined, parts, salt
from data.text.dates import moment_text
from data.text.outside_text import one_line

RESERVE: Final = 128 * 1024
"""Bytes of blanks written ahead, so that an answer needs no new room on the disk."""

STEPS: Final = "steps"
SUFFIX: Final = ".json"
DONE: Final = ".done"


def journal_path(directory: Path, session_id: str) -> Path:
    """The path of an open session's journal."""
    return directory / f"{session_id}{SUFFIX}"


@dataclass(slots=True)
class Journal:
    """The open journal of a session that this program writes.

    Attributes:
        path: its file.
        based_on: number of the record in the main file with which the session was opened; 0 for
            a new session.
        steps: how many were added.
    """

    path: Path
    based_on: int
    _append_file: AppendFile
    _codec: Codec
    steps: int = field(default=0)

    @classmethod
    def begin(
        cls,
        directory: Path,
        session: Session,
        codec: Codec,
        main: Head,
        based_on: int,
    ) -> Journal:
        """Make the journal of a session and hold its lock.

        Args:
            directory: where journals are.
            session: as it is now.
            codec: how records are written.
            main: the head of the main file, which the journal so bears witness to.
            based_on: number of the session's record there; 0 when it has none.

        Raises:
            FileExistsError: when there is a journal of the session already.
            OSError: when its room cannot be reserved; nothing is left then.
        """
        path = journal_path(directory, session.id)
        with _new_file(path) as descriptor:
            append_file, codec = _reserved(descriptor, session, codec, main, based_on)
        try:
            sync_directory(directory)
        except BaseException:
            append_file.close()
            path.unlink()
            raise
        return cls(path, based_on, append_file, codec)

    def append(self, events: Sequence[Event]) -> None:
        """Add one step, all its events or none; durable when this returns.

        Raises:
            OSError: when it is not added.
        """
        step = [event_document(event) for event in one_step(events)]
        if step:
            if not self._append_file.is_at(self.path):
                raise FileNotFoundError(errno.ENOENT, "gone", str(self.path))
            self._append_file.append(self._codec.pack(self._append_file.head, {}, {"events": step}))
            self.steps += 1

    def discard(self) -> None:
        """Remove the journal: it is empty, or its steps are stored in the main file."""
        with contextlib.suppress(OSError):
            self.path.unlink()
        self._append_file.close()

    def close(self) -> None:
        """Close the journal and leave it for the next program to recover."""
        self._append_file.close()


@contextlib.contextmanager
def _new_file(path: Path) -> Iterator[int]:
    """A new locked file that gets its name after the body; on failure nothing is left.

    Raises:
        FileExistsError: when the name is taken.
        OSError: when it cannot be made.
    """
    temporary = path.with_name(f".{path.stem}.{secrets.token_hex(8)}.tmp")
    descriptor = create_private(temporary)
    try:
        # Locked before it has its name: no other program ever sees it without an owner.
        try_lock(descriptor)
        yield descriptor
        os.link(temporary, path)
    except BaseException:
        os.close(descriptor)
        raise
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


@contextlib.contextmanager
def claimed(directory: Path, session_id: str) -> Iterator[None]:
    """Keep every program, this one included, from opening a session; uses no disk space.

    Raises:
        FileExistsError: when a program has it open.
        OSError: when it cannot be claimed.
    """
    path = journal_path(directory, session_id)
    with _new_file(path) as descriptor:
        pass
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            path.unlink()
        os.close(descriptor)


def _reserved(
    descriptor: int, session: Session, codec: Codec, main: Head, based_on: int
) -> tuple[AppendFile, Codec]:
    """Write the first record and the blanks behind it in one go."""
    genesis = secrets.token_hex(32)
    about = {
        "genesis": genesis,
        "journal": session.id,
        "main": {"number": main.number, "digest": main.digest},
        "based_on": based_on,
        "holder": _ourselves(),
        **({"seal": codec.seal} if codec.seal else {}),
    }
    header = render_header(about, STEPS)
    write_all(descriptor, header + END, 0)
    append_file = AppendFile(descriptor, Head(0, genesis), len(header), reserve=RESERVE)
    codec = codec.for_journal(about)
    append_file.append(codec.pack(append_file.head, *parts(session, salt())))
    return append_file, codec


@dataclass(frozen=True, slots=True)
class Recorded:
    """The content of a journal.

    Attributes:
        session: with every step that can be verified.
        salted: the salt for its record in the main file.
        main: the head of the main file when the journal was begun.
        based_on: number of the record with which the session was opened; 0 for a new one.
        steps: how many steps it adds.
        lost: how many further lines are there that cannot be trusted.
    """

    session: Session
    salted: str
    main: Head
    based_on: int
    steps: int
    lost: int


def read_journal(path: Path, codec: Codec) -> Recorded:
    """Read a journal, which another program may be writing, as far as it can be verified.

    Raises:
        FileNotFoundError: when there is none, or only a claim.
        DamageError: when not even its first record can be.
        KeyMissingError: when it is sealed and the key is missing.
        OSError: when it cannot be read.
    """
    if not (content := read_private(path)):
        raise FileNotFoundError(errno.ENOENT, "claimed only", str(path))
    about, texts = parse_header(content[:PAGE]), lines_of(content[PAGE:])
    lines = list(verified(iter(texts), about["genesis"]))
    if not lines or not _is_about(about):
        raise DamageError("is damaged")
    codec = codec.for_journal(about)
    first, steps = codec.unpack(lines[0]), list[Fields]()
    with contextlib.suppress(DamageError):
        # From a step on that somebody else wrote, nothing can be trusted.
        steps += map(codec.unpack, lines[1:])
    return Recorded(
        session=joined(first, steps),
        salted=str(first["_s"]),
        main=Head(about["main"]["number"], about["main"]["digest"]),
        based_on=about["based_on"],
        steps=len(steps),
        lost=len(texts) - 1 - len(steps),
    )


def _is_about(about: Fields) -> bool:
    match about:
        case {"main": {"number": int(), "digest": str()}, "based_on": int(), "journal": str()}:
            return True
    return False


def holder(path: Path) -> str:
    """The program that has a session open, in words with a blank before; empty if not known."""
    with contextlib.suppress(OSError, UnsafePathError, DamageError, NewerError):
        said = str(parse_header(read_private(path)[:PAGE]).get("holder", ""))
        return f" ({one_line(said, 80)})" if said else ""
    return ""


def _ourselves() -> str:
    """The process, its terminal and the time, by which a person finds a program."""
    where = ""
    with contextlib.suppress(OSError):
        where = f" on {os.ttyname(0)}"
    return f"process {os.getpid()}{where}, since {moment_text(datetime.now(UTC))}"


def adopt(path: Path) -> int | None:
    """Lock a journal whose program has ended; None if one runs or the journal is gone.

    Raises:
        UnsafePathError, OSError: when it cannot be opened.
    """
    try:
        descriptor = open_private(path, os.O_RDWR)
    except FileNotFoundError:
        return None
    if try_lock(descriptor) and is_at(path, descriptor):
        return descriptor
    os.close(descriptor)
    return None


def is_running(path: Path) -> bool:
    """Return whether a program holds the lock of a journal."""
    try:
        descriptor = open_private(path, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        return not try_lock(descriptor)
    finally:
        os.close(descriptor)
