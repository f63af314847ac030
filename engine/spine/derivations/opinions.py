"""Derived findings from specialists' opinions: whether the pain of today is newer than they are."""

from __future__ import annotations

from engine.model.answers import UNKNOWN, Value
from engine.model.facts import Facts
from engine.spine.derivations.inputs import yes_no


def spine_team_before_pain(facts: Facts) -> Value:
    """Return whether this pain began after the spine team gave its opinion."""
    return _before_pain(facts, "spine_opinion_days")


def oncology_before_pain(facts: Facts) -> Value:
    """Return whether this pain began after oncology gave its opinion."""
    return _before_pain(facts, "oncology_opinion_days")


def infection_before_pain(facts: Facts) -> Value:
    """Return whether this pain began after the infection specialist gave the opinion."""
    return _before_pain(facts, "infection_opinion_days")


def _before_pain(facts: Facts, days: str) -> Value:
    opinion, weeks = facts.number(days), facts.number("weeks_since_onset")
    return UNKNOWN if opinion is None or weeks is None else yes_no(opinion > 7 * weeks)
