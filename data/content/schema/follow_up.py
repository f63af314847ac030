"""Models of follow-up: results awaited and their time limits."""

from data.content.schema.base import TableModel
from data.input.model import Items, Model, Words


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


class FollowUpFileModel(Model):
    """follow_up.toml."""

    awaited: dict[str, AwaitedModel]
