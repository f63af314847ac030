"""The numbers and the days of a patient, to be drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from data.export.awaited_results import AwaitedItem
from data.session.session import Session
from data.text.dates import local_day
from data.wording.charts import Scale, TimeLine, bars, time_line, trends
from engine.model.answers import Value

if TYPE_CHECKING:
    from data.content.loader import Content


def charts(
    content: Content,
    visits: Sequence[Session],
    facts: Mapping[str, Value],
    awaited: Iterable[AwaitedItem],
) -> Iterator[Scale | TimeLine]:
    """Numbers over the visits, numbers on their scales, and the days if there are several.

    Args:
        content: says what is drawn.
        visits: the visits of one patient, the first one first.
        facts: the facts of the last visit.
        awaited: what is waited for.
    """
    pathway, drawn = content.pathway, content.charts
    yield from trends(pathway, drawn, visits)
    yield from bars(pathway, drawn, facts, local_day(visits[-1].created))
    due = ((item.title, item.until) for item in awaited if item.until)
    moments = tuple(time_line(pathway, drawn, visits, due))
    if len(moments) > 1:
        yield TimeLine(moments)
