"""Conditions that stop any bone drug."""

from __future__ import annotations

from engine.spine.safety.conditions import is_in, yes
from engine.spine.safety.contradictions import CONTRADICTORY
from engine.spine.safety.definitions import MALIGNANCY, PREGNANT, RED_FLAG_OPEN
from engine.spine.safety.rules.calcium import CALCIUM_HIGH, CALCIUM_LOW
from engine.spine.safety.rules.infection import INFECTION

BREASTFEEDING = yes("breastfeeding")
THIGH_PAIN = yes("thigh_or_groin_pain") & ~is_in("femur_imaging", "clear")
"""Pain in the thigh that films of the femurs have not cleared."""

STOPS_TREATMENT = (
    RED_FLAG_OPEN
    | MALIGNANCY
    | INFECTION
    | CONTRADICTORY
    | PREGNANT
    | BREASTFEEDING
    | THIGH_PAIN
    | CALCIUM_HIGH
    | CALCIUM_LOW
)
"""Nothing is started until this is resolved (Appendix A, step 14)."""
