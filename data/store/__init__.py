"""The store: a confirmed answer survives faults of the program, the disk and the power.

One TinyDB file of its owner, which grows by splicing, and one small TinyDB file for each running
session, its journal. An answer is one write and one sync into the journal; when the session is put
away it is added to the main file as a whole.
"""

from data.files.data_directory import data_directory
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
from data.store.file_store import Store
from data.store.format.hash_chain import Head
from data.store.format.records import SessionSummary
from data.store.owed_index import Owed
from data.store.session_store import SessionStore, StepStore, may_open, open_store

__all__ = [
    "DamagedStoreError",
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
    "data_directory",
    "may_open",
    "open_store",
]
