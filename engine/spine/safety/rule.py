"""A safety rule, and what breaking it looks like."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from engine.model.answers import Answers
from engine.model.library import Codes, Violation
from engine.spine.safety.conditions import ALWAYS, Condition
from engine.spine.safety.definitions import ANKYLOSED, CHILD, EMERGENCY, HIGH_ENERGY


class DecisionStep(IntEnum):
    """The steps of the decision order at which codes arise (Appendix A)."""

    EMERGENCY = 1
    CHILD = 2
    UNKNOWNS = 3
    ANKYLOSED = 4
    HIGH_ENERGY = 5
    LATER = 6


STOPS: Final = (
    (EMERGENCY, DecisionStep.EMERGENCY),
    (CHILD, DecisionStep.CHILD),
    (ANKYLOSED, DecisionStep.ANKYLOSED),
    (HIGH_ENERGY, DecisionStep.HIGH_ENERGY),
)
"""The conditions that end the pathway, in their order, each with its step."""


def last_step(answers: Answers) -> DecisionStep:
    """The step at which the pathway stops for this patient."""
    return next((step for stop, step in STOPS if stop(answers)), DecisionStep.LATER)


@dataclass(frozen=True, slots=True)
class SafetyRule:
    """A rule: codes that a page must show, or must not show, if a condition holds.

    Attributes:
        when: the condition on the answers.
        given: the rule applies only to a page that shows one of these.
        step: the step that gives the demanded codes; a pathway that stops before it owes none.
        requires: codes that are shown.
        one_of: codes of which at least one is shown.
        forbids: codes that are not shown, wherever the pathway stops.
        only: when not empty, the only codes that are shown.
        exclusive: codes of which at most one is shown.
    """

    number: str
    says: str
    when: Condition = ALWAYS
    given: Codes = ()
    step: DecisionStep = DecisionStep.LATER
    requires: Codes = ()
    one_of: Codes = ()
    forbids: Codes = ()
    only: Codes = ()
    exclusive: Codes = ()

    def broken(self, answers: Answers, codes: Set[str], last: DecisionStep) -> Violation | None:
        """The violation by a page that shows `codes`; None without one.

        Args:
            answers: of the patient.
            codes: what the page shows.
            last: the step at which the pathway stops for the patient.
        """
        if self.given and codes.isdisjoint(self.given):
            return None
        missing = self._missing(codes) if self.step <= last else ()
        wrong = self._wrong(codes)
        if not missing and not wrong:
            return None  # before the condition, as reading the answers costs far more
        return Violation(self.number, self.says, missing, wrong) if self.when(answers) else None

    def _missing(self, codes: Set[str]) -> Codes:
        choice = () if not codes.isdisjoint(self.one_of) else self.one_of
        return (*(code for code in self.requires if code not in codes), *choice)

    def _wrong(self, codes: Set[str]) -> Codes:
        wrong = [code for code in self.forbids if code in codes]
        if self.only:
            wrong += sorted(codes - set(self.only) - set(wrong))
        rivals = [code for code in self.exclusive if code in codes]
        return (*wrong, *(rivals if len(rivals) > 1 else ()))
