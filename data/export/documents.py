"""The documents about a session by name, each as blocks that any format can draw."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from data.export.blocks import PageBlock
from data.export.leaflet import leaflet_blocks
from data.export.one_page import page_blocks
from data.export.outline import outline
from data.export.source import Source
from data.export.summary import Summary

_BLOCKS: Final[Mapping[str, Callable[[Summary], Iterable[PageBlock]]]] = {
    "page": page_blocks,
    "record": outline,
    "leaflet": leaflet_blocks,
}


def blocks_of(source: Source, document: str) -> Iterable[PageBlock]:
    """The blocks of a document."""
    return _BLOCKS[document](source.summary)
