"""The names in charts.toml, tied to findings and thresholds."""

from __future__ import annotations

from typing import Final

from data.content.resolve.symbols import Symbols
from data.content.schema.charts import ChartsFileModel
from engine.model.pathway import Pathway

_FILE: Final = "charts.toml"


def charts(names: Symbols, pathway: Pathway) -> ChartsFileModel:
    """The charts, their names checked."""
    drawn, findings = names.models.charts, pathway.findings
    bands = [finding.sites.bands for finding in findings.values() if finding.column]
    if any(one != bands[0] for one in bands):
        names.fault("findings.toml [finding]", "column: columns of one chart have the same sites")
    names.require("no band", drawn.only_named, bands[0] if bands else (), _FILE)
    numbers = [key for key, finding in findings.items() if finding.kind.numeric]
    for kind, scales in (("bar", drawn.bar), ("trend", drawn.trend)):
        for key, scale in scales.items():
            place = f"{_FILE} [{kind}.{key}]"
            names.require("no number", [scale.finding], numbers, place)
            names.require("no threshold", scale.limits, pathway.thresholds, place)
            names.require("no finding", scale.zero, findings, place)
            for asked in scale.zero.keys() & findings:
                names.require("no value", [scale.zero[asked]], findings[asked].options, place)
            if scale.range[0] >= scale.range[1]:
                names.fault(place, "range: the first number is the lower one")
    durations = [key for key, finding in findings.items() if finding.grows]
    for key, moment in drawn.moment.items():
        names.require("no duration", [moment.finding], durations, f"{_FILE} [moment.{key}]")
    return drawn
