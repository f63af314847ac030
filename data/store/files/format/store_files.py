"""The files of a store: its directory, main file and codec together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from data.store.files.format.directory_layout import StoreDirectory
from data.store.files.format.hash_chain import Fields, Head, Record
from data.store.files.format.main_file import MainFile
from data.store.files.format.records import Codec


@dataclass(frozen=True, slots=True)
class StoreFiles:
    """The files that the steps of recovery work on.

    Attributes:
        moved: called with the heads before and after each change of the main file.
    """

    place: StoreDirectory
    history: MainFile
    codec: Codec
    moved: Callable[[Head, Head], None] = lambda _before, _after: None

    def add(self, clear: Fields, secret: Fields) -> Record:
        """Add a record to the main file, durable when this returns. Call it under the lock.

        Args:
            clear: the fields that stay readable in every store.
            secret: all others.

        Raises:
            DamageError: when the end of the file is not sound.
            OSError: when it is not added.
        """
        line = self.history.append(lambda head: self.codec.pack(head, clear, secret))
        self.moved(line.previous, line.head)
        return line

    def find(self, session_id: str) -> Record | None:
        """The last record of a session; what is in clear in a sealed store is none.

        Raises:
            DamageError: when there is one and it was altered.
            OSError: when the file cannot be read.
        """
        return next(filter(self.codec.is_ours, self.history.records_of(session_id)), None)
