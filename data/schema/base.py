"""What all models of content tables share."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Cell = str | bool | Annotated[list[str], Field(min_length=1)]
RowModel = dict[str, Cell]
TableModel = RowModel | list[RowModel]
Words = Annotated[str, Field(min_length=1)]
Cites = Annotated[list[str], Field(min_length=1)]
Range = Annotated[tuple[float, float], Field(strict=False)]
Kind = Literal["routing", "ask", "imaging", "bone_health", "care", "block", "evidence"]
UrgencyName = Literal["emergency", "urgent", "soon", "routine", "information"]


class Strict(BaseModel):
    """A table without unknown keys or bent types."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)
