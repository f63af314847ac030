"""What goes on after a session."""

from __future__ import annotations

from typing import Literal

from data.content.schema.base import NOTHING, RowModel, TableModel, Words
from data.input.model import Items, Model


class AwaitedLimitModel(Model):
    """Where a time limit is stated, by a recommendation or a rule, and in which words."""

    says: Words
    code: str


class AwaitedModel(Model):
    """A result that is waited for."""

    title: Words
    codes: Items[str] = ()
    requested: TableModel | None = None
    arrived: TableModel | None = None
    limits: Items[AwaitedLimitModel] = ()
    visit: bool = False


class CarryModel(Model):
    """What a later session takes over."""

    stable: Items[str]
    only: RowModel = NOTHING
    durations: dict[str, Literal["weeks", "months"]] = NOTHING


class EpisodeFileModel(Model):
    """episode.toml."""

    awaited: dict[str, AwaitedModel]
    carry: CarryModel
