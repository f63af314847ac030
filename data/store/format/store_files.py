"""The files of a store: its directory, main file and codec together."""

from __future__ import annotations

from dataclasses import dataclass

from data.store.format.directory_layout import StoreDirectory
from data.store.format.main_file import MainFile
from data.store.format.records import Codec


@dataclass(frozen=True, slots=True)
class StoreFiles:
    """The files that the steps of recovery work on."""

    place: StoreDirectory
    history: MainFile
    codec: Codec
