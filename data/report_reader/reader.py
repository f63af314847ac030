"""The reader: a text in, proposals with their places out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from data.report_reader import prints
from data.report_reader.document import Classified, Study, classify
from data.report_reader.layout import sentences
from data.report_reader.lexicon import Lexicon, load
from data.report_reader.patients import SeveralPatientsError, names_several
from data.report_reader.proposals import Reading, Statement, settled
from data.report_reader.prose import ProseReader
from data.report_reader.results import stated

LARGEST_TEXT: Final = 64 * 1024
"""Characters of the longest text that is read."""


PRINT: Final = "laboratory"
"""The kind of a print of results, which is known by its lines and has no title."""


def kinds(directory: Path, *, text: bool = False) -> tuple[str, ...]:
    """The kinds of documents that can be read; of texts alone, which a person can tell apart."""
    table = load(directory).files.kinds.kind
    return tuple(name for name, kind in table.items() if not text or kind.form != "message")


def in_words(directory: Path, kind: str) -> str:
    """The title of a kind, or of several joined with "+"."""
    table = load(directory).files.kinds.kind
    return ", ".join(table[name].title for name in kind.split("+") if name in table)


def read_kinds(directory: Path) -> str:
    """The sentence that says which documents are read."""
    return load(directory).files.kinds.read


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
    refusals = lexicon.files.layout.refusal
    form, texts = format_of(text), kinds(directory, text=True)
    if refused := _refused(text, form, kind, lexicon):
        return Reading(refused=refusals[refused])
    attached: tuple[str, ...] = ()
    if form:
        try:
            found, attached = _message(text, form, lexicon)
        except SeveralPatientsError:
            return Reading(refused=refusals["several"])
        except ValueError:
            return Reading(refused=refusals["unreadable"])
        names = [form]
    else:
        parts = _classified(text, lexicon, kind)
        if parts.refusal:
            says = f"{refusals[parts.refusal]} {lexicon.files.kinds.read}"
            return Reading(refused=says, kinds=texts if parts.open else ())
        found = [item for study in parts.studies for item in _study(study, text, lexicon)]
        names = [study.kind for study in parts.studies]
    proposals, left = settled(found, lexicon.files.binding.open)
    given = {item.finding for item in (*proposals, *left)}
    known = lexicon.files.kinds.kind.values()
    named = dict.fromkeys(kind.incomplete for kind in known if kind.levels in given)
    return Reading("+".join(dict.fromkeys(names)), "", proposals, left, (*named, *attached))


def _refused(text: str, form: str, kind: str, lexicon: Lexicon) -> str:
    """The refusal of a text that is not looked at; empty for none."""
    if len(text) > LARGEST_TEXT:
        return "too_long"
    if not text.strip():
        return "empty"
    table = lexicon.files.kinds.kind
    if not form and kind and (kind not in table or table[kind].form == "message"):
        return "unreadable"
    several = not form and names_several(text, lexicon.files.layout.identity)
    return "several" if several else ""


def format_of(text: str) -> str:
    """The kind of message that a text is by its first characters; empty for none."""
    head = text.lstrip("\ufeff\x0b \r\n\t")
    if re.match(r"(?:FHS|BHS|MSH)[^\w\s]", head):
        return "hl7"
    if head.startswith("{"):
        return "fhir" if '"resourceType"' in head else ""
    return "ccda" if head.startswith("<") and "ClinicalDocument" in head[:2000] else ""


def _classified(text: str, lexicon: Lexicon, kind: str) -> Classified:
    """The kind of a text, a print of results where no study is named."""
    classified = classify(sentences(text, lexicon), lexicon, kind)
    open_ = classified.open or kind == PRINT
    if open_ and prints.looks_like_one(text, lexicon):
        return Classified((Study(PRINT, None, []),))
    return classified


def _message(text: str, form: str, lexicon: Lexicon) -> tuple[list[Statement], tuple[str, ...]]:
    """The statements of a message, in codes and in its reports, and what is attached."""
    from data.report_reader.messages import Message  # late: most texts are no messages

    found = Message(text, form, lexicon)
    said = [*found.stated, *stated(found.results, lexicon)]
    if found.text.strip():
        for study in classify(sentences(found.text, lexicon), lexicon, "").studies:
            said += _study(study, found.text, lexicon)
    return said, (lexicon.files.results.attached,) if found.attached else ()


def _study(study: Study, text: str, lexicon: Lexicon) -> Iterator[Statement]:
    """The statements of one study, and that it was done."""
    table = lexicon.files.kinds.kind[study.kind]
    if study.named and (done := table.done):
        yield Statement(done.finding, done.value, *study.named, study.named)
    if table.form == "results":
        yield from stated(prints.results(text, lexicon), lexicon)
    elif table.form == "columns":
        from data.report_reader.columns import ColumnReader  # late: few texts are such prints

        yield from ColumnReader(lexicon).statements(text)
    yield from ProseReader(lexicon, study.kind).statements(study.sentences)
