"""The words by which a patient without a name is told from others: what lasts, and the levels."""

from __future__ import annotations

from collections.abc import Mapping

from data.content.schema.summary import SummaryFileModel
from data.wording.kinds import value_text
from engine.model.answers import UNKNOWN, Value
from engine.model.pathway import Pathway


def patient_words(pathway: Pathway, told: SummaryFileModel, answers: Mapping[str, Value]) -> str:
    """Such as `72 years, Female`, then the levels; empty where nothing of it is known.

    Args:
        pathway: whose findings they are.
        told: which of them a summary tells of the patient, and where levels are read.
        answers: that were given.
    """
    lines = told.line.values()
    about = [key for line in lines if line.part == "patient" for key in line.findings]
    lasting = [key for key in about if pathway.findings[key].lasting]
    known = {key: answers[key] for key in lasting if answers.get(key, UNKNOWN) != UNKNOWN}
    levels = (answers.get(line.levels) for line in lines if line.levels)
    read = {str(one["level"]) for found in levels if isinstance(found, tuple) for one in found}
    sites = next((pathway.findings[line.levels].sites for line in lines if line.levels), None)
    at = [level for level in sites.names if level in read] if sites and read else []
    words = [value_text(pathway.findings[key], value) for key, value in known.items()]
    return ", ".join([*words, *([" ".join(at)] if at else [])])
