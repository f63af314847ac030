"""Pain of one nerve root: imaged, compared with the images, and after cement a leak (AM09)."""

from __future__ import annotations

from engine.spine.safety.code_groups import CONTRAST_MRI, PLAIN_MRI
from engine.spine.safety.conditions import is_in
from engine.spine.safety.definitions import UNSCANNED
from engine.spine.safety.levels import CEMENTED, MRI_READ
from engine.spine.safety.rule import DecisionStep, SafetyRule

_ROOT_PAIN = is_in("radicular_pain", "unilateral")
"""Pain into one leg, or round one side of the trunk."""

ROOT_PAIN_RULES = (
    SafetyRule(
        "AM09",
        "Root pain on one side is imaged",
        _ROOT_PAIN & UNSCANNED,
        one_of=(PLAIN_MRI, CONTRAST_MRI, "imaging_instead_of_mri"),
        forbids=("mri_not_required_now",),
    ),
    SafetyRule(
        "AM09",
        "Root pain on one side is compared with the MRI by the spine team",
        _ROOT_PAIN & MRI_READ,
        requires=("spine_surgery_opinion",),
    ),
    SafetyRule(
        "AM09",
        "Root pain beside cement is a leak until shown otherwise",
        _ROOT_PAIN & CEMENTED,
        step=DecisionStep.ANKYLOSED,
        requires=("cement_leak_check", "ct_spine"),
        forbids=("augmentation_consider",),
    ),
)
