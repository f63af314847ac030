"""Models of follow-up: time limits, results awaited, values carried over."""

from typing import Literal

from data.content.schema.base import NOTHING, RowModel, TableModel, Words
from data.input.model import Items, Model


class AwaitedLimitModel(Model):
    """The recommendation or rule that states a time limit, and its words."""

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
    """A finding that a later session takes over."""

    stable: Items[str]
    only: RowModel = NOTHING
    durations: dict[str, Literal["weeks", "months", "years"]] = NOTHING


class FollowUpFileModel(Model):
    """follow_up.toml."""

    awaited: dict[str, AwaitedModel]
    carry: CarryModel
