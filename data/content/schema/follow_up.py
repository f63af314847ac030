"""What goes on after a session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from data.content.schema.base import NOTHING, RowModel, TableModel, Words


class AwaitedLimitModel(NamedTuple):
    """Where a time limit is stated, by a recommendation or a rule, and in which words."""

    says: Words
    code: str


class AwaitedModel(NamedTuple):
    """A result that is waited for."""

    title: Words
    codes: tuple[str, ...] = ()
    requested: TableModel | None = None
    arrived: TableModel | None = None
    limits: tuple[AwaitedLimitModel, ...] = ()
    visit: bool = False


class CarryModel(NamedTuple):
    """What a later session takes over."""

    stable: tuple[str, ...]
    only: RowModel = NOTHING
    durations: Mapping[str, Literal["weeks", "months"]] = NOTHING


class EpisodeFileModel(NamedTuple):
    """episode.toml."""

    awaited: Mapping[str, AwaitedModel]
    carry: CarryModel
