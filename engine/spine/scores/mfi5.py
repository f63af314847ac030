"""The modified frailty index of five factors (mFI-5); display only.

Not known to be the index that the AO Spine card of the OF score means by "mFI".
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from engine.spine.scores.scale import Scale, Score, points_of


class Factor(StrEnum):
    """One point each."""

    DEPENDENT = "dependent"
    DIABETES = "diabetes"
    COPD_OR_RECENT_PNEUMONIA = "copd_or_recent_pneumonia"
    HEART_FAILURE = "heart_failure"
    TREATED_HYPERTENSION = "treated_hypertension"


_SCALE: Final = Scale("mFI-5", "2018", "K86", ((1, "not frail"), (5, "frail")))
_ONE_EACH: Final = {True: 1, False: 0}


def score(factors: Mapping[Factor, bool | None]) -> Score:
    """MFI-5: frail from 2 factors.

    Source: Subramaniam et al., J Am Coll Surg 2018.

    Args:
        factors: whether each is present; one that is None or left out is unknown.
    """
    return _SCALE.score({factor: points_of(_ONE_EACH, factors.get(factor)) for factor in Factor})
