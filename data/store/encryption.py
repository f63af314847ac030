"""Optional encryption of a store with a passphrase.

Each record is compressed and sealed with AES-256-GCM under a random key of the store, bound to its
place in the chain. The key stands in the header of each file, wrapped with what scrypt makes of
the passphrase. What stays readable: how many records there are, their size, the id of each session
and the time of its last change.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import secrets
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from typing import Any, Final

from data.store.errors import DamageError, ExtraMissingError, KeyMissingError
from data.store.format.hash_chain import (
    ERASED,
    Fields,
    Head,
    Record,
    chained,
    dumps,
    numbered,
    read_line,
)
from data.store.format.records import Codec, Plain
from data.store.format.store_files import StoreFiles
from data.text.typed_secret import spellings

_COST: Final = 2**17
"""scrypt's N; with r = 8 it takes 128 MiB and about half a second, which is what OWASP's password
storage cheat sheet asks for at least."""

_MOST_COST: Final = 2**20
_BLOCK: Final = 8
_MEMORY: Final = 2**30
_NONCE: Final = 12
_KEY: Final = 32
_CHAIN: Final = ("_n", "_p", "_h")
_CLEAR: Final = ("_s", "id", "changed")
_SEALED: Final = "it is encrypted and needs its passphrase"
_WRONG: Final = "the passphrase is not the right one"
_NOT_UTF8: Final = (
    "the passphrase cannot be read: this terminal sends another encoding than UTF-8. Use one that"
    " sends UTF-8"
)


@dataclass(frozen=True, slots=True)
class EncryptedCodec:
    """The codec of an encrypted store."""

    key: bytes
    seal: Fields

    def pack(self, head: Head, clear: Fields, secret: Fields) -> Fields:
        """The clear fields, and all others sealed so that they open only behind `head`."""
        bound = _bound(head.number + 1, head.digest, clear)
        box = _encrypt(self.key, zlib.compress(dumps(dict(secret))), bound)
        return {**clear, "box": box}

    def unpack(self, line: Record) -> Fields:
        """All fields of a record.

        Raises:
            DamageError: when the box was altered or comes from somewhere else.
        """
        fields = line.fields
        if (box := fields.pop("box", None)) is None:
            return fields
        clear = {key: value for key, value in fields.items() if key not in _CHAIN}
        try:
            text = _decrypt(self.key, box, _bound(line.number, line.before, clear))
            return {**fields, **json.loads(zlib.decompress(text))}
        except (KeyMissingError, ValueError, zlib.error) as error:
            raise DamageError(f"holds a record, number {line.number}, that was altered") from error


def codec_for(seal: Mapping[str, Any] | None, passphrase: Callable[[], str] | None) -> Codec:
    """The codec of a file, by the passphrase part of its header.

    Raises:
        KeyMissingError: when the passphrase is missing or wrong.
        ExtraMissingError: when the package that opens it is missing.
    """
    if seal is None:
        return Plain()
    if passphrase is None:
        raise KeyMissingError(_SEALED)
    require_installed()
    return EncryptedCodec(_unwrapped(seal, passphrase()), seal)


def require_installed() -> None:
    """Require the optional package that seals and opens records.

    Raises:
        ExtraMissingError: when it is not installed.
    """
    if find_spec("cryptography") is None:
        raise ExtraMissingError(
            "encryption needs a package that is not installed. To install it: pip install"
            " 'spinepath[encryption]'"
        )


def encrypt(base: StoreFiles, passphrase: str) -> Codec:
    """Seal every record of a store. Call it under the lock, when no session is open.

    Raises:
        DamageError: when a record was altered; nothing is done then.
        ExtraMissingError: when the package that seals is missing.
        OSError: when it cannot be written; nothing is done then.
    """
    require_installed()
    key = secrets.token_bytes(_KEY)
    codec = EncryptedCodec(key, _wrapped(key, passphrase))
    _recoded(base, codec, "encrypted")
    return codec


def decrypt(base: StoreFiles) -> Codec:
    """Decrypt every record of a store. Call it under the lock, when no session is open.

    Raises:
        DamageError, OSError: when it is not done.
    """
    codec = Plain()
    _recoded(base, codec, "decrypted")
    return codec


def change_passphrase(base: StoreFiles, passphrase: str) -> Codec:
    """Wrap the key of a store anew. Call it under the lock, when no session is open.

    Raises:
        KeyMissingError: when the store is not encrypted.
        OSError: when it is not done.
    """
    if not isinstance(base.codec, EncryptedCodec):
        raise KeyMissingError("it is not encrypted")
    seal = _wrapped(base.codec.key, passphrase)
    about = {**_about(base), "seal": seal}
    base.history.rewrite(about, (text.strip(b" ,") for text in base.history.texts_forward()))
    _forget_copies(base)
    return EncryptedCodec(base.codec.key, seal)


def _recoded(base: StoreFiles, codec: Codec, note: str) -> None:
    about = {key: value for key, value in _about(base).items() if key != "seal"}
    if codec.seal:
        about["seal"] = codec.seal
    base.history.rewrite(about, _lines(base, codec, about["genesis"], note))
    _forget_copies(base)


def _lines(base: StoreFiles, codec: Codec, genesis: str, note: str) -> Iterator[bytes]:
    head = Head(0, genesis)
    before = head
    for text in base.history.texts_forward():
        old = read_line(text)
        before = old.head
        if old.erased:
            line = numbered(old.number, head.digest, {ERASED: old.link})
        else:
            fields = {k: v for k, v in base.codec.unpack(old).items() if k not in _CHAIN}
            clear: dict[str, Any] = {key: fields.pop(key) for key in _CLEAR if key in fields}
            if clear:
                fields = dict(codec.pack(Head(old.number - 1, head.digest), clear, fields))
            line = numbered(old.number, head.digest, fields)
        head = line.head
        yield line.text
    about = {"note": note, "at": datetime.now(UTC).isoformat(), "before": str(before)}
    yield chained(head, about).text


def _forget_copies(base: StoreFiles) -> None:
    """Remove copies that are not encrypted, or encrypted with another passphrase."""
    for path in (*base.place.closed_journals(), *base.place.set_aside_files()):
        with contextlib.suppress(FileNotFoundError):
            path.unlink()


def _about(base: StoreFiles) -> dict[str, Any]:
    return {key: value for key, value in base.history.about().items() if key != "format"}


def _bound(number: int, before: str, clear: Fields) -> bytes:
    """The data that a sealed record is bound to: its place in the chain and its clear fields."""
    return dumps({"_n": number, "_p": before, **clear})


def _wrapped(key: bytes, passphrase: str) -> dict[str, Any]:
    salt = secrets.token_bytes(16)
    made = {"kdf": "scrypt", "n": _COST, "r": _BLOCK, "p": 1, "salt": salt.hex()}
    typed, *_ = spellings(passphrase) or (b"",)
    if not typed:
        raise KeyMissingError(_NOT_UTF8)
    return {**made, "key": _encrypt(_derived(made, typed), key, dumps(made))}


def _unwrapped(seal: Mapping[str, Any], passphrase: str) -> bytes:
    made = {key: value for key, value in seal.items() if key != "key"}
    try:
        if made["kdf"] != "scrypt" or not made["n"] * made["r"] <= _MOST_COST * _BLOCK:
            raise DamageError("is damaged at its beginning")
        for typed in spellings(passphrase):
            with contextlib.suppress(KeyMissingError):
                return _decrypt(_derived(made, typed), seal["key"], dumps(made))
    except (LookupError, TypeError, ValueError):
        raise DamageError("is damaged at its beginning") from None
    raise KeyMissingError(_WRONG if spellings(passphrase) else _NOT_UTF8)


def _derived(made: Mapping[str, Any], typed: bytes) -> bytes:
    return hashlib.scrypt(
        typed,
        salt=bytes.fromhex(made["salt"]),
        n=made["n"],
        r=made["r"],
        p=made["p"],
        maxmem=_MEMORY,
        dklen=_KEY,
    )


def _encrypt(key: bytes, text: bytes, bound: bytes) -> str:
    # Imported here: most stores are not encrypted, and it takes a while.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE)
    return base64.b64encode(nonce + AESGCM(key).encrypt(nonce, text, bound)).decode()


def _decrypt(key: bytes, box: str, bound: bytes) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    sealed = base64.b64decode(box, validate=True)
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], bound)
    except InvalidTag:
        raise KeyMissingError(_WRONG) from None
