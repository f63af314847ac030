"""Words for advice and what is said of it: urgencies, states, decisions, notes and reasons."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from data.text.dates import moment_text
from data.text.telephones import NO_NUMBERS, Telephones
from data.wording.kinds import value_text
from engine.advice.reasons import Excluded, Reason, condition
from engine.model.answers import Answers
from engine.model.conditions import holds
from engine.model.pathway import Pathway, Recommendation
from engine.model.urgency import Urgency

if TYPE_CHECKING:
    from data.session.session import Decision

BY_THE_USER: Final = " by the user"

URGENCY: Final[Mapping[Urgency, str]] = {
    Urgency.EMERGENCY: "EMERGENCY - now",
    Urgency.URGENT: "URGENT - same day, or as stated",
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


def numbered_reasons(reasons: Sequence[str]) -> list[str]:
    """The reasons that are offered for a decision, each behind its number."""
    return [f"{number} {reason}" for number, reason in enumerate(reasons, 1)]


def replaced_text(pathway: Pathway, code: str, codes: Collection[str]) -> str:
    """The advice that has taken the place of another, in words; empty without any."""
    others = pathway.alternatives(code)
    titles = [pathway.recommendations[one].title for one in codes if one in others]
    return f", replaced by {' and '.join(titles)}" if titles else ""


def plain_text(recommendation: Recommendation, numbers: Telephones = NO_NUMBERS) -> str:
    """The action in words for a patient, with the telephone numbers that it names."""
    return numbers.filled(recommendation.plain)


def reason_text(pathway: Pathway, reason: Reason) -> str:
    """A reason in words: `Pain now (0-10): 7`, or `Not the case: pain is present`."""
    if isinstance(reason, Excluded):
        return f"Not the case: {condition(pathway, reason.condition).says}"
    finding = pathway.findings[reason.finding]
    return f"{finding.short}: {value_text(finding, reason.value)}"
