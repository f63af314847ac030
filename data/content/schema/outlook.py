"""Models of awaited results, and of the findings that each result settles."""

from typing import Annotated

from pydantic import Field

from data.content.schema.base import Cites, TableModel
from data.input.model import NOTHING, Items, Model, Words


class OutcomeModel(Model):
    """One possible result."""

    says: Words
    facts: Annotated[dict[str, str | float], Field(min_length=1)]
    cites: Cites
    renews: Items[str] = ()


class OutlookModel(Model):
    """Something whose result is waited for."""

    title: Words
    outcome: Annotated[dict[str, OutcomeModel], Field(min_length=1)]
    codes: Items[str] = ()
    when: TableModel = ()


class OutlookFileModel(Model):
    """outlook.toml."""

    outlook: dict[str, OutlookModel] = NOTHING
