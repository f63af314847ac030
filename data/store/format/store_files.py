"""The files of a store: its directory, main file and codec together."""

from __future__ import annotations

from dataclasses import dataclass

from data.store.format.directory_layout import Place
from data.store.format.main_file import History
from data.store.format.records import Codec


@dataclass(frozen=True, slots=True)
class Base:
    """What the steps of recovery work on."""

    place: Place
    history: History
    codec: Codec
