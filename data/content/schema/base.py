"""The types that the tables of the content share."""

from typing import Annotated, Literal

from pydantic import Field

from data.input.model import Items

Cell = str | bool | Annotated[Items[str], Field(min_length=1)]
RowModel = dict[str, Cell]
TableModel = RowModel | Items[RowModel]
Cites = Annotated[Items[str], Field(min_length=1)]
UrgencyName = Literal["emergency", "urgent", "soon", "routine", "information"]
