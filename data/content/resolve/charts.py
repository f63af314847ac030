"""The names in charts.toml, tied to findings, thresholds and durations."""

from __future__ import annotations

from typing import Final

from data.content.resolve.symbols import Symbols
from data.content.schema.charts import ChartsFileModel, ColumnModel
from engine.model.kinds import Kind
from engine.model.pathway import Pathway

_FILE: Final = "charts.toml"


def charts(names: Symbols, pathway: Pathway) -> ChartsFileModel:
    """The charts, their names checked."""
    drawn, findings = names.models.charts, pathway.findings
    for key, column in drawn.column.items():
        _check_column(names, pathway, column, f"{_FILE} [column.{key}]")
    bands = [findings[c.levels].sites.bands for c in drawn.column.values() if c.levels in findings]
    if any(one != bands[0] for one in bands):
        names.fault(f"{_FILE} [column]", "columns of one chart have the same sites")
    names.require("no band", drawn.only_named, bands[0] if bands else (), _FILE)
    numbers = [key for key, finding in findings.items() if finding.kind.numeric]
    for kind, scales in (("bar", drawn.bar), ("trend", drawn.trend)):
        for key, scale in scales.items():
            place = f"{_FILE} [{kind}.{key}]"
            names.require("no number", [scale.finding], numbers, place)
            names.require("no threshold", scale.limits, pathway.thresholds, place)
            if scale.range[0] >= scale.range[1]:
                names.fault(place, "range: the first number is the lower one")
    for key, moment in drawn.moment.items():
        durations = names.models.follow_up.carry.durations
        names.require("no duration", [moment.finding], durations, f"{_FILE} [moment.{key}]")
    return drawn


def _check_column(names: Symbols, pathway: Pathway, column: ColumnModel, place: str) -> None:
    levels = {key: f for key, f in pathway.findings.items() if f.kind is Kind.LEVELS}
    names.require("no finding with levels", [column.levels], levels, place)
    if column.levels in levels:
        fields = {field.key: field for field in levels[column.levels].fields}
        for by_field in (column.heights, column.signs):
            names.require("no field", by_field, fields, place)
            for key in by_field.keys() & fields:
                names.require("no value", by_field[key], fields[key].options, place)
