"""Recommended and withheld recommendations of one patient, each with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from engine.advice.reasons import Known, Reason
from engine.advice.release import NONE, Release
from engine.model.answers import UNKNOWN
from engine.model.pathway import Recommendation, Rule
from engine.model.urgency import Urgency

MISSING_NAMED: Final = 2
"""The most missing findings that a title names."""


@dataclass(frozen=True, slots=True)
class Recommended:
    """A recommendation that holds now.

    Attributes:
        rules: the rules that fired.
        because: the findings they rest on, and the conditions whose absence they rest on.
        settled: whether it holds whatever the open findings turn out to be.
        release: what frees it, where it holds something back.
        missing: what is to be completed: the findings not known, in words.
    """

    recommendation: Recommendation
    rules: tuple[Rule, ...]
    because: tuple[Reason, ...]
    settled: bool
    release: Release = NONE
    missing: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The code of the recommendation."""
        return self.recommendation.code

    @property
    def title(self) -> str:
        """The title; a few missing results are named, many are counted."""
        title, missing = self.recommendation.title, self.missing
        if len(missing) > MISSING_NAMED:
            return f"{title} ({len(missing)} not known)"
        return f"{title}: {', '.join(missing)}" if missing else title

    @property
    def awaits(self) -> frozenset[str]:
        """The findings that are to be completed; empty where it completes nothing."""
        named = (one for one in self.because if isinstance(one, Known) and one.value == UNKNOWN)
        return frozenset(one.finding for one in named if self.missing)

    @property
    def urgency(self) -> Urgency:
        """Its urgency: that of its most urgent rule, or its own."""
        of_rules = (rule.urgency for rule in self.rules if rule.urgency is not None)
        return min(of_rules, default=self.recommendation.urgency)

    @property
    def within(self) -> str:
        """Its limit in words: that of its most urgent rule with a limit, or its own.

        Of equally urgent rules the first counts: they stand with the shorter limit first.
        """
        stated = [rule for rule in self.rules if rule.within]
        first = min(stated, key=lambda rule: rule.urgency or self.urgency, default=None)
        return first.within if first else self.recommendation.within

    @property
    def limit_hours(self) -> float | None:
        """Its limit in hours: the shortest of its rules, or its own."""
        of_rules = (rule.limit_hours for rule in self.rules if rule.limit_hours is not None)
        return min(of_rules, default=self.recommendation.limit_hours)

    @property
    def rank(self) -> tuple[Urgency, int]:
        """Its rank in a list: by urgency, then by the harm if it is missed."""
        return self.urgency, -self.recommendation.weight


@dataclass(frozen=True, slots=True)
class Withheld:
    """A recommendation whose reasons hold but which something blocks.

    Attributes:
        release: what would make it hold.
    """

    recommendation: Recommendation
    rule: Rule
    blocked_by: tuple[Reason, ...]
    release: Release = NONE

    @property
    def code(self) -> str:
        """The code of the recommendation."""
        return self.recommendation.code
