"""Models of releases: what ends holds, screens and blocks."""

from typing import Annotated

from pydantic import Field

from data.content.schema.base import Cites, TableModel
from data.input.model import NOTHING, Items, Model, Words


class RenewableModel(Model):
    """Findings that a newer dated result or examination can change."""

    by: Words = ""
    findings: Annotated[Items[str], Field(min_length=1)]
    because: Words
    cites: Cites


class UnreleasedModel(Model):
    """Holds that no finding ends while some row holds."""

    codes: Annotated[Items[str], Field(min_length=1)]
    when: TableModel
    because: Words
    cites: Cites


class ReleaseFileModel(Model):
    """release.toml."""

    screens: Items[str] = ()
    renewable: dict[str, RenewableModel] = NOTHING
    permanent: dict[str, UnreleasedModel] = NOTHING
    unreleased: dict[str, UnreleasedModel] = NOTHING
