"""What is read out on request: the sessions, the advice, the answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from data.content import Content
from data.days import day_text
from data.reasons import Reasons
from data.wording import NOT_KNOWN, REFUSAL, URGENCY, value_text
from engine.decide import Recommended
from engine.findings import UNKNOWN, Value
from engine.tables import Pathway
from engine.urgency import Urgency
from tui.advice import SIGNS
from tui.kept import Kept
from tui.pages.details import advice_details, change_details, source_details, why_details
from tui.sitting import Sitting


def session_lines(sessions: Sequence[Kept]) -> Iterator[str]:
    """The kept sessions, numbered, the newest first."""
    if not sessions:
        yield "No session is kept yet."
    for number, item in enumerate(sessions, 1):
        state = "damaged" if item.fault else ("finished" if item.finished else "open")
        moment = item.created.astimezone()
        count = "" if item.answers is None else f", {item.answers} answers"
        when = f"{day_text(moment)} {moment:%H:%M}"
        yield f"{number}. {item.id}, {when}, {state}{count}. {item.label}".rstrip()


def emergency_lines(sitting: Sitting) -> Iterator[str]:
    """What is said before every question as long as it holds."""
    yield from sitting.flags.lines
    if sitting.advice.refused:
        yield REFUSAL
    for item in sitting.advice.recommended:
        if item.urgency is Urgency.EMERGENCY:
            yield _advice(item)


def change_lines(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    """What an answer has brought into the advice and taken out of it, by code."""
    yield from (f"Now advised: {words}" for code, words in now.items() if code not in before)
    gone = (words for code, words in before.items() if code not in now)
    yield from (f"No longer advised: {words}" for words in gone)


def advised(sitting: Sitting) -> dict[str, str]:
    """What is advised, in words, by code."""
    return {i.recommendation.code: _advice(i) for i in sitting.advice.recommended}


def plan_lines(sitting: Sitting) -> Iterator[str]:
    """The advice so far, the most urgent first, numbered; then what stands beside it."""
    advice = sitting.advice
    if advice.refused:
        yield REFUSAL
        yield from (f"{violation.rule}: {violation.says}" for violation in advice.refused)
    yield from _part("Contradictions between answers", (c.says for c in advice.conflicts))
    numbered = enumerate(advice.recommended, 1)
    for urgency, items in groupby(numbered, lambda pair: pair[1].urgency):
        yield URGENCY[urgency]
        for number, item in items:
            standing = "settled" if item.settled else "open"
            yield f"{number}. {item.recommendation.title} ({standing})"
    if not advice.recommended and not advice.refused:
        yield "Nothing is advised on these answers yet."
    yield from _part("Remarks", (remark.says for remark in advice.remarks))
    yield from _part("Withheld", (item.recommendation.title for item in advice.withheld))
    yield from _part("Not known, and still matters", (q.ask for q in sitting.standing.open))


def detail_lines(content: Content, sitting: Sitting, number: int) -> Iterator[str]:
    """One recommendation from every side; nothing where there is none."""
    if not 1 <= number <= len(sitting.advice.recommended):
        return
    item = sitting.advice.recommended[number - 1]
    reasons = Reasons(sitting.compiled, sitting.standing.active, sitting.advice.facts)
    recommendation = item.recommendation
    for title, rows in (
        ("In full", advice_details(content, item, sitting.standing.active)),
        ("Why", why_details(content, item, reasons)),
        ("What would change it", change_details(recommendation, reasons, holds=True)),
        ("Sources", source_details(content, recommendation)),
    ):
        yield f"{title}:"
        yield from (" ".join(row.text.split()) for row in rows)


def answer_lines(sitting: Sitting) -> Iterator[str]:
    """All answers: given, not known, set aside."""
    standing, findings = sitting.standing, sitting.compiled.pathway.findings
    known = [key for key in findings if standing.active.get(key, UNKNOWN) != UNKNOWN]
    unknown = [key for key in findings if standing.active.get(key) == UNKNOWN]
    for title, keys in (
        ("Answered", known),
        ("Not known", unknown),
        ("Set aside: its question does not apply now", standing.set_aside),
    ):
        said = (value_words(sitting.compiled.pathway, key, sitting.answers[key]) for key in keys)
        yield from _part(title, said)
    if not sitting.answers:
        yield "Nothing is answered yet."


def value_words(pathway: Pathway, key: str, value: Value) -> str:
    """A finding and its value: `Pain now (0-10): 7`."""
    finding = pathway.findings[key]
    return f"{finding.short}: {NOT_KNOWN if value == UNKNOWN else value_text(finding, value)}"


def _advice(item: Recommended) -> str:
    standing = "settled" if item.settled else "open"
    sign = " ".join(SIGNS[item.urgency].split())
    return f"{sign}, {standing}: {item.recommendation.title}"


def _part(title: str, texts: Iterable[str]) -> Iterator[str]:
    found = list(texts)
    if found:
        yield f"{title}:"
        yield from (f"- {text}" for text in found)
