"""The three-valued logic in which derivations read answers, and the MRI readings that count."""

from __future__ import annotations

from typing import Final

from engine.model.answers import UNKNOWN, LevelReading
from engine.model.facts import Facts

YES: Final = "yes"
NO: Final = "no"


def mri_levels(facts: Facts) -> tuple[LevelReading, ...] | None:
    """The MRI readings, or None unless an MRI was done and read (contradiction X04)."""
    return (facts.levels("mri_levels") or None) if facts.choice("mri_done") == YES else None


def either(*states: str) -> str:
    """Strong Kleene OR; no where there is none at all."""
    if YES in states:
        return YES
    return UNKNOWN if UNKNOWN in states else NO


def both(*states: str) -> str:
    """Strong Kleene AND."""
    return negation(either(*map(negation, states)))


def negation(state: str) -> str:
    """Strong Kleene NOT."""
    return {YES: NO, NO: YES}.get(state, UNKNOWN)


def yes_no(truth: bool) -> str:
    """A truth value as the answer to a yes-no question."""
    return YES if truth else NO
