"""The user's decision on a recommendation, in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from data.session.events import EventKind
from data.session.session import Decision
from data.wording.advice_words import decision_label, replaced_text
from engine.model.pathway import Pathway


@dataclass(frozen=True, slots=True)
class DecisionItem:
    """The user's decision on a recommendation, in words.

    Attributes:
        title: the title of the recommendation.
        label: the decision.
        reason: empty where it was accepted without one.
        accepted: whether it was accepted.
        against: whether it is not followed, and no answer was given since that was decided.
    """

    title: str
    label: str
    reason: str
    accepted: bool
    against: bool

    @property
    def words(self) -> str:
        """The decision with its reason, as every export says it."""
        return f"{self.label}; reason: {self.reason}" if self.reason else self.label


def decision_item(
    pathway: Pathway,
    code: str,
    decisions: Mapping[str, Decision],
    advised: Collection[str] = (),
) -> DecisionItem | None:
    """The decision on a recommendation; None where nothing was decided.

    Args:
        pathway: the content.
        code: the code of the recommendation.
        decisions: the decisions by code.
        advised: the codes that are advised now, where this one is not.
    """
    decision = decisions.get(code)
    if decision is None:
        return None
    recommendation = pathway.recommendations.get(code)
    return DecisionItem(
        title=recommendation.title if recommendation else code,
        label=decision_label(decision) + replaced_text(pathway, code, advised),
        reason=decision.reason,
        accepted=decision.kind is EventKind.ACCEPTED,
        against=decision.kind is not EventKind.ACCEPTED and not decision.outdated,
    )
