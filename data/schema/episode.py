"""What goes on after a session."""

from __future__ import annotations

from typing import Literal

from data.schema.base import RowModel, Strict, TableModel, Words


class AwaitedLimitModel(Strict):
    """Where a time limit is stated, by a recommendation or a rule, and in which words."""

    says: Words
    code: str


class AwaitedModel(Strict):
    """A result that is waited for."""

    title: Words
    codes: list[str] = []
    requested: TableModel | None = None
    arrived: TableModel | None = None
    limits: list[AwaitedLimitModel] = []
    visit: bool = False


class CarryModel(Strict):
    """What a later session takes over."""

    stable: list[str]
    only: RowModel = {}
    durations: dict[str, Literal["weeks", "months"]] = {}


class EpisodeFileModel(Strict):
    """episode.toml."""

    awaited: dict[str, AwaitedModel]
    carry: CarryModel
