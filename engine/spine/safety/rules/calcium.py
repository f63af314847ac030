"""Calcium that is an emergency of its own (amendment A05)."""

from __future__ import annotations

from engine.spine.safety.blood import HYPERCALCAEMIA, HYPOCALCAEMIA, calcium, total_calcium
from engine.spine.safety.code_groups import CEMENT, TREATMENT
from engine.spine.safety.conditions import is_in, unknown, yes
from engine.spine.safety.rule import DecisionStep, SafetyRule

_FELT = yes("calcium_symptoms")

TOTAL_HIGH = total_calcium(lambda found: found > 2.60)
"""Total calcium is high, and albumin is not there to correct it (A05)."""

_TOTAL_LOW = total_calcium(lambda found: found < 1.9)

CALCIUM_HIGH = (
    calcium(lambda found: found >= 3.5)
    | total_calcium(lambda found: found >= 3.5)
    | (calcium(lambda found: found >= 3.0) | total_calcium(lambda found: found >= 3.0)) & _FELT
)
"""High calcium that is an emergency; total calcium counts until albumin is known."""

CALCIUM_LOW = calcium(lambda found: found < 1.9) | (HYPOCALCAEMIA | _TOTAL_LOW) & _FELT
"""Low calcium that is an emergency."""

_HELD = (*CEMENT, *TREATMENT, "augmentation_not_indicated", "refer_anabolic_first")
_CEMENT_HELD = ("augmentation_forbidden", "augmentation_block_calcium")

CALCIUM_RULES = (
    SafetyRule(
        "AM05",
        "Severe high calcium is an emergency on every page, without cement or a bone drug",
        CALCIUM_HIGH,
        step=DecisionStep.EMERGENCY,
        requires=("emergency_hypercalcaemia", *_CEMENT_HELD),
        forbids=(*_HELD, "calcium_vitamin_d"),
    ),
    SafetyRule(
        "AM05",
        "Severe low calcium is an emergency on every page, without cement or a bone drug",
        CALCIUM_LOW,
        step=DecisionStep.EMERGENCY,
        requires=("emergency_hypocalcaemia", *_CEMENT_HELD),
        forbids=_HELD,
    ),
    SafetyRule(
        "AM05",
        "Calcium out of range is looked at today until its symptoms and the albumin are known",
        (
            TOTAL_HIGH
            | _TOTAL_LOW
            | HYPOCALCAEMIA & unknown("calcium_symptoms")
            | HYPERCALCAEMIA & ~is_in("calcium_symptoms", "no")
        )
        & ~CALCIUM_HIGH
        & ~CALCIUM_LOW,
        step=DecisionStep.EMERGENCY,
        requires=("urgent_calcium_review",),
        forbids=("augmentation_consider",),
    ),
    SafetyRule(
        "AM05",
        "No calcium and vitamin D while total calcium is high and albumin not known",
        TOTAL_HIGH,
        forbids=("calcium_vitamin_d", "vitamin_d_repletion"),
    ),
)
