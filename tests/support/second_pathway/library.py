"""The code of the invented pathway: one derivation, one safety rule, one score."""

from __future__ import annotations

from collections.abc import Collection

from engine.model.answers import UNKNOWN, Answers, Value
from engine.model.facts import Facts
from engine.model.library import Library, Score, Violation


def joint_step(facts: Facts) -> Value:
    """A step is seen at any site; UNKNOWN where no reading says so or excludes it."""
    readings = facts.levels("joint_readings")
    signs = [reading.get("step", UNKNOWN) for reading in readings or ()]
    if "yes" in signs:
        return "yes"
    return "no" if readings is not None and UNKNOWN not in signs else UNKNOWN


def violations(answers: Answers, codes: Collection[str]) -> tuple[Violation, ...]:
    """KR1: nobody exercises on a joint that is locked."""
    if answers.get("locked") == "yes" and "early_exercise" in codes:
        return (Violation("KR1", "Nobody exercises on a locked joint.", wrong=("early_exercise",)),)
    return ()


def scores(facts: Facts) -> tuple[Score, ...]:
    """The invented score: one point for a lock, one for no weight."""
    signs = {"locked": "yes", "bears_weight": "none"}
    given = {key: facts.choice(key) for key in signs}
    missing = tuple(key for key, value in given.items() if value == UNKNOWN)
    total = None if missing else sum(given[key] == sign for key, sign in signs.items())
    result = "cannot be calculated" if total is None else f"{total} of 2"
    return (Score("Twist score", "invented", total, result, missing, "made_up"),)


LIBRARY = Library({"joint_step": joint_step}, violations, scores=scores)
