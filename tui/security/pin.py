"""The PIN that unlocks the screen, stored as a scrypt hash in a private file."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from pathlib import Path
from typing import Final

from data.files.private_files import (
    UnsafePathError,
    create_file,
    private_directory,
    read_private,
    replace_file,
)
from data.text.os_errors import reason_of
from data.text.typed_secret import spellings

FILE: Final = "pin.json"
SHORTEST: Final = 4
LONGEST: Final = 64

_COST: Final = 2**15
_BLOCK: Final = 8
_MEMORY: Final = 64 * 1024 * 1024
_LARGEST: Final = 1000


class PinError(Exception):
    """The PIN cannot be read or kept; the message is a sentence for the user."""


def fault(pin: str) -> str:
    """The reason why a PIN is refused; empty if it is not."""
    if not SHORTEST <= len(pin) <= LONGEST or not pin.isprintable() or not spellings(pin):
        return f"A PIN has {SHORTEST} to {LONGEST} letters or figures."
    if len(set(pin)) == 1:
        return "A PIN of one repeated character is no lock."
    return ""


def is_set(directory: Path) -> bool:
    """Return whether there is a PIN, even one that cannot be read."""
    return os.path.lexists(directory / FILE)


def keep(directory: Path, pin: str) -> None:
    """Store a PIN in place of the old one.

    Raises:
        PinError: when it cannot be taken or kept.
    """
    if words := fault(pin):
        raise PinError(words)
    salt = secrets.token_bytes(16)
    document = {
        "salt": salt.hex(),
        "hash": _hash(spellings(pin)[0], salt).hex(),
        "n": _COST,
        "r": _BLOCK,
    }
    content = json.dumps(document).encode()
    try:
        private_directory(directory)
        write = replace_file if is_set(directory) else create_file
        write(directory / FILE, content)
    except UnsafePathError as error:
        raise PinError(f"The PIN is not kept: {error}") from error
    except OSError as error:
        raise PinError(f"The PIN is not kept: {reason_of(error)}.") from error


def take_off(directory: Path) -> None:
    """Remove the PIN.

    Raises:
        PinError: when it cannot be removed.
    """
    try:
        (directory / FILE).unlink(missing_ok=True)
    except OSError as error:
        raise PinError(f"The PIN stays: {reason_of(error)}.") from error


def fits(directory: Path, pin: str) -> bool:
    """Return whether this is the PIN.

    Raises:
        PinError: when the file cannot be read or understood; nothing unlocks then.
    """
    try:
        document = json.loads(read_private(directory / FILE)[:_LARGEST])
        salt, kept = bytes.fromhex(document["salt"]), bytes.fromhex(document["hash"])
        cost, block = int(document["n"]), int(document["r"])
        given = [_hash(typed, salt, cost, block) for typed in spellings(pin)]
    except (OSError, UnsafePathError, ValueError, TypeError, KeyError) as error:
        raise PinError("The PIN cannot be read. Set it anew: spinepath config pin") from error
    return any(hmac.compare_digest(one, kept) for one in given)


def _hash(typed: bytes, salt: bytes, cost: int = _COST, block: int = _BLOCK) -> bytes:
    return hashlib.scrypt(typed, salt=salt, n=cost, r=block, p=1, maxmem=_MEMORY)
