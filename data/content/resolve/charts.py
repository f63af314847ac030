"""The names in charts.toml, tied to findings, thresholds and durations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from data.content.resolve.raw_files import RawFiles
from data.content.resolve.symbols import unknown
from data.content.schema.charts import ChartsFileModel, ColumnModel
from data.input.faults import Fault
from engine.model.kinds import Kind
from engine.model.pathway import Pathway

_FILE: Final = "charts.toml"


def charts(models: RawFiles, pathway: Pathway, faults: list[Fault]) -> ChartsFileModel:
    """The charts, their names checked; every fault found is added to `faults`."""
    drawn, findings = models.charts, pathway.findings
    for key, column in drawn.column.items():
        faults += _column(f"{_FILE} [column.{key}]", column, pathway)
    bands = [findings[c.levels].sites.bands for c in drawn.column.values() if c.levels in findings]
    if any(one != bands[0] for one in bands):
        faults.append(Fault(f"{_FILE} [column]", "columns of one chart have the same sites"))
    faults += unknown("no band", drawn.only_named, bands[0] if bands else (), _FILE)
    numbers = [key for key, finding in findings.items() if finding.kind.numeric]
    for kind, scales in (("bar", drawn.bar), ("trend", drawn.trend)):
        for key, scale in scales.items():
            place = f"{_FILE} [{kind}.{key}]"
            faults += unknown("no number", [scale.finding], numbers, place)
            faults += unknown("no threshold", scale.limits, pathway.thresholds, place)
            if scale.range[0] >= scale.range[1]:
                faults.append(Fault(place, "range: the first number is the lower one"))
    for key, moment in drawn.moment.items():
        durations = models.follow_up.carry.durations
        faults += unknown("no duration", [moment.finding], durations, f"{_FILE} [moment.{key}]")
    return drawn


def _column(place: str, column: ColumnModel, pathway: Pathway) -> Iterator[Fault]:
    levels = {key: f for key, f in pathway.findings.items() if f.kind is Kind.LEVELS}
    yield from unknown("no finding with levels", [column.levels], levels, place)
    if column.levels in levels:
        fields = {field.key: field for field in levels[column.levels].fields}
        for by_field in (column.heights, column.signs):
            yield from unknown("no field", by_field, fields, place)
            for key in by_field.keys() & fields:
                yield from unknown("no value", by_field[key], fields[key].options, place)
