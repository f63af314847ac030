"""Calcium as the rules read it: corrected for albumin, stated or else computed (AM08)."""

from __future__ import annotations

from collections.abc import Callable

from engine.model.answers import Answers
from engine.spine.safety.conditions import Condition, number


def _calcium(answers: Answers) -> float | None:
    """Corrected calcium as stated, else total calcium and a fiftieth for each g/L below 40."""
    if (stated := number(answers, "calcium_corrected_mmol_l")) is not None:
        return stated
    total, albumin = number(answers, "calcium_total_mmol_l"), number(answers, "albumin_g_l")
    return None if total is None or albumin is None else total + (40 - albumin) / 50


def calcium(satisfies: Callable[[float], bool]) -> Condition:
    """Calcium is known and satisfies this."""

    def holds(answers: Answers) -> bool:
        found = _calcium(answers)
        return found is not None and satisfies(round(found, 9))

    return Condition(holds)


CALCIUM_UNKNOWN = Condition(lambda answers: _calcium(answers) is None)


def total_calcium(satisfies: Callable[[float], bool]) -> Condition:
    """Total calcium satisfies this, and albumin is not there to correct it."""

    def holds(answers: Answers) -> bool:
        total = number(answers, "calcium_total_mmol_l")
        return total is not None and _calcium(answers) is None and satisfies(total)

    return Condition(holds)


HYPERCALCAEMIA = calcium(lambda found: found > 2.60)
HYPOCALCAEMIA = calcium(lambda found: found < 2.20)
