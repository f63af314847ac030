"""The base of all tables of the content."""

from typing import Annotated, Any, Literal

from pydantic import Field, Strict

from data.input.model import Items

Words = Annotated[str, Field(min_length=1)]
Cell = str | bool | Annotated[Items[str], Field(min_length=1)]
RowModel = dict[str, Cell]
TableModel = RowModel | Items[RowModel]
Cites = Annotated[Items[str], Field(min_length=1)]
Range = Annotated[tuple[float, float], Strict(strict=False)]
UrgencyName = Literal["emergency", "urgent", "soon", "routine", "information"]

NOTHING: Any = Field(default_factory=dict)
"""A table that is not there."""
