"""Imaging, trauma and stability (section 5.3), dating by MRI (SR62, SR64), repeats (SR55)."""

from __future__ import annotations

from engine.spine.safety.code_groups import (
    CEMENT,
    CEMENT_STATES,
    CONTRAST_MRI,
    PERMISSIVE,
    PLAIN_MRI,
)
from engine.spine.safety.conditions import at_least, below, is_in, unknown, yes
from engine.spine.safety.definitions import (
    ANKYLOSED,
    EMERGENCY,
    HIGH_ENERGY,
    MALIGNANCY,
    MRI_IMPOSSIBLE,
    PAIN,
    PREGNANT,
    PRIOR_OLD,
    SPINE_CLEARED,
    UNSCANNED,
)
from engine.spine.safety.infection import INFECTION
from engine.spine.safety.levels import (
    ACUTE,
    CT_READ,
    MRI_DONE,
    MRI_READ,
    MRI_UNREAD,
    STIR_READ,
    every_scan,
    on_film,
    says,
)
from engine.spine.safety.rule import DecisionStep, SafetyRule
from engine.spine.safety.stability import UNSTABLE

_NO_CONTRAST = PREGNANT | yes("gadolinium_reaction") & ~is_in(
    "gadolinium_reaction_severity", "mild"
)
_DEVICE_OPEN = unknown("mr_device") | (
    is_in("mr_device", "mr_conditional") & ~yes("mr_safety_cleared")
)
_COLLAPSE = at_least("follow_up_height_loss_change_pct", 20) | at_least(
    "follow_up_kyphosis_change_deg", 10
)
_WORSE = is_in("visit_type", "follow_up") & is_in("pain_trend", "worse") | yes(
    "follow_up_new_pain_site"
)
_NOT_CEMENT_FORBIDDEN = tuple(c for c in CEMENT_STATES if c != "augmentation_forbidden")

