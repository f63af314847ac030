"""The store: a confirmed answer survives faults of the program, the disk and the power.

One TinyDB file of its owner, which grows by splicing, and one small TinyDB file for each running
session, its journal. An answer is one write and one sync into the journal; when the session is put
away it is added to the main file as a whole.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

from data.store.errors import (
    DamagedStoreError,
    NewerStoreError,
    NoSuchSessionError,
    OpenElsewhereError,
    SealedStoreError,
    SessionExistsError,
    StoreBusyError,
    StoreError,
    UnsafeStoreError,
)
from data.store.session_store import (
    SessionStore,
    StepStore,
    acknowledged,
    examine,
    may_open,
    needs_passphrase,
    open_store,
    repaired,
)

if TYPE_CHECKING:
    from data.store.file_store import Store
    from data.store.format.hash_chain import Head
    from data.store.format.records import SessionSummary
    from data.store.health import Finding
    from data.store.owed_index import Owed
    from data.store.sealing.keys import require_encryption
else:
    _LATE: Final = {
        "Finding": "health",
        "Head": "format.hash_chain",
        "Owed": "owed_index",
        "SessionSummary": "format.records",
        "Store": "file_store",
        "require_encryption": "sealing.keys",
    }

    def __getattr__(name: str) -> object:
        """Import a name's module when it is asked for: the first frame does without."""
        if name not in _LATE:
            raise AttributeError(name)
        return getattr(import_module(f"data.store.{_LATE[name]}"), name)


__all__ = [
    "DamagedStoreError",
    "Finding",
    "Head",
    "NewerStoreError",
    "NoSuchSessionError",
    "OpenElsewhereError",
    "Owed",
    "SealedStoreError",
    "SessionExistsError",
    "SessionStore",
    "SessionSummary",
    "StepStore",
    "Store",
    "StoreBusyError",
    "StoreError",
    "UnsafeStoreError",
    "acknowledged",
    "examine",
    "may_open",
    "needs_passphrase",
    "open_store",
    "repaired",
    "require_encryption",
]
