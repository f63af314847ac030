"""Genant's semiquantitative grade of a vertebral deformity; display only."""

from __future__ import annotations

from typing import Final

from engine.model.library import Score
from engine.spine.scores.scale import Scale, number

_SCALE: Final = Scale(
    "Genant grade", "1993", "K45", ((0, "none"), (1, "mild"), (2, "moderate"), (3, "severe"))
)


def score(height_loss_pct: float | None) -> Score:
    """The grade that a loss of height gives: 1 from 20 %, 2 from 25 %, 3 above 40 %.

    Grade 0.5, borderline, is a reader's impression and never follows from a number.

    Source: Genant et al., J Bone Miner Res 1993;8:1137; which grade the edges 25 and 40 belong to
    is a convention of this program.

    Args:
        height_loss_pct: the largest loss of anterior, middle or posterior height, 0 to 100 %.

    Raises:
        ValueError: when the loss is out of range.
    """
    return _SCALE.score({"height_loss_pct": _grade(number(height_loss_pct, 0, 100))})


def _grade(loss: float | None) -> int | None:
    return None if loss is None else (loss >= 20) + (loss >= 25) + (loss > 40)
