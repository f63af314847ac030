"""The file of signatures, beside the content and never in it: one JSON object a line.

A hospital keeps one file for all its accounts, named by SPINEPATH_REVIEWS, that only whoever keeps
the signatures may write: content that a ward account could sign for everybody would be signed by
nobody. Without that name each user has a file of their own beside their sessions.

Lines are only ever added, so no signature is lost when two are given at once, and what was said
stays on record after it is withdrawn. A file with a line that cannot be read counts for nothing:
that line may have been a withdrawal.
"""

from __future__ import annotations

import fcntl
import json
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, Strict

from data.content.loader import Content
from data.content.review import Review, ReviewStatus, Signature
from data.files.data_directory import NoHomeError, expanded_path
from data.files.private_files import UnsafePathError, private_directory, sync_directory
from data.input.faults import Fault, FaultyInputError
from data.input.model import Model, Moment, read
from data.input.strict_json import parse_strictly
from data.text.os_errors import reason_of
from data.text.outside_text import one_line
from engine.diagram.compiler import Compiled

FILE: Final = "reviews.jsonl"
_NAMED_BY: Final = "SPINEPATH_REVIEWS"
LONGEST_NAME: Final = 80
LARGEST_FILE: Final = 50_000_000
"""Bytes; a larger file is refused unread."""

_MODE: Final = 0o644
_OTHERS_WRITE: Final = 0o022


class ReviewFileError(FaultyInputError):
    """The signatures cannot be read or kept."""


def review_file() -> Path:
    """The path of the signatures: $SPINEPATH_REVIEWS, else beside the user's sessions."""
    if named := os.environ.get(_NAMED_BY):
        return expanded_path(named)
    from data.files.data_directory import data_directory

    return data_directory() / FILE


def place_to_sign() -> Path:
    """The file of signatures, its directory made if it is the user's own.

    Raises:
        ReviewFileError: when it cannot be made, or others could enter it.
    """
    path = review_file()
    if not os.environ.get(_NAMED_BY):
        try:
            private_directory(path.parent)
        except (OSError, UnsafePathError) as error:
            raise _refused(path, str(error)) from error
    return path


def clean_name(text: str) -> str:
    """A name or role as it is kept.

    Raises:
        ValueError: when it is empty, too long, or not printable on one line.
    """
    name = " ".join(text.split(" ")).strip()
    if not any(map(str.isalpha, name)):
        raise ValueError("has no letter in it")
    if len(name) > LONGEST_NAME:
        raise ValueError(f"is longer than {LONGEST_NAME} characters")
    if one_line(name, LONGEST_NAME) != name:
        raise ValueError("has characters that do not print on one line")
    return name


def _clean_text(text: str) -> str:
    if not text or one_line(text, LONGEST_NAME) != text:
        raise ValueError("does not print on one line")
    return text


_Text = Annotated[str, AfterValidator(_clean_text)]
_Name = Annotated[str, AfterValidator(clean_name)]


class SignatureModel(Model):
    """A signature as a line of the file."""

    format: Literal[1]
    item: _Text
    digest: Annotated[str, Field(pattern="^[0-9a-f]{64}$", description="64 hexadecimal digits")]
    status: Annotated[ReviewStatus, Strict(strict=False)]
    by: _Name
    role: _Name
    at: Moment
    version: _Text


def read_signatures(path: Path) -> dict[str, tuple[Signature, ...]]:
    """The signatures in a file, by item, in order; none when there is no file.

    Raises:
        ReviewFileError: when it cannot be read, others may write it, or a line is no signature.
    """
    faults: list[Fault] = []
    found: dict[str, tuple[Signature, ...]] = {}
    for number, line in enumerate(_content(path).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            signature = _signature(line)
        except FaultyInputError as error:
            says = "; ".join(map(str, error.faults))
            faults.append(Fault(f"{path}, line {number}", f"no signature: {says}"))
            continue
        found[signature.item] = (*found.get(signature.item, ()), signature)
    if faults:
        raise ReviewFileError(faults)
    return found


def _signature(line: bytes) -> Signature:
    """The signature on a line.

    Raises:
        FaultyInputError: naming everything that is wrong with it.
    """
    faults: list[Fault] = []
    plain = parse_strictly(line, faults)
    if faults:
        raise FaultyInputError(faults)
    parts = dict(read(SignatureModel, plain))
    del parts["format"]
    return Signature(**parts)


def _content(path: Path) -> bytes:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise _refused(path, reason_of(error)) from error
    with os.fdopen(descriptor, "rb") as file:
        _require_trusted(path, os.fstat(descriptor))
        fcntl.flock(descriptor, fcntl.LOCK_SH)  # never read a line that is being written
        return file.read()


def _require_trusted(path: Path, state: os.stat_result) -> None:
    if not stat.S_ISREG(state.st_mode):
        raise _refused(path, "is not a file")
    if state.st_uid not in (0, os.geteuid()):
        raise _refused(path, "belongs to another user, who could sign for anybody")
    if state.st_mode & _OTHERS_WRITE:
        raise _refused(path, f"can be written by others; to close it: chmod go-w {path}")
    if state.st_size > LARGEST_FILE:
        raise _refused(path, f"is larger than {LARGEST_FILE:,} bytes")


def add_signatures(path: Path, signatures: Iterable[Signature]) -> None:
    """Add signatures to a file, durable when this returns.

    Raises:
        ReviewFileError: when they cannot be kept, or the file as it is cannot be read.
    """
    read_signatures(path)
    text = "".join(_lines(signatures))
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
    try:
        is_new = not path.exists()
        descriptor = os.open(path, flags, _MODE)
        with os.fdopen(descriptor, "ab") as file:
            if is_new:
                os.fchmod(descriptor, _MODE)  # names of reviewers, not of patients: all may read
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            file.write(text.encode())
            file.flush()
            os.fsync(descriptor)
        sync_directory(path.parent)
    except OSError as error:
        raise _refused(path, reason_of(error)) from error


def _lines(signatures: Iterable[Signature]) -> Iterator[str]:
    for s in signatures:
        names = {"by": clean_name(s.by), "role": clean_name(s.role)}
        at = s.at.isoformat(timespec="seconds")
        yield json.dumps({"format": 1, **asdict(s), **names, "at": at}) + "\n"


def reviewed(content: Content, compiled: Compiled, path: Path | None = None) -> Content:
    """The content with the signatures that stand; none do when they cannot be read.

    Args:
        content: what was read.
        compiled: its pathway.
        path: the file of signatures; None for the user's or the hospital's own.
    """
    try:
        signatures = read_signatures(path or review_file())
    except ReviewFileError as error:
        return replace(content, review=Review(fault=str(error.faults[0])))
    except NoHomeError:
        return content  # there is no place where the user could have signed
    if not signatures:
        return content
    from data.governance.item_digests import digests

    return replace(content, review=Review(signatures, digests(content, compiled)))


def _refused(path: Path, says: str) -> ReviewFileError:
    return ReviewFileError([Fault(str(path), says)])
