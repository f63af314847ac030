"""The names in summary.toml, tied to findings and checklists."""

from __future__ import annotations

from typing import Final

from data.content.resolve.raw_files import RawFiles
from data.content.resolve.symbols import Symbols, unknown
from data.content.schema.summary import FormLineModel, SummaryFileModel, SummaryLineModel
from data.input.faults import Fault
from engine.model.kinds import Kind
from engine.model.pathway import Pathway

_FILE: Final = "summary.toml"


def summary(models: RawFiles, pathway: Pathway, faults: list[Fault]) -> SummaryFileModel:
    """The words of the page, their names checked; every fault found is added to `faults`."""
    levels = [key for key, f in pathway.findings.items() if f.kind is Kind.LEVELS]
    lines: dict[str, SummaryLineModel | FormLineModel] = {
        f"line.{key}": line for key, line in models.summary.line.items()
    }
    names = Symbols(models, faults)
    names.cited(models.summary.decisions.cites, f"{_FILE} [decisions]")
    faults += unknown("no finding", models.summary.cut, pathway.findings, f"{_FILE} cut")
    for key, form in models.summary.form.items():
        lines |= {f"form.{key}.line[{n}]": line for n, line in enumerate(form.line)}
        names.check_codes(form.codes, pathway.recommendations, f"{_FILE} [form.{key}]")
    for key, line in lines.items():
        place = f"{_FILE} [{key}]"
        faults += unknown("no finding", line.findings, pathway.findings, place)
        own = (*line.always, *line.present)
        faults += unknown("no finding of the line", own, line.findings, place)
        faults += unknown("no finding with levels", [line.levels], ["", *levels], place)
        faults += unknown("no checklist", [line.checklist], ["", *pathway.checklists], place)
        names.check_codes(line.completed_by, pathway.recommendations, place)
        if isinstance(line, FormLineModel):
            names.check_codes(line.codes, pathway.recommendations, place)
            names.cited(line.cites, place)
    return models.summary
