"""Derived findings from blood tests that were repeated: how CRP and ESR go on."""

from __future__ import annotations

from engine.model.answers import UNKNOWN, Value
from engine.model.facts import Facts
from engine.spine.calculators import esr_limit


def crp_course(facts: Facts) -> Value:
    """The repeated CRP (mg/L) compared with the first: normal, falling, steady or high."""
    first, again = facts.number("crp"), facts.number("crp_repeat")
    if again is None:
        return UNKNOWN
    if again <= facts.thresholds["crp_raised"]:
        return "normal"
    if again > facts.thresholds["crp_high"]:
        return "high"
    if first is None:
        return UNKNOWN
    return "falling" if again < first else "steady"


def esr_course(facts: Facts) -> Value:
    """The repeated ESR (mm/h) compared with the first: normal, steady or rising.

    Unknown without age and sex, on which the limit rests.
    """
    first, again = facts.number("esr"), facts.number("esr_repeat")
    age, sex = facts.number("age_years"), facts.choice("sex")
    if again is None or age is None or sex == UNKNOWN:
        return UNKNOWN
    if again <= esr_limit(age, sex):
        return "normal"
    if first is None:
        return UNKNOWN
    return "rising" if again > first else "steady"
