"""The ten clinical signs of a vertebral fracture before imaging (RAND); display only."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from engine.model.library import Score
from engine.spine.scores.scale import Scale, points_of


class Sign(StrEnum):
    """One point each."""

    DAILY_LIVING_SEVERELY_LIMITED = "daily_living_severely_limited"
    RELIEVED_BY_REST = "relieved_by_rest"
    RECENT_LOW_VELOCITY_TRAUMA = "recent_low_velocity_trauma"
    PAIN_WITH_MOVEMENT = "pain_with_movement"
    KNOWN_OSTEOPOROSIS_OR_OSTEOPENIA = "known_osteoporosis_or_osteopenia"
    PREVIOUS_VERTEBRAL_FRACTURE = "previous_vertebral_fracture"
    CHRONIC_STEROIDS = "chronic_steroids"
    SPINOUS_PROCESS_TENDERNESS = "spinous_process_tenderness"
    PAIN_ON_POSITION_CHANGE = "pain_on_position_change"
    MIDLINE_PAIN = "midline_pain"


_SCALE: Final = Scale(
    "RAND clinical signs",
    "2018",
    "K36",
    ((0, "not defined"), (3, "low"), (6, "intermediate"), (10, "high")),
)
_ONE_EACH: Final = {True: 1, False: 0}


def score(signs: Mapping[Sign, bool | None]) -> Score:
    """Likelihood of a fracture: 1 to 3 signs low, 4 to 6 intermediate, from 7 high.

    For no sign at all the panel defined nothing.

    Source: Hirsch et al. (RAND/UCLA), Spine J 2018;18:2152.

    Args:
        signs: whether each is present; one that is None or left out is unknown.
    """
    return _SCALE.score({sign: points_of(_ONE_EACH, signs.get(sign)) for sign in Sign})
