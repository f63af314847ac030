"""The three-valued logic in which derivations read answers."""

from __future__ import annotations

from typing import Final

from engine.model.answers import UNKNOWN

YES: Final = "yes"
NO: Final = "no"


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
