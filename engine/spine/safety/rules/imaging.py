"""Imaging (section 5.3), dating by MRI (SR62, SR64), repeats (SR55), pain of one root (AM09)."""

from __future__ import annotations

from engine.spine.safety.code_groups import CEMENT, CEMENT_STATES, CONTRAST_MRI, PLAIN_MRI
from engine.spine.safety.conditions import COLLAPSE, PAIN, below, is_in, unknown, yes
from engine.spine.safety.definitions import (
    EMERGENCY,
    MALIGNANCY,
    MRI_IMPOSSIBLE,
    PREGNANT,
    PRIOR_OLD,
    SPINE_CLEARED,
    UNSCANNED,
)
from engine.spine.safety.levels import (
    ACUTE,
    CEMENTED,
    CT_READ,
    MRI_DONE,
    MRI_READ,
    MRI_UNREAD,
    STIR_READ,
    on_film,
)
from engine.spine.safety.rule import DecisionStep, SafetyRule
from engine.spine.safety.rules.infection import INFECTION
from engine.spine.safety.rules.stability import UNSTABLE

_NO_CONTRAST = PREGNANT | yes("gadolinium_reaction") & ~is_in(
    "gadolinium_reaction_severity", "mild"
)
_DEVICE_OPEN = unknown("mr_device") | (
    is_in("mr_device", "mr_conditional") & ~yes("mr_safety_cleared")
)
_WORSE = is_in("visit_type", "follow_up") & is_in("pain_trend", "worse") | yes(
    "follow_up_new_pain_site"
)
_NOT_CEMENT_FORBIDDEN = tuple(c for c in CEMENT_STATES if c != "augmentation_forbidden")
_ROOT_PAIN = is_in("radicular_pain", "unilateral")
"""Pain into one leg, or round one side of the trunk."""

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
        "SR25",
        "Torn ligaments or translation are a surgeon's, without cement",
        UNSTABLE,
        step=DecisionStep.HIGH_ENERGY,
        requires=("urgent_spine_review", "augmentation_forbidden", "augmentation_block_unstable"),
        forbids=("trauma_non_operative", *_NOT_CEMENT_FORBIDDEN),
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
        (_WORSE | COLLAPSE) & ~yes("mri_since_worsening"),
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
        COLLAPSE,
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
