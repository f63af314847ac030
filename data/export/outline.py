"""The full record of a session as headings and lines, the same for all formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from data.export.answer_items import AnswerItem
from data.export.blocks import Block, Heading, Line
from data.export.changes_since import SinceItem
from data.export.citations import Citation
from data.export.decisions import DecisionItem
from data.export.disagreements import DisagreementItem
from data.export.summary import RECORD, AdviceItem, Header, Summary
from data.text.dates import moment_text
from data.wording.advice_words import NOTES, REFUSAL, URGENCY
from data.wording.banners import PRACTICE
from data.wording.changes_since import SAME, moved_text
from data.wording.reasons import BECAUSE
from engine.advice.recommended import Recommended

NO_STRENGTH = "source states none"
"""The words where no source states how strong or certain its statement is."""


def outline(summary: Summary) -> Iterator[Block]:
    """The blocks of a summary, from top to bottom."""
    sources = _numbers(summary)
    yield Heading(1, f"{summary.header.program}: summary of session {summary.header.session}")
    if summary.training:
        yield Line(PRACTICE)
    yield from (Line(words, alert=True) for words in (*summary.pinned, *summary.limit))
    yield from _header(summary.header)
    yield Heading(2, "Advice")
    if summary.refused:
        yield Line(REFUSAL)
        yield from (Line(rule, "Rule") for rule in summary.refused)
    else:
        yield from _brief(summary)
        yield from _advice(summary.advice, sources)
    if summary.since:
        yield Heading(2, "Changed since the last session")
        yield from _since(summary.since)
    yield Heading(2, "Remarks")
    yield from _or_none(map(Line, summary.remarks))
    yield from _not_advised(summary)
    yield from _answers(summary)
    yield Heading(2, "Scores (for display; none changes the advice)")
    yield from map(Line, summary.scores)
    yield Heading(2, "Where sources disagree")
    yield from _or_none(
        block for topic in summary.disagreements for block in disagreement(topic, sources)
    )
    yield Heading(2, "What this pathway does not consider")
    yield from map(Line, summary.not_considered)
    yield Heading(2, "Sources cited above")
    yield from _or_none(_register(sources))


def _not_advised(summary: Summary) -> Iterator[Block]:
    """The contradictions, and what is withheld or was decided on and is not advised now."""
    yield Heading(2, "Contradictions between answers")
    yield from _or_none(
        block
        for item in summary.contradictions
        for block in (Line(item.says), Line(item.meanwhile, "Until that is resolved"))
    )
    yield Heading(2, "Withheld, and why")
    yield from _or_none(_withheld(summary))
    if summary.decided:
        yield Heading(2, "Decided on, and not advised now")
        for decided in summary.decided:
            yield Heading(4, decided.title)
            yield from _decision(decided)


def _answers(summary: Summary) -> Iterator[Block]:
    """The answers and the open questions, and the notes of the user."""
    for title, answers in (
        ("Answered", summary.answered),
        ("Asked, not known", summary.not_known),
        ("Not asked, and could still change the advice", summary.not_asked),
        ("Set aside (not used)", summary.set_aside),
    ):
        yield Heading(2, title)
        yield from _or_none(map(_answer, answers))
    if summary.notes:
        yield Heading(2, NOTES)
        yield from map(Line, summary.notes)


def disagreement(topic: DisagreementItem, numbers: Mapping[Citation, int]) -> Iterator[Block]:
    """A question on which sources disagree: each position, and that of the rules.

    Args:
        topic: the question.
        numbers: of the sources in an appendix; one that is not there is named by its tag.
    """
    yield Heading(4, topic.question)
    for position in topic.positions:
        number = str(numbers.get(position.source, ""))
        yield Line(f"{position.says} ({position.cited(number)})", position.body)
    yield Line(topic.ours, "Where these rules stand")


def _header(header: Header) -> Iterator[Block]:
    content = f"{header.pathway}, version {header.version}, digest {header.digest}"
    yield Line(header.review)
    yield from _said("Review status of what is said here", header.review_status.words)
    yield from _said("", header.earlier)
    yield from _said("Content", content)
    yield from _said("Session", header.session)
    yield from _said("Label", header.label)
    yield from _said("Created", moment_text(header.created))
    yield from _said("Exported", moment_text(header.exported))
    yield from _said("Exported by", header.author)
    yield from _said("Answered by", "; ".join(header.people))
    yield Line(header.record, RECORD)


def _said(label: str, *texts: str) -> Iterator[Block]:
    """The texts after a label, without those that are empty."""
    return (Line(text, label) for text in texts if text)


def _brief(summary: Summary) -> Iterator[Block]:
    """The page, a line for each thing on it, with what was decided on it."""
    labels = {item.code: f" [{item.decision.label}]" for item in summary.advice if item.decision}
    if summary.page:
        yield Heading(3, "In brief")
    for section in summary.page:
        for line in section.lines:
            yield Line(f"{line.text}{labels.get(line.code, '')}", section.title)


def _advice(items: Sequence[AdviceItem], sources: Mapping[Citation, int]) -> Iterator[Block]:
    if not items:
        yield Line("No recommendation holds for these answers.")
    number, given = 0, dict[str, int]()
    for urgency, group in groupby(items, key=lambda item: item.urgency):
        yield Heading(3, URGENCY[urgency])
        for item in group:
            number += 1
            yield Heading(4, f"{number}. {item.title}")
            cited = (*item.cited.sources, *item.cited.statements, *item.cited.references)
            yield from _recommendation(item, _because(item, number, given), sources)
            yield Line(_ranges(sorted(sources[citation] for citation in cited)), "Sources")


def _because(item: AdviceItem, number: int, given: dict[str, int]) -> str:
    """The reasons of a recommendation, each in words once: later ones name where it stands."""
    new = [reason for reason in item.because if reason not in given]
    before = sorted({given[reason] for reason in item.because if reason in given})
    given.update(dict.fromkeys(new, number))
    also = f"as for {', '.join(map(str, before))}" if before else ""
    return "; ".join(filter(None, (*new, also)))


def _ranges(numbers: Sequence[int]) -> str:
    """Numbers in order, neighbours joined: 1-3, 7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number <= runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if run[0] != run[-1] else str(run[0]) for run in runs)


