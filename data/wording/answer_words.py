"""Words for answers, for their blanks on paper, and for decisions and urgencies."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from data.text.dates import moment_text
from data.text.numbers import number_text
from data.text.telephones import NO_NUMBERS, Telephones
from engine.advice.reasons import Excluded, Reason, condition
from engine.model.answers import UNKNOWN, Answers, Bound, LevelReading, Value
from engine.model.conditions import holds
from engine.model.findings import Finding
from engine.model.kinds import Kind
from engine.model.pathway import Pathway, Recommendation
from engine.model.urgency import Urgency

if TYPE_CHECKING:
    from data.session.session import Decision

NOT_KNOWN: Final = "not known"
NOT_ASKED: Final = "not asked"
BY_THE_USER: Final = " by the user"

ENTERED: Final = "#"
"""The mark at a site that is named, where the content has no mark for what is read there."""

BOX: Final = "[_]"
"""A box to tick on paper."""

URGENCY: Final[Mapping[Urgency, str]] = {
    Urgency.EMERGENCY: "EMERGENCY - now",
    Urgency.URGENT: "URGENT - same day unless a limit is stated",
    Urgency.SOON: "SOON - days to two weeks",
    Urgency.ROUTINE: "ROUTINE - alongside",
    Urgency.INFORMATION: "FOR INFORMATION",
}
"""Headings under which recommendations are listed."""

REFUSAL: Final = (
    "NO ADVICE: what the tables say here would break a safety rule. Go by clinical judgement and"
    " report this; the fault is in the program."
)
"""The sentence in place of advice that the safety check has refused."""


def status_word(*, settled: bool) -> str:
    """The state of a recommendation: whether answers that are missing may change it."""
    return "confirmed" if settled else "may change"


NOTES: Final = "Notes of the user; they change no advice"
"""The heading under which notes stand."""


def note_text(at: datetime, words: str) -> str:
    """A note with the moment at which it was written."""
    return f"{moment_text(at)}: {words}"


def decision_label(decision: Decision) -> str:
    """A decision, who made it, and whether answers were given after it."""
    since = ", before the latest answers" if decision.outdated else ""
    by = f" by {decision.by}" if decision.by else BY_THE_USER
    return f"{decision.kind.value.upper()}{by}{since}"


def what_text(pathway: Pathway, recommendation: Recommendation, answers: Answers) -> str:
    """The action, in plain words for whom the content says so; the advice is the same."""
    lay = holds(pathway.page.plain_words, answers)
    return plain_text(recommendation) if lay else recommendation.what


def numbered_reasons(reasons: Sequence[str]) -> str:
    """The reasons that are offered for a decision, each with its number."""
    listed = "   ".join(f"{number} {reason}" for number, reason in enumerate(reasons, 1))
    return f"A number alone: {listed}. Or your own words." if listed else ""


def replaced_text(pathway: Pathway, code: str, codes: Collection[str]) -> str:
    """The advice that has taken the place of another, in words; empty without any."""
    others = pathway.alternatives(code)
    titles = [pathway.recommendations[one].title for one in codes if one in others]
    return f", replaced by {' and '.join(titles)}" if titles else ""


def plain_text(recommendation: Recommendation, numbers: Telephones = NO_NUMBERS) -> str:
    """The action in words for a patient, with the telephone numbers that it names."""
    return numbers.filled(recommendation.plain)


def value_text(finding: Finding, value: Value) -> str:
    """A value of a finding in words: its label, or its number and unit."""
    if value == UNKNOWN:
        return NOT_KNOWN
    if isinstance(value, tuple):
        return "; ".join(level_text(finding, reading) for reading in value) or "no level"
    if isinstance(value, frozenset):
        chosen = [label for option, label in finding.options.items() if option in value]
        return ", ".join(chosen) or "none"
    if isinstance(value, Bound):
        return f"{value.side} {number_text(value.limit)} {finding.unit}".rstrip()
    if isinstance(value, int | float):
        return f"{number_text(value)} {finding.unit}".rstrip()
    return finding.options.get(value, value)


def full_blank(finding: Finding) -> str:
    """The blank for an answer on paper: its range or all its options, and a box for not known."""
    if finding.kind is Kind.LEVELS:
        return "Levels: ____________"
    if finding.kind.numeric:
        low, high = number_text(finding.low or 0), number_text(finding.high or 0)
        unit = f" {finding.unit}".rstrip()
        blank = f"______{unit} ({low} to {high})"
    else:
        blank = " ".join(f"{BOX} {label}" for label in finding.options.values())
    return f"{blank} {BOX} {NOT_KNOWN}"


def short_blank(finding: Finding) -> str:
    """The blank for an answer on a pocket card: a line, or two boxes for a sign."""
    if finding.kind.numeric:
        return f"____ {finding.unit}".rstrip()
    if set(finding.options) == {"yes", "no"}:
        return f"{BOX}y {BOX}n"
    return "____________________" if finding.kind is Kind.LEVELS else "________"


def level_mark(finding: Finding, reading: LevelReading) -> str:
    """The mark of a reading in a chart: that of the first field with one."""
    marks = (part.marks.get(str(reading.get(part.key))) for part in finding.fields)
    return next(filter(None, marks), ENTERED)


def level_text(finding: Finding, reading: LevelReading) -> str:
    """The readings of one level: `SITE: grade 1 mild, loss 22 %`."""
    parts = [
        f"{part.short} {value_text(part, reading[part.key])}"
        for part in finding.fields
        if reading.get(part.key, UNKNOWN) != UNKNOWN
    ]
    return f"{reading['level']}: " + (", ".join(parts) or "nothing more known")


def reason_text(pathway: Pathway, reason: Reason) -> str:
    """A reason in words: `Pain now (0-10): 7`, or `Not the case: pain is present`."""
    if isinstance(reason, Excluded):
        return f"Not the case: {condition(pathway, reason.condition).says}"
    finding = pathway.findings[reason.finding]
    return f"{finding.short}: {value_text(finding, reason.value)}"
