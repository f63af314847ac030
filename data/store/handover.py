"""One session sealed with a passphrase, for whoever takes the patient over.

The file says of itself what it is and how its key is wrapped; all else is sealed, so that it can
be sent as any file is. The passphrase goes another way.
"""

from __future__ import annotations

import json
import zlib
from typing import Final

from data.store.errors import DamageError, KeyMissingError
from data.store.files.encryption.keys import (
    decrypted,
    derived,
    encrypted,
    new_key,
    require_encryption,
    unwrapped,
    wrapped,
)
from data.store.files.format.hash_chain import dumps

_MARK: Final = "spinepath handover"
_BEGINS: Final = b'{"file":"spinepath handover"'
_PURPOSE: Final = b"handover"
_LARGEST: Final = 8_000_000
"""Bytes that a session may have once it is opened; a smaller file can claim any size."""


def is_handover(content: bytes) -> bool:
    """Return whether the content of a file is a sealed session."""
    return content.startswith(_BEGINS)


def sealed(session: str, passphrase: str) -> str:
    """A session file, sealed.

    Args:
        session: as `sessions export --format json` writes it.
        passphrase: opens it again.

    Raises:
        ExtraMissingError: when the package that seals is missing.
        KeyMissingError: when the passphrase cannot be read.
    """
    require_encryption()
    key = new_key()
    seal = wrapped(key, passphrase)
    box = encrypted(derived(key, _PURPOSE), zlib.compress(session.encode()), dumps(seal))
    return json.dumps({"file": _MARK, "seal": seal, "box": box}, separators=(",", ":")) + "\n"


def opened(content: bytes, passphrase: str) -> bytes:
    """The session file that was sealed.

    Raises:
        ExtraMissingError: when the package that opens it is missing.
        KeyMissingError: when the passphrase is not the right one.
        DamageError: when the file is damaged.
    """
    require_encryption()
    if not is_handover(content):
        raise DamageError("is no sealed session")
    try:
        found = json.loads(content)
        seal, box = dict(found["seal"]), str(found["box"])
    except (ValueError, LookupError, TypeError):
        raise DamageError("is damaged") from None
    key = unwrapped(seal, passphrase)
    try:
        packed = decrypted(derived(key, _PURPOSE), box, dumps(seal))
        unpacking = zlib.decompressobj()
        session = unpacking.decompress(packed, _LARGEST)
    except (KeyMissingError, ValueError, zlib.error):
        raise DamageError("was altered") from None
    if unpacking.unconsumed_tail:
        raise DamageError("holds more than a session")
    return session