def _numbers(summary: Summary) -> dict[Citation, int]:
    """The citations in the order of the appendix, by their numbers there."""
    advice = () if summary.refused else summary.advice
    cited = [item.cited for item in advice]
    found = (
        *(citation for one in cited for citation in one.sources),
        *(citation for one in cited for citation in one.statements),
        *(citation for one in cited for citation in one.references),
        *(source for item in advice for source, _ in item.evidence),
        *(position.source for topic in summary.disagreements for position in topic.positions),
    )
    return {citation: number for number, citation in enumerate(dict.fromkeys(found), start=1)}


def _recommendation(
    item: AdviceItem, because: str, sources: Mapping[Citation, int]
) -> Iterator[Block]:
    yield from _decision(item.decision)
    stated = [f"{says} ({sources[source]})" for source, says in item.evidence]
    yield from _said("Within", item.within)
    yield from _said("What", item.what)
    yield from _said("Why", item.why)
    yield from _said("Rule", *item.says)
    yield from _said(BECAUSE, because)
    yield Line(f"{item.status} Review status: {item.reviewed}.")
    yield from _said("Caution", *item.cautions)
    yield from _said("Pitfall", *item.pitfalls)
    yield from _said("Strength of evidence", *(stated or [NO_STRENGTH]))


def _decision(item: DecisionItem | None) -> Iterator[Block]:
    """The user's decision, if there is one."""
    if item is not None:
        yield Line(item.words)


def _register(sources: Mapping[Citation, int]) -> Iterator[Block]:
    """Every citation, once, with how it was seen or what it is worth."""
    for citation, number in sources.items():
        yield Line(f"{citation.words} [{citation.tag}]", str(number), citation.link)


def _since(item: SinceItem) -> Iterator[Block]:
    """The changes, or a line that there are none."""
    yield Line(item.session)
    found = item.found
    if found is None:
        return
    for label, says in (
        ("New", map(_with_urgency, found.gained)),
        ("More or less urgent", map(moved_text, found.moved)),
        ("No longer advised", map(_with_urgency, found.lost)),
        ("Not advised now, still open", map(_with_urgency, found.pending)),
    ):
        yield from _said(label, *says)
    if found.same:
        yield Line(SAME)
    for decision in item.decided:
        yield Line(f"{decision.title}: {decision.words}", "Decided then")
    yield from (Line(answer.says, answer.name) for answer in found.answers)
    yield from _said("Answered then, not now", "; ".join(found.missing))


def _with_urgency(item: Recommended) -> str:
    return f"{item.urgency.name}: {item.recommendation.title}"


def _withheld(summary: Summary) -> Iterator[Block]:
    for item in summary.withheld:
        yield Heading(4, item.title)
        yield from _decision(item.decision)
        yield from _said("Rule", item.says)
        yield from _said("Withheld because", *item.because)


def _answer(item: AnswerItem) -> Line:
    note = f" ({item.note})" if item.note else ""
    return Line(f"{item.value}{note}", item.name) if item.value else Line(f"{item.name}{note}")


def _or_none(blocks: Iterable[Block]) -> Iterator[Block]:
    return iter([*blocks] or [Line("None.")])
