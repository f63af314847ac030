"""Models of what charts show of a patient."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from data.input.model import NOTHING, Items, Model, Range, Words

Short = Annotated[Words, Field(max_length=20)]
ChartName: TypeAlias = Literal["levels", "trend", "time_line", "bar"]
ChartPage: TypeAlias = Literal["plan", "review", "follow_up"]


class ScaleModel(Model):
    """A number on a scale, with the thresholds that are marked on it.

    `zero` has the answers that say that there is nothing to measure: they count as 0.
    """

    finding: str
    range: Range
    limits: Items[str] = ()
    zero: dict[str, str] = NOTHING


class MomentModel(Model):
    """An event that lies as far back as a finding that `grows` says."""

    finding: str
    says: Short


class ChartsFileModel(Model):
    """charts.toml: bars of one value, trends over visits, moments of the time line.

    A page shows the charts that `page` names for it, in that order.
    Of the bands in `only_named` a site is drawn only where a report names it.
    """

    page: dict[ChartPage, Items[ChartName]] = NOTHING
    only_named: Items[str] = ()
    bar: dict[str, ScaleModel] = NOTHING
    trend: dict[str, ScaleModel] = NOTHING
    moment: dict[str, MomentModel] = NOTHING
