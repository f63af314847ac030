"""The names in summary.toml, tied to findings and checklists."""

from __future__ import annotations

from typing import Final

from data.content.resolve.symbols import Symbols
from data.content.schema.summary import FormLineModel, SummaryFileModel, SummaryLineModel
from engine.model.kinds import Kind
from engine.model.pathway import Pathway

_FILE: Final = "summary.toml"


def summary(names: Symbols, pathway: Pathway) -> SummaryFileModel:
    """The words of the page, their names checked."""
    told, findings = names.models.summary, pathway.findings
    levels = [f.chapter for f in findings.values() if f.kind is Kind.LEVELS]
    lines: dict[str, SummaryLineModel | FormLineModel] = {
        f"line.{key}": line for key, line in told.line.items()
    }
    names.cited(told.decisions.cites, f"{_FILE} [decisions]")
    names.require("no finding", told.cut, findings, f"{_FILE} cut")
    for key, form in told.form.items():
        lines |= {f"form.{key}.line[{n}]": line for n, line in enumerate(form.line)}
        names.check_codes(form.codes, f"{_FILE} [form.{key}]")
    for key, line in lines.items():
        place = f"{_FILE} [{key}]"
        names.require("no finding", line.findings, findings, place)
        own = (*line.always, *line.present)
        names.require("no finding of the line", own, line.findings, place)
        names.require("no chapter with levels", filter(None, [line.levels]), levels, place)
        lists = filter(None, [line.checklist])
        names.require("no checklist", lists, pathway.checklists, place)
        names.check_codes(line.completed_by, place)
        if isinstance(line, FormLineModel):
            names.check_codes(line.codes, place)
            names.cited(line.cites, place)
    return told
