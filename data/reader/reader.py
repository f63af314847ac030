"""The reader: a text in, proposals with their places out."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from data.reader.document import Study, judge
from data.reader.layout import sentences
from data.reader.lexicon import Lexicon, load
from data.reader.proposals import Reading, Statement, settled
from data.reader.prose import ProseReader

LARGEST_TEXT: Final = 64 * 1024
"""Characters of the longest text that is read."""


def kinds(directory: Path) -> tuple[str, ...]:
    """The kinds of documents that can be read."""
    return tuple(load(directory).tables["kinds"]["kind"])


def read(text: str, directory: Path, kind: str = "") -> Reading:
    """Read a text by the lexicon of a pathway.

    Args:
        text: the whole document.
        directory: of the pathway.
        kind: what a person says the document is; empty to judge by the text.

    Returns:
        The proposals, or why the text is refused.
    """
    lexicon = load(directory)
    refusals = lexicon.tables["layout"]["refusal"]
    if len(text) > LARGEST_TEXT:
        return Reading(refused=refusals["too_long"])
    if not text.strip():
        return Reading(refused=refusals["empty"])
    judged = judge(list(sentences(text, lexicon)), lexicon, kind)
    if judged.refusal:
        says = refusals[judged.refusal]
        return Reading(refused=says, kinds=kinds(directory) if judged.open else ())
    found = [item for study in judged.studies for item in _study(study, lexicon)]
    proposals, left = settled(found, lexicon.tables["binding"]["differ"])
    remarks = lexicon.tables["binding"]["incomplete"]
    named = tuple(
        says for finding, says in remarks.items() if any(p.finding == finding for p in proposals)
    )
    names = dict.fromkeys(study.kind for study in judged.studies)
    return Reading("+".join(names), "", proposals, left, named)


def _study(study: Study, lexicon: Lexicon) -> list[Statement]:
    """The statements of one study, and that it was done."""
    found = list(ProseReader(lexicon, study.kind).statements(study.sentences))
    done = lexicon.tables["kinds"]["kind"][study.kind].get("done")
    if study.named and done:
        start, end = study.named
        found.insert(0, Statement(done["finding"], done["value"], start, end, study.named))
    return found
