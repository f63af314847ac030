"""A store that can be sealed with a passphrase, sealed anew, and opened for good."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from data.files.data_directory import state_directory
from data.store.errors import OpenElsewhereError, StoreError, as_store_errors
from data.store.files.encryption import acceptance, re_encryption
from data.store.files.encryption.codec import OldCodec
from data.store.files.encryption.known_head import KnownHead
from data.store.files.format.directory_layout import StoreDirectory
from data.store.files.format.locks import directory_locked, locked
from data.store.files.format.main_file import MainFile
from data.store.files.format.records import Codec, Plain
from data.store.files.format.store_files import StoreFiles
from data.store.files.repair.crash_recovery import repair_tail, require_same_seal

_EXPLAINED: Final = """\
Every session will be sealed with AES-256-GCM under a key that only the
passphrase opens.
  If the passphrase is lost, the sessions are lost: nobody can open them, and
  there is no other way in. Write it down and keep it where the ward keeps such
  things.
  It is asked at every start, and never stored.
  What stays readable without it: how many sessions there are, their size, the
  id of each and when it last changed. Exports that were written before are not
  touched.
  A record that this program did not write, a missing one and an older copy are
  told at every start; how far the sessions have come is kept in
  {state} as well.
  After a backup was put back: spinepath store accept --reason TEXT
  Copies kept beside the file (backups, damaged ends) are deleted, as they are
  not sealed; freed blocks of a disk may keep old text for a while, which only
  an encrypted disk prevents."""


class EncryptableStore(ABC):
    """The files of a store, and what a passphrase does to them."""

    def __init__(self, directory: Path) -> None:
        """Name the place; nothing is read or made yet."""
        place = StoreDirectory(directory)
        known = KnownHead(directory)
        self._base = StoreFiles(place, MainFile(place.main), Plain(), known.moved)

    @property
    def path(self) -> Path:
        """The file that holds the sessions."""
        return self.place.main

    @property
    def place(self) -> StoreDirectory:
        """The layout of the store's directory."""
        return self._base.place

    @property
    def encrypted(self) -> bool:
        """Return whether a passphrase is needed to read it."""
        return self._base.codec.seal is not None

    @property
    def encryption_explained(self) -> str:
        """The sentences on what encryption means, for whoever turns it on."""
        return _EXPLAINED.format(state=state_directory())

    @property
    def in_old_form(self) -> bool:
        """Return whether it is sealed as program 0.1.0 did, which proves nothing."""
        return isinstance(self._base.codec, OldCodec)

    @abstractmethod
    def close(self) -> None:
        """Put away every session that is open here."""

    def encrypt(self, passphrase: str) -> None:
        """Seal everything with a passphrase.

        Raises:
            OpenElsewhereError: when a session is open.
            StoreError: when it is not done; everything is then as before.
        """
        self._recode(lambda base: re_encryption.encrypt(base, passphrase))

    def decrypt(self) -> None:
        """Write everything openly again.

        Raises:
            StoreError: as `encrypt`.
        """
        self._recode(re_encryption.decrypt)

    def change_passphrase(self, passphrase: str) -> None:
        """Seal everything with a new key, which another passphrase opens.

        Raises:
            StoreError: as `encrypt`; also when the store is not encrypted.
        """
        self._recode(lambda base: re_encryption.change_passphrase(base, passphrase))

    def _recode(self, change: Callable[[StoreFiles], Codec]) -> None:
        self.close()
        with (
            as_store_errors("Not changed", self.path),
            directory_locked(self.place.live, shared=False),
            locked(self.place.lock),
        ):
            if self.place.journals():
                raise OpenElsewhereError(
                    "Not changed: a session is open, here or in another program. Close it first."
                )
            require_same_seal(self._base)
            repair_tail(self._base)
            if found := acceptance.doubts(self._base):
                raise StoreError(
                    f"Not changed: {' '.join(found)} Once somebody has looked into it:"
                    f" {acceptance.ACCEPT}"
                )
            self._base = replace(self._base, codec=change(self._base))
