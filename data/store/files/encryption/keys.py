"""The keys of a sealed store.

A random data key stands in the header of each file, wrapped with AES-256-GCM under what scrypt
makes of the passphrase. HKDF derives a key for each purpose from it: nothing is sealed and signed
with the same key.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import secrets
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any, Final

from data.store.errors import DamageError, ExtraMissingError, KeyMissingError
from data.store.files.format.hash_chain import dumps
from data.text.typed_secret import spellings

_COST: Final = 2**17
"""scrypt's N; with r = 8 it takes 128 MiB and about half a second, which is what OWASP's password
storage cheat sheet asks for at least."""

_MOST_COST: Final = 2**20
_BLOCK: Final = 8
_MEMORY: Final = 2**30
_NONCE: Final = 12
_KEY: Final = 32
_WRONG: Final = "the passphrase is not the right one"
_NOT_UTF8: Final = (
    "the passphrase cannot be read: this terminal sends another encoding than UTF-8. Use one that"
    " sends UTF-8"
)


def require_encryption() -> None:
    """Require the optional package that seals and opens records.

    Raises:
        ExtraMissingError: when it is not installed.
    """
    if find_spec("cryptography") is None:
        raise ExtraMissingError(
            "encryption needs a package that is not installed. To install it: pip install"
            " 'spinepath[encryption]'"
        )


def new_key() -> bytes:
    """A random data key."""
    return secrets.token_bytes(_KEY)


def wrapped(key: bytes, passphrase: str, **more: str | int) -> dict[str, Any]:
    """The part of a header that gives the data key to whoever knows the passphrase.

    Args:
        key: the data key.
        passphrase: as it was typed.
        more: fields that are readable, and protected against change.

    Raises:
        KeyMissingError: when the passphrase cannot be read.
    """
    typed, *_ = spellings(passphrase) or (b"",)
    if not typed:
        raise KeyMissingError(_NOT_UTF8)
    salt = secrets.token_bytes(16)
    made = {"kdf": "scrypt", "n": _COST, "r": _BLOCK, "p": 1, "salt": salt.hex(), **more}
    return {**made, "key": encrypted(_stretched(made, typed), key, dumps(made))}


def unwrapped(seal: Mapping[str, Any], passphrase: str) -> bytes:
    """The data key of a file.

    Raises:
        KeyMissingError: when the passphrase is not the right one.
        DamageError: when that part of the header is damaged.
    """
    made = {key: value for key, value in seal.items() if key != "key"}
    try:
        cost = made["n"] * made["r"] * made["p"]
        if made["kdf"] != "scrypt" or not cost <= _MOST_COST * _BLOCK:
            raise DamageError("is damaged at its beginning")
        for typed in spellings(passphrase):
            with contextlib.suppress(KeyMissingError):
                return decrypted(_stretched(made, typed), seal["key"], dumps(made))
    except (LookupError, TypeError, ValueError):
        raise DamageError("is damaged at its beginning") from None
    raise KeyMissingError(_WRONG if spellings(passphrase) else _NOT_UTF8)


def _stretched(made: Mapping[str, Any], typed: bytes) -> bytes:
    return hashlib.scrypt(
        typed,
        salt=bytes.fromhex(made["salt"]),
        n=made["n"],
        r=made["r"],
        p=made["p"],
        maxmem=_MEMORY,
        dklen=_KEY,
    )


def derived(key: bytes, purpose: bytes) -> bytes:
    """The key for a purpose."""
    # Imported here, as below: most stores are not sealed, and it takes a while.
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), _KEY, salt=None, info=b"spinepath " + purpose).derive(key)


def signature(key: bytes, text: bytes) -> bytes:
    """The HMAC-SHA256 of a text, in hexadecimal digits."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.hmac import HMAC

    made = HMAC(key, SHA256())
    made.update(text)
    return made.finalize().hex().encode()


def encrypted(key: bytes, text: bytes, bound: bytes, nonce_key: bytes = b"") -> str:
    """A text sealed with AES-256-GCM so that it opens only with the data it is bound to.

    Args:
        key: seals it.
        text: what is sealed.
        bound: what it is bound to.
        nonce_key: makes the nonce of text and bound data, so that a record that a crash took, and
            that its journal gives back, is the same again; without it the nonce is random.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE)
    if nonce_key:
        nonce = bytes.fromhex(signature(nonce_key, bound + text).decode())[:_NONCE]
    return base64.b64encode(nonce + AESGCM(key).encrypt(nonce, text, bound)).decode()


def decrypted(key: bytes, box: str, bound: bytes) -> bytes:
    """The text in a box.

    Raises:
        KeyMissingError: when key, box or bound data are not the right ones.
        ValueError: when it is no box.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    sealed = base64.b64decode(box, validate=True)
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], bound)
    except InvalidTag:
        raise KeyMissingError(_WRONG) from None