IMAGING_RULES = (
    SafetyRule(
        "SR20",
        "An MRI is not final before the device question is settled",
        _DEVICE_OPEN & ~MRI_IMPOSSIBLE,
        given=(PLAIN_MRI, CONTRAST_MRI, "emergency_mri", "ankylosed_spine_pathway"),
        step=DecisionStep.EMERGENCY,
        requires=("mri_safety_hold",),
    ),
    SafetyRule(
        "SR20",
        "Nor is a repeated MRI",
        _DEVICE_OPEN & ~MRI_IMPOSSIBLE,
        given=("mri_repeat",),
        requires=("mri_safety_hold",),
    ),
    SafetyRule(
        "SR21",
        "Where MRI is impossible nothing proposes it",
        MRI_IMPOSSIBLE,
        forbids=(PLAIN_MRI, CONTRAST_MRI, "emergency_mri", "mri_repeat"),
    ),
    SafetyRule(
        "SR21",
        "An emergency without MRI is imaged another way",
        MRI_IMPOSSIBLE & EMERGENCY,
        step=DecisionStep.EMERGENCY,
        requires=("imaging_instead_of_mri",),
    ),
    SafetyRule(
        "SR21",
        "A spine that MRI cannot reach is imaged another way",
        MRI_IMPOSSIBLE & UNSCANNED,
        one_of=("imaging_instead_of_mri", "mri_not_required_now"),
    ),
    SafetyRule(
        "SR21",
        "A trauma that MRI cannot reach is imaged another way",
        HIGH_ENERGY & MRI_IMPOSSIBLE & ~MRI_DONE,
        step=DecisionStep.HIGH_ENERGY,
        requires=("imaging_instead_of_mri",),
    ),
    SafetyRule(
        "SR21",
        "A stiff spine that MRI cannot reach is imaged another way",
        ANKYLOSED & MRI_IMPOSSIBLE,
        step=DecisionStep.ANKYLOSED,
        requires=("imaging_instead_of_mri", "ct_spine"),
    ),
    SafetyRule(
        "SR22",
        "No gadolinium in pregnancy or after a severe reaction",
        _NO_CONTRAST,
        forbids=(CONTRAST_MRI,),
    ),
    SafetyRule(
        "SR22",
        "Where contrast is wanted and blocked, both are said",
        _NO_CONTRAST & (INFECTION | MALIGNANCY) & UNSCANNED & ~MRI_IMPOSSIBLE,
        step=DecisionStep.ANKYLOSED,
        requires=("gadolinium_blocked",),
    ),
    SafetyRule(
        "SR22",
        "Blocked contrast does not cancel the MRI",
        given=("gadolinium_blocked",),
        one_of=(PLAIN_MRI, "imaging_instead_of_mri"),
    ),
    SafetyRule(
        "SR22",
        "Weak kidneys and gadolinium need a radiologist",
        below("egfr", 30) | yes("acute_kidney_injury"),
        given=(CONTRAST_MRI,),
        requires=("gadolinium_caution",),
    ),
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
        "SR25",
        "Torn ligaments or translation are a surgeon's, without cement",
        UNSTABLE,
        step=DecisionStep.HIGH_ENERGY,
        requires=("urgent_spine_review", "augmentation_forbidden", "augmentation_block_unstable"),
        forbids=("trauma_non_operative", *_NOT_CEMENT_FORBIDDEN),
    ),
    SafetyRule(
        "SR25",
        "Trauma is not treated without surgery before the ligaments are known intact",
        ~every_scan(says("plc", "intact")),
        forbids=("trauma_non_operative",),
    ),
    SafetyRule(
        "SR25",
        "Nobody after high energy goes without a picture of the ligaments",
        HIGH_ENERGY & ~MRI_DONE,
        step=DecisionStep.HIGH_ENERGY,
        one_of=(PLAIN_MRI, CONTRAST_MRI, "imaging_instead_of_mri"),
    ),
    SafetyRule(
        "SR26",
        "Retropulsion on the film is a surgeon's before the MRI",
        ~MRI_READ & on_film("retropulsion", "yes") & ~SPINE_CLEARED,
        requires=("urgent_spine_review",),
    ),
    SafetyRule(
        "SR26",
        "Retropulsion on the film is imaged by CT",
        ~MRI_DONE & on_film("retropulsion", "yes") & ~yes("ct_done"),
        requires=("ct_spine",),
    ),
    SafetyRule(
        "SR55",
        "Worse or new pain and collapse are imaged again",
        (_WORSE | _COLLAPSE) & ~yes("mri_since_worsening"),
        requires=("augmentation_forbidden", "augmentation_block_unproven"),
        one_of=("mri_repeat", PLAIN_MRI, CONTRAST_MRI, "imaging_instead_of_mri"),
        forbids=(*CEMENT, "conservative_care", "physiotherapy", "mri_not_required_now"),
    ),
    SafetyRule(
        "SR55",
        "A spine that nobody has scanned has its first MRI, not a second",
        UNSCANNED,
        forbids=("mri_repeat",),
    ),
    SafetyRule(
        "SR55",
        "Collapse is shown to a surgeon",
        _COLLAPSE,
        requires=("spine_surgery_opinion",),
    ),
    SafetyRule(
        "SR62",
        "An MRI without STIR does not date a fracture",
        MRI_DONE & ~yes("mri_stir_included"),
        requires=("mri_stir_missing",),
        forbids=("augmentation_block_healed",),
    ),
    SafetyRule(
        "SR62",
        "An MRI or CT that is done has its result entered",
        MRI_UNREAD | yes("ct_done") & ~CT_READ,
        step=DecisionStep.UNKNOWNS,
        requires=("enter_image_results",),
    ),
    SafetyRule(
        "SR62",
        "An MRI of which nothing is entered permits no routine care",
        MRI_UNREAD,
        forbids=("conservative_care", "avoid_bed_rest", "brace_optional", "physiotherapy"),
    ),
    SafetyRule(
        "SR63",
        "One healed level does not make all healed",
        ACUTE,
        forbids=("augmentation_block_healed",),
    ),
    SafetyRule(
        "SR64",
        "No fracture is called old because the film shows no acute one",
        yes("xray_no_acute_fracture_stated") & ~STIR_READ,
        forbids=("augmentation_block_healed",),
    ),
    SafetyRule(
        "SR64",
        "No painful fracture goes without MRI because the film shows no acute one",
        yes("xray_no_acute_fracture_stated") & PAIN & (~PRIOR_OLD | is_in("pain_trend", "worse")),
        forbids=("mri_not_required_now",),
    ),
    SafetyRule(
        "AM03",
        "Suspected infection is imaged at every visit, by contrast MRI or what replaces it",
        INFECTION,
        one_of=(CONTRAST_MRI, PLAIN_MRI, "imaging_instead_of_mri"),
    ),
    SafetyRule(
        "A11",
        "Pain in a spine that nobody has scanned is scanned",
        PAIN & UNSCANNED & ~PRIOR_OLD,
        one_of=(PLAIN_MRI, CONTRAST_MRI, "imaging_instead_of_mri"),
    ),
)
