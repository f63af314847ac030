"""Models of what charts show of a patient."""

from typing import Annotated

from pydantic import Field

from data.content.schema.base import NOTHING, Range, Words
from data.input.model import Items, Model

Eighths = Annotated[int, Field(ge=1, le=8)]
Short = Annotated[Words, Field(max_length=20)]


class ColumnModel(Model):
    """The sites of a finding as a column, one beside the other.

    By field and value: `heights` in eighths of a whole site, `signs` as words beside it.
    """

    label: Annotated[Words, Field(max_length=6)]
    levels: str
    heights: dict[str, dict[str, Eighths]] = NOTHING
    signs: dict[str, dict[str, Short]] = NOTHING


class ScaleModel(Model):
    """A number on a scale, with the thresholds that are marked on it."""

    finding: str
    range: Range
    limits: Items[str] = ()


class MomentModel(Model):
    """An event that lies as far back as a duration of `follow_up.toml` says."""

    finding: str
    says: Short


class ChartsFileModel(Model):
    """charts.toml: columns, bars of one value, trends over visits, moments of the time line.

    Of the bands in `only_named` a site is drawn only where a report names it.
    """

    only_named: Items[str] = ()
    column: dict[str, ColumnModel] = NOTHING
    bar: dict[str, ScaleModel] = NOTHING
    trend: dict[str, ScaleModel] = NOTHING
    moment: dict[str, MomentModel] = NOTHING
