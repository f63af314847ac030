"""What all tables of the content share."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal

from data.input.table_reader import Length

Words = Annotated[str, Length(1)]
Cell = str | bool | Annotated[tuple[str, ...], Length(1)]
RowModel = Mapping[str, Cell]
TableModel = RowModel | tuple[RowModel, ...]
Cites = Annotated[tuple[str, ...], Length(1)]
Range = tuple[float, float]
Kind = Literal["routing", "ask", "imaging", "bone_health", "care", "block", "evidence"]
UrgencyName = Literal["emergency", "urgent", "soon", "routine", "information"]

NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
"""A table that is not there."""
