"""The store: a confirmed answer survives faults of the program, the disk and the power.

One TinyDB file of its owner, which grows by splicing, and one small TinyDB file for each running
session, its journal. An answer is one write and one sync into the journal; when the session is put
away it is added to the main file as a whole.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

from data.store.errors import (
    NoSuchSessionError,
    OpenElsewhereError,
    SealedStoreError,
    SessionExistsError,
    StoreError,
)
from data.store.session_store import (
    SessionStore,
    StepStore,
    acknowledged,
    add,
    examine,
    may_open,
    needs_passphrase,
    open_store,
    repaired,
)

if TYPE_CHECKING:
    from data.store.files.awaited_index import AwaitedIndex
    from data.store.files.encryption.keys import require_encryption
    from data.store.files.file_store import Store
    from data.store.files.format.hash_chain import Head
    from data.store.files.format.records import SessionSummary
    from data.store.files.health import Finding
    from data.store.files.tinydb_storage import SessionDatabase, SessionStorage
else:
    _LATE: Final = {
        "Finding": "files.health",
        "Head": "files.format.hash_chain",
        "AwaitedIndex": "files.awaited_index",
        "SessionDatabase": "files.tinydb_storage",
        "SessionStorage": "files.tinydb_storage",
        "SessionSummary": "files.format.records",
        "Store": "files.file_store",
        "require_encryption": "files.encryption.keys",
    }

    def __getattr__(name: str) -> object:
        """Import a name's module when it is asked for: the first frame does without."""
        if name not in _LATE:
            raise AttributeError(name)
        return getattr(import_module(f"data.store.{_LATE[name]}"), name)


__all__ = [
    "AwaitedIndex",
    "Finding",
    "Head",
    "NoSuchSessionError",
    "OpenElsewhereError",
    "SealedStoreError",
    "SessionDatabase",
    "SessionExistsError",
    "SessionStorage",
    "SessionStore",
    "SessionSummary",
    "StepStore",
    "Store",
    "StoreError",
    "acknowledged",
    "add",
    "examine",
    "may_open",
    "needs_passphrase",
    "open_store",
    "repaired",
    "require_encryption",
]
