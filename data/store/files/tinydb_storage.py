"""The sessions as a TinyDB database, for reading and writing, in this program or in any script.

    from tinydb import TinyDB, where
    from data.store import SessionDatabase, SessionStorage

    with TinyDB(path, storage=SessionStorage) as database:  # or SessionDatabase(path)
        database.table("sessions").search(where("label") == "Bed 4")

Its table `sessions` holds every session that is put away, as the document that an export as JSON
gives. A document that is written is added to the chain, checked and durable like an answer of the
program; one that is removed is erased. Recovery after a crash, locks, and the key of encrypted
sessions (`passphrase=`, a function that is asked for it) are the store's own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from data.session.session import Session
from data.session.session_json import RecordError, from_document, to_document
from data.store.errors import StoreError
from data.store.files.file_store import Store
from data.store.files.format.directory_layout import FILE
from data.store.files.format.hash_chain import dumps
from data.store.files.format.main_file import SESSIONS

_Tables = dict[str, dict[str, Any]]


class SessionStorage(Storage):
    """A TinyDB storage whose every change is a record of the store.

    Attributes:
        store: the store beneath.
    """

    def __init__(
        self,
        path: str | Path,
        passphrase: Callable[[], str] | None = None,
        store: Store | None = None,
    ) -> None:
        """Open the store of a session file, and put in order what a crash left.

        Args:
            path: of `sessions.json`; its directory is made when it is missing.
            passphrase: asked when the sessions are encrypted.
            store: the store of the file, where it is open already.

        Raises:
            StoreError: when it cannot be opened.
        """
        if Path(path).name != FILE:
            raise StoreError(f"Not opened: {path} is no session file; its name is {FILE}.")
        self.store = store or Store.open(Path(path).parent, passphrase)
        self._rows: dict[str, bytes] | None = None
        self._given: dict[str, str] = {}

    def read(self) -> _Tables:
        """Every session that is put away, under the number of its first record.

        Raises:
            StoreError: when the file cannot be read.
        """
        documents = self._documents()
        self._rows = {number: dumps(document) for number, document in documents.items()}
        return {SESSIONS: documents}

    def _documents(self) -> dict[str, Any]:
        found = {str(number): to_document(session) for number, session in self.store.numbered()}
        ids = {document["id"]: number for number, document in found.items()}
        for session_id, given in self._given.items():
            # TinyDB's own table has told its caller another number for what it inserted.
            if (number := ids.get(session_id)) and given not in found:
                found[given] = found.pop(number)
        return found

    def write(self, data: _Tables) -> None:
        """Add records that are new or changed since the reading; erase those that are gone.

        Each session is written whole or not at all; those that other programs have added meanwhile
        are not touched.

        Raises:
            StoreError: naming what cannot be kept; nothing of that kind is written then.
        """
        if other := next((name for name, rows in data.items() if name != SESSIONS and rows), ""):
            raise StoreError(
                f"Not saved: this file has one table, {SESSIONS}; {other!r} is another."
            )
        rows = data.get(SESSIONS, {})
        if (kept := self._rows) is None:
            kept = {number: dumps(row) for number, row in self._documents().items()}
        shown = {number: session_from(json.loads(row)) for number, row in kept.items()}
        changed = {
            number: session_from(row)
            for number, row in rows.items()
            if kept.get(number) != dumps(row)
        }
        if any(number in shown and shown[number].id != one.id for number, one in changed.items()):
            raise StoreError("Not saved: the id of a session cannot change.")
        if gone := [shown[number].id for number in shown.keys() - rows.keys()]:
            self.store.erase(gone)
        for number, session in changed.items():
            self.store.put(session, shown.get(number))
            if number not in shown:
                self._given[session.id] = number
        self._rows = {number: dumps(row) for number, row in rows.items()}

    def close(self) -> None:
        """Put away what is open here."""
        self.store.close()


class SessionTable(Table):
    """A TinyDB table that adds a session without reading the others."""

    def insert(self, document: Mapping[str, Any]) -> int:
        """Add a session; durable when this returns.

        Returns:
            The number of its record.

        Raises:
            StoreError: when it is not added.
        """
        store = self.storage
        if not isinstance(store, SessionStorage) or self.name != SESSIONS:
            return super().insert(document)
        self.clear_cache()
        return store.store.put(session_from(document), None)


class SessionDatabase(TinyDB):
    """`TinyDB(path, storage=SessionStorage)` with that table, which is its default one as well."""

    default_table_name = SESSIONS
    table_class = SessionTable

    def __init__(self, path: str | Path, passphrase: Callable[[], str] | None = None) -> None:
        """Open it, as `SessionStorage` does."""
        super().__init__(path, passphrase, storage=SessionStorage)

    @classmethod
    def of(cls, store: Store) -> SessionDatabase:
        """The database of a store that is open already."""
        database = cls.__new__(cls)
        TinyDB.__init__(database, store.path, store=store, storage=SessionStorage)
        return database


def session_from(document: object) -> Session:
    """The session in a document.

    Raises:
        StoreError: naming every fault.
    """
    try:
        return from_document(document)
    except RecordError as error:
        raise StoreError(f"Not saved: {'; '.join(map(str, error.faults))}.") from error
