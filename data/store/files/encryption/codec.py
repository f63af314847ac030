"""Sealed records: what is in them is encrypted, and each carries a signature.

A record of a sealed store is `"17":{"_n":17,"_p":"...",CLEAR,"box":"...","_m":"...","_h":"..."}`.
`_m` is an HMAC over everything before it: number, digest of the record before (which covers that
one's HMAC), clear fields and box. Without the key nobody can add, change, drop or reorder records
unseen. Notes and tombstones have no box, but a signature as well.
"""

from __future__ import annotations

import hmac
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from data.store.errors import DamageError, KeyMissingError, UnsealedError
from data.store.files.encryption.keys import (
    decrypted,
    derived,
    encrypted,
    require_encryption,
    signature,
    unwrapped,
)
from data.store.files.format.hash_chain import Fields, Head, Record, dumps
from data.store.files.format.records import Codec, Plain

CHAIN: Final = ("_n", "_p", "_m", "_h")
"""Fields that place a record in its chain and hold nothing of its content."""

_MARK: Final = b',"_m":"'
_DIGITS: Final = 64
_SEALED: Final = "it is encrypted and needs its passphrase"


@dataclass(frozen=True, slots=True)
class SealedCodec:
    """The codec of a sealed file.

    Attributes:
        seal: the part of the file's header about the passphrase.
    """

    seal: Fields
    _key: bytes = field(repr=False)
    _box: bytes = field(repr=False)
    _nonce: bytes = field(repr=False)
    _sign: bytes = field(repr=False)

    @classmethod
    def of(cls, key: bytes, seal: Fields, purpose: bytes = b"sessions") -> SealedCodec:
        """The codec for a data key; every purpose has keys of its own."""
        keys = [derived(key, kind + purpose) for kind in (b"box ", b"nonce ", b"sign ")]
        return cls(seal, key, *keys)

    def for_journal(self, about: Fields) -> SealedCodec:
        """The codec of one journal: its records are valid behind this header alone.

        Raises:
            UnsealedError: when the journal is in clear.
            DamageError: when it is sealed with another key.
        """
        if about.get("seal") is None:
            raise UnsealedError("is not sealed, as everything in an encrypted store is")
        if about["seal"] != self.seal:
            raise DamageError("is sealed with another key")
        return self.of(self._key, self.seal, b"journal " + dumps(about))

    def pack(self, head: Head, clear: Fields, secret: Fields) -> Fields:
        """The clear fields, a box with all others, and the signature of a record behind `head`."""
        placed: dict[str, Any] = {"_n": head.number + 1, "_p": head.digest, **clear}
        if secret:
            text = zlib.compress(dumps(dict(secret)))
            placed["box"] = encrypted(self._box, text, dumps(placed), self._nonce)
        signed = signature(self._sign, dumps(placed)[:-1]).decode()
        return {key: placed[key] for key in placed if key not in CHAIN} | {"_m": signed}

    def is_ours(self, line: Record) -> bool:
        """Return whether a record has a signature, right or wrong."""
        return _signed(line.text)[1] != b""

    def require_proved(self, line: Record) -> None:
        """Check the signature of a record.

        Raises:
            UnsealedError: when it has none: anybody can have written it.
            DamageError: when it is not that of the record.
        """
        body, given = _signed(line.text)
        if not given:
            raise UnsealedError(f"holds a record, number {line.number}, that is not sealed")
        if not hmac.compare_digest(signature(self._sign, body), given):
            raise DamageError(f"holds a record, number {line.number}, that was altered")

    def unpack(self, line: Record) -> Fields:
        """All fields of a record.

        Raises:
            UnsealedError, DamageError: as `require_proved`.
        """
        self.require_proved(line)
        fields = line.fields
        del fields["_m"]
        box = fields.pop("box", None)
        if box is None:
            return fields
        placed = {key: value for key, value in fields.items() if key != "_h"}
        return {**fields, **_opened(self._box, box, dumps(placed), line)}


@dataclass(frozen=True, slots=True)
class OldCodec:
    """The codec of a sealed file of program 0.1.0, which is only read, to seal it anew.

    Its records have a box, bound to their place, but no signature; what is in clear there proves
    nothing.
    """

    seal: Fields
    _key: bytes = field(repr=False)

    def for_journal(self, about: Fields) -> OldCodec:
        """The codec of one journal.

        Raises:
            UnsealedError: when the journal is in clear.
        """
        if about.get("seal") is None:
            raise UnsealedError("is not sealed, as everything in an encrypted store is")
        return self

    def pack(self, head: Head, clear: Fields, secret: Fields) -> Fields:
        """The fields as 0.1.0 wrote them, for what a crash of it left."""
        if not secret:
            return clear
        bound = dumps({"_n": head.number + 1, "_p": head.digest, **clear})
        box = encrypted(self._key, zlib.compress(dumps(dict(secret))), bound)
        return {**clear, "box": box}

    def is_ours(self, line: Record) -> bool:
        """Return whether a record is sealed, or holds no session."""
        fields = line.fields
        return "box" in fields or "id" not in fields

    def unpack(self, line: Record) -> Fields:
        """All fields of a record.

        Raises:
            UnsealedError: when it holds a session in clear.
            DamageError: when it was altered.
        """
        fields = line.fields
        box = fields.pop("box", None)
        if box is None:
            if "id" in fields or "events" in fields:
                raise UnsealedError(f"holds a record, number {line.number}, that is not sealed")
            return fields
        placed = {key: value for key, value in fields.items() if key != "_h"}
        return {**fields, **_opened(self._key, box, dumps(placed), line)}


def codec_for(about: Mapping[str, Any], passphrase: Callable[[], str] | None) -> Codec:
    """The codec of a main file, by its header.

    Raises:
        KeyMissingError: when the passphrase is missing or wrong.
        ExtraMissingError: when the package that opens it is missing.
        DamageError: when the header is damaged.
    """
    seal = about.get("seal")
    if seal is None:
        return Plain()
    if passphrase is None:
        raise KeyMissingError(_SEALED)
    require_encryption()
    key = unwrapped(seal, passphrase())
    # By the seal, which the wrapped key protects, and not by the format, which anybody can change.
    return SealedCodec.of(key, seal) if "store" in seal else OldCodec(seal, key)


def _signed(text: bytes) -> tuple[bytes, bytes]:
    """The text that a signature is taken of, and the signature; empty when there is none."""
    body, mark, rest = text[text.index(b"{") :].rpartition(_MARK)
    if mark and rest[_DIGITS:].startswith(b'","_h":"') and b'"' not in rest[:_DIGITS]:
        return body, rest[:_DIGITS]
    return b"", b""


def _opened(key: bytes, box: str, bound: bytes, line: Record) -> Fields:
    try:
        return dict(json.loads(zlib.decompress(decrypted(key, box, bound))))
    except (KeyMissingError, TypeError, ValueError, zlib.error) as error:
        raise DamageError(f"holds a record, number {line.number}, that was altered") from error
