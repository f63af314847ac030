"""High energy is a trauma, not an osteoporotic fracture (SR23)."""

from __future__ import annotations

from engine.spine.safety.code_groups import CEMENT, CONTRAST_MRI, PLAIN_MRI
from engine.spine.safety.conditions import unknown, yes
from engine.spine.safety.definitions import (
    ANKYLOSED,
    EMERGENCY,
    HIGH_ENERGY,
    MRI_IMPOSSIBLE,
    RED_FLAG_OPEN,
    SPINE_CLEARED,
)
from engine.spine.safety.levels import MRI_DONE, every_scan, says
from engine.spine.safety.rule import DecisionStep, SafetyRule
from engine.spine.safety.rules.infection import INFECTION

HIGH_ENERGY_RULES = (
    SafetyRule(
        "SR23",
        "High energy is a trauma, not an osteoporotic fracture",
        HIGH_ENERGY,
        forbids=(
            *CEMENT,
            "conservative_care",
            "osteoporosis_clinical",
            "oral_bisphosphonate_start",
            "oral_bisphosphonate_may_start",
        ),
        step=DecisionStep.HIGH_ENERGY,
    ),
    SafetyRule(
        "SR23",
        "High energy takes the trauma path until CT is done and the spine team has cleared it",
        HIGH_ENERGY & ~(SPINE_CLEARED & yes("ct_done")),
        step=DecisionStep.ANKYLOSED,
        requires=("high_energy_trauma_pathway",),
    ),
    SafetyRule(
        "SR23",
        "High energy rules cement out",
        HIGH_ENERGY & ~ANKYLOSED,
        step=DecisionStep.HIGH_ENERGY,
        requires=(
            "augmentation_forbidden",
            "augmentation_block_trauma",
            "safety_net_advice",
        ),
    ),
    SafetyRule(
        "SR23",
        "High energy is kept still until the spine team has cleared it",
        HIGH_ENERGY & ~ANKYLOSED & ~SPINE_CLEARED,
        step=DecisionStep.HIGH_ENERGY,
        requires=("urgent_spine_review", "spinal_precautions"),
    ),
    SafetyRule(
        "SR23",
        "High energy is imaged by CT",
        HIGH_ENERGY & ~yes("ct_done"),
        step=DecisionStep.HIGH_ENERGY,
        requires=("ct_spine",),
    ),
    SafetyRule(
        "SR21",
        "A trauma that MRI cannot reach is imaged another way",
        HIGH_ENERGY & MRI_IMPOSSIBLE & ~MRI_DONE,
        step=DecisionStep.HIGH_ENERGY,
        requires=("imaging_instead_of_mri",),
    ),
    SafetyRule(
        "SR25",
        "Nobody after high energy goes without a picture of the ligaments",
        HIGH_ENERGY & ~MRI_DONE,
        step=DecisionStep.HIGH_ENERGY,
        one_of=(PLAIN_MRI, CONTRAST_MRI, "imaging_instead_of_mri"),
    ),
    SafetyRule(
        "SR25",
        "Trauma is not treated without surgery before the ligaments are known intact",
        ~every_scan(says("plc", "intact")),
        forbids=("trauma_non_operative",),
    ),
    SafetyRule(
        "SR23",
        "An emergency after high energy is a trauma too",
        EMERGENCY & HIGH_ENERGY,
        step=DecisionStep.EMERGENCY,
        requires=("high_energy_trauma_pathway",),
    ),
    SafetyRule(
        "SR02",
        "No care of an injury before red flags and infection are answered",
        RED_FLAG_OPEN | unknown("age_years") | INFECTION,
        forbids=("trauma_non_operative",),
    ),
)
