"""The words that tell patients without names apart: lasting findings, and the levels."""

from __future__ import annotations

from collections.abc import Mapping, Set

from data.content.schema.summary import SummaryFileModel
from data.wording.kinds import value_text
from engine.model.answers import UNKNOWN, Value
from engine.model.findings import Finding
from engine.model.kinds import Kind
from engine.model.pathway import Pathway


def levels_of(pathway: Pathway, chapters: Set[str]) -> list[Finding]:
    """The findings with levels that some chapters ask for."""
    asked = pathway.asked.values()
    return [one for one in asked if one.kind is Kind.LEVELS and one.chapter in chapters]


def patient_words(pathway: Pathway, told: SummaryFileModel, answers: Mapping[str, Value]) -> str:
    """Words such as `72 years, Female`, then the levels; empty where none of it is known.

    Args:
        pathway: whose findings they are.
        told: which of them a summary tells of the patient, and where levels are read.
        answers: that were given.
    """
    lines = told.line.values()
    about = [key for line in lines if line.part == "patient" for key in line.findings]
    lasting = [key for key in about if pathway.findings[key].lasting]
    known = {key: answers[key] for key in lasting if answers.get(key, UNKNOWN) != UNKNOWN}
    findings = levels_of(pathway, {line.levels for line in lines})
    levels = (answers.get(finding.key) for finding in findings)
    read = {str(one["level"]) for found in levels if isinstance(found, tuple) for one in found}
    at = [level for level in findings[0].sites.names if level in read] if read else []
    words = [value_text(pathway.findings[key], value) for key, value in known.items()]
    return ", ".join([*words, *([" ".join(at)] if at else [])])
