"""The findings of one patient as the page that leaves says them, line by line.

The content says which findings and in which line: see `summary.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Final

from data.content.schema.summary import FormLineModel, SummaryFileModel, SummaryLineModel
from data.export.blocks import Line, Picture, PictureRow
from data.wording.phrases import NOT_ASKED, NOT_KNOWN, level_mark, value_text
from engine.model.answers import UNKNOWN, Answers, LevelReading, Value
from engine.model.findings import Finding
from engine.model.pathway import Checklist, Pathway

_SIGN: Final = {"yes", "no"}


@dataclass(frozen=True, slots=True)
class Presentation:
    """The facts that are known of the patient.

    Attributes:
        patient, answer, examination: its lines; the answer is what was seen, the picture first.
        picture: None where no level is known.
        forms: for each form the findings of its lines, in brief.
    """

    patient: tuple[Line, ...] = ()
    answer: tuple[Line, ...] = ()
    examination: tuple[Line, ...] = ()
    picture: Picture | None = None
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def presentation(
    pathway: Pathway, told: SummaryFileModel, active: Answers, facts: Mapping[str, Value]
) -> Presentation:
    """The lines that the content asks for.

    Args:
        pathway: whose findings they are.
        told: which lines there are.
        active: the answers whose questions apply, UNKNOWN where one is not known.
        facts: the known ones with the derived findings added.
    """
    reader = _Reader(pathway, active, facts)
    parts: dict[str, list[Line]] = {"patient": [], "answer": [], "examination": []}
    rows = []
    for line in told.line.values():
        if said := reader.words(line):
            parts[line.part].append(Line(said, line.label))
        if line.levels in facts:
            rows.append(reader.drawn(line))
    sites = [pathway.findings[line.levels].sites for line in told.line.values() if line.levels]
    return Presentation(
        patient=tuple(parts["patient"]),
        answer=tuple(parts["answer"]),
        examination=tuple(parts["examination"]),
        picture=Picture(sites[0].bands, tuple(rows)) if rows else None,
        forms={
            key: tuple(reader.words(line, brief=True) for line in form.line)
            for key, form in told.form.items()
        },
    )


class _Reader:
    """Reads lines off one patient."""

    def __init__(self, pathway: Pathway, active: Answers, facts: Mapping[str, Value]) -> None:
        self._pathway = pathway
        self._active = active
        self._facts = facts

    def words(self, line: SummaryLineModel | FormLineModel, *, brief: bool = False) -> str:
        """The words of one line; nothing where nothing is known or was asked."""
        words = [self._findings(line.findings, {*line.always})]
        if line.checklist:
            words.append(self._checklist(self._pathway.checklists[line.checklist], brief))
        if line.levels:
            words.append(self._levels(self._pathway.findings[line.levels], brief))
        return ". ".join(filter(None, words))

    def drawn(self, line: SummaryLineModel) -> PictureRow:
        """The marks of a line on levels."""
        finding, readings = self._pathway.findings[line.levels], self._facts[line.levels]
        assert isinstance(readings, tuple)  # noqa: S101 - the finding is one with levels
        marks = {str(reading["level"]): level_mark(finding, reading) for reading in readings}
        return PictureRow(line.label, marks)

    def _findings(self, keys: Sequence[str], always: Set[str]) -> str:
        """The known values, then the names of those that were asked and are not known."""
        findings, facts, active = self._pathway.findings, self._facts, self._active
        known = [_value(findings[key], facts[key]) for key in keys if key in facts]
        rest: dict[str, list[str]] = {NOT_KNOWN: [], NOT_ASKED: []}
        for key in (key for key in keys if key not in facts):
            if active.get(key) == UNKNOWN or (key in always and findings[key].derived):
                rest[NOT_KNOWN].append(findings[key].short)
            elif key in always:
                rest[NOT_ASKED].append(findings[key].short)
        return _joined(known, rest)

    def _checklist(self, checklist: Checklist, brief: bool) -> str:
        """The lines of it that are present, then what is not known, not asked, absent.

        In brief the absent ones are counted.
        """
        present: list[str] = []
        rest: dict[str, list[str]] = {NOT_KNOWN: [], NOT_ASKED: [], "absent": []}
        for item in checklist.items:
            finding, value = self._pathway.findings[item.finding], self._active.get(item.finding)
            if value in item.present:
                present.append(_present(finding, str(value)))
            elif value is None or value == UNKNOWN:
                rest[NOT_ASKED if value is None else NOT_KNOWN].append(finding.short)
            else:
                rest["absent"].append(finding.short)
        if not present and len(rest[NOT_ASKED]) == len(checklist.items):
            return NOT_ASKED
        if brief and (absent := rest.pop("absent")):
            present.append(f"{len(absent)} of {len(checklist.items)} absent")
        return _joined(present, rest)

    def _levels(self, finding: Finding, brief: bool) -> str:
        value = self._active.get(finding.key)
        if value == UNKNOWN:
            return NOT_KNOWN
        if not isinstance(value, tuple):
            return ""
        return ". ".join(_level(finding, reading, brief) for reading in value) or "no level"


def _value(finding: Finding, value: Value) -> str:
    """The name of a finding and its value, or the value alone where it repeats the name."""
    words = value_text(finding, value)
    return words if finding.short.casefold() in words.casefold() else f"{finding.short}: {words}"


def _present(finding: Finding, value: str) -> str:
    name = finding.short.upper()
    return name if value == "yes" else f"{name} ({value_text(finding, value)})"


def _level(finding: Finding, reading: LevelReading, brief: bool) -> str:
    """The readings of one level: values, signs by name, then signs that are absent or not known.

    In brief the absent ones are left out.
    """
    words: list[str] = []
    rest: dict[str, list[str]] = {"no": [], NOT_KNOWN: []}
    for part in finding.fields:
        value = reading.get(part.key)
        if value == UNKNOWN:
            rest[NOT_KNOWN].append(part.short)
        elif set(part.options) == _SIGN and value == "no":
            rest["no"].append(part.short)
        elif value is not None:
            sign = value == "yes" and set(part.options) == _SIGN
            words.append(part.short if sign else f"{part.short} {value_text(part, value)}")
    if brief:
        del rest["no"]
    return f"{reading['level']}: " + _joined(words or ["named"], rest)


def _joined(words: Sequence[str], rest: Mapping[str, Sequence[str]]) -> str:
    """The words, then each label with its names."""
    parts = (f"{label}: {', '.join(names)}" for label, names in rest.items() if names)
    return "; ".join((*words, *parts))
