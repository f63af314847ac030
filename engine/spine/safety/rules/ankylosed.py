"""An ankylosed spine is unstable until shown otherwise (SR24)."""

from __future__ import annotations

from engine.spine.safety.code_groups import PERMISSIVE
from engine.spine.safety.conditions import yes
from engine.spine.safety.definitions import ANKYLOSED, EMERGENCY, MRI_IMPOSSIBLE
from engine.spine.safety.rule import DecisionStep, SafetyRule

ANKYLOSED_RULES = (
    SafetyRule(
        "SR21",
        "A stiff spine that MRI cannot reach is imaged another way",
        ANKYLOSED & MRI_IMPOSSIBLE,
        step=DecisionStep.ANKYLOSED,
        requires=("imaging_instead_of_mri", "ct_spine"),
    ),
    SafetyRule(
        "SR24",
        "An ankylosed spine is unstable until shown otherwise",
        ANKYLOSED,
        step=DecisionStep.ANKYLOSED,
        requires=(
            "ankylosed_spine_pathway",
            "urgent_spine_review",
            "ct_spine",
            "augmentation_forbidden",
            "augmentation_block_unstable",
        ),
        forbids=(*PERMISSIVE, "avoid_bed_rest", "exercise_safely", "brace_optional"),
    ),
    SafetyRule(
        "AM12",
        "An ankylosed spine keeps its posture in an emergency",
        EMERGENCY & yes("ankylosed_spine"),
        step=DecisionStep.EMERGENCY,
        requires=("spinal_precautions",),
    ),
)
