"""A report being read in: one proposal with its sentence, the whole text, and what is left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from data.content.loader import pathway_directory
from data.report_reader.reader import in_words, read_kinds
from data.text.outside_text import one_line
from tui.rows.row import TextRow, TextStyle, rule
from tui.state.report import Proposal, ReportIntake

MARKS: Final = ">>", "<<"
"""The signs around the words that carry a value."""

NOT_KEPT: Final = (
    "The report itself is not kept: of each proposal its own words, their place and the report's"
    " hash are."
)
PASTE: Final = "Paste the report here, whole: up to 64 kB. Or start with --report FILE."
_ROOM: Final = 2000


def paste_rows(intake: ReportIntake | None = None) -> Iterator[TextRow]:
    """The field for a paste, after the reason why the text before was refused."""
    yield TextRow()
    if intake is not None:
        refused = f"  {intake.reading.refused}"
        yield TextRow(refused, TextStyle.STRONG, continuation_indent=2)
        yield TextRow()
        if intake.reading.kinds:
            yield TextRow("  Which kind is it? Press its digit.")
        for number, kind in enumerate(intake.reading.kinds, 1):
            yield TextRow(f"  {number}  {in_words(pathway_directory(), kind)}")
        yield TextRow()
    yield TextRow(f"  {PASTE}", TextStyle.STRONG)
    if intake is None:
        yield TextRow()
        yield TextRow(f"  {read_kinds(pathway_directory())}")
        yield TextRow(f"  {NOT_KEPT}", TextStyle.QUIET)


def proposal_rows(intake: ReportIntake, proposal: Proposal) -> Iterator[TextRow]:
    """A proposal: what would be stored, and the sentence that it stands in."""
    item = proposal.statement
    left = intake.count
    yield rule(f"From the report ({intake.kind}): {left} to look at")
    yield TextRow()
    yield TextRow(f"  {proposal.title}", TextStyle.STRONG)
    yield TextRow(f"  = {proposal.says}", TextStyle.STRONG, continuation_indent=4)
    if item.note:
        yield TextRow(f"  Note: {item.note}.")
    if proposal.now:
        yield TextRow(
            f"  Now answered: {proposal.now}. Taking it replaces that.", TextStyle.CAUTION
        )
    yield TextRow()
    yield TextRow(f"  {marked(intake.text, item.start, item.end, item.sentence)}")
    yield TextRow()
    yield TextRow("  It is no answer until it is taken.", TextStyle.QUIET)


def text_rows(intake: ReportIntake) -> Iterator[TextRow]:
    """The whole text, with the words of the present proposal marked."""
    yield rule("The whole report")
    text, item = intake.text, intake.current
    if item is not None:
        start, end = item.statement.start, item.statement.end
        text = f"{text[:start]}{MARKS[0]}{text[start:end]}{MARKS[1]}{text[end:]}"
    for line in text.splitlines():
        yield TextRow(f"  {line}", here=MARKS[0] in line and item is not None)


def last_rows(intake: ReportIntake) -> Iterator[TextRow]:
    """The end of a reading: what was done, is left to a person, and is not kept."""
    yield rule("From the report")
    yield TextRow(f"  Taken: {intake.taken}. Refused: {intake.refused}.", TextStyle.STRONG)
    for remark in intake.reading.remarks:
        yield TextRow(f"  {remark}", TextStyle.CAUTION)
    left = intake.to_answer
    if left:
        yield TextRow()
        yield rule("Stated, but for you to answer")
    for title, item in left:
        note = f" ({item.note})" if item.note else ""
        yield TextRow(f"  {title}{note}", TextStyle.STRONG)
        yield TextRow(f"    {marked(intake.text, item.start, item.end, item.sentence)}")
    if not intake.taken and not intake.refused and not left:
        yield TextRow("  Nothing in it answers a question of this pathway that is still open.")
    yield TextRow()
    yield TextRow(f"  {NOT_KEPT}", TextStyle.QUIET)


def marked(text: str, start: int, end: int, sentence: tuple[int, int]) -> str:
    """A sentence in one line, with the words that carry the value marked."""
    first, last = sentence
    parts = (text[first:start], text[start:end], text[end:last])
    before, own, after = (part.replace("\n", " ").replace("\r", " ") for part in parts)
    return " ".join(one_line(f"{before}{MARKS[0]}{own}{MARKS[1]}{after}", _ROOM).split())
