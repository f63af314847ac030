"""Emergencies of cord, cauda equina and infection (section 5.1), and children (SR47)."""

from __future__ import annotations

from engine.spine.safety.code_groups import (
    CALCIUM,
    CEMENT,
    CONTRAST_MRI,
    PERMISSIVE,
    PLAIN_MRI,
    TREATMENT,
)
from engine.spine.safety.conditions import PAIN, is_in, yes
from engine.spine.safety.definitions import (
    CANCER_OPEN,
    CAUDA_EQUINA,
    CHILD,
    EMERGENCY,
    MALIGNANCY_MAJOR,
    MRI_IMPOSSIBLE,
    PREGNANT,
    UNSCANNED,
)
from engine.spine.safety.rule import DecisionStep, SafetyRule
from engine.spine.safety.rules.infection import HOST_RISK, INFECTION, INFECTION_SIGNS

EMERGENCY_RULES = (
    SafetyRule(
        "SR01",
        "A neurological emergency is shown alone and first",
        EMERGENCY,
        step=DecisionStep.EMERGENCY,
        requires=(
            "emergency_spine_pathway",
            "augmentation_forbidden",
            "augmentation_block_neuro_deficit",
        ),
        one_of=("emergency_mri", "imaging_instead_of_mri"),
        forbids=(*PERMISSIVE, "dxa_order", "review_in_2_to_4_weeks", "xray_upright_follow_up"),
        only=(
            "emergency_spine_pathway",
            "emergency_mri",
            "imaging_instead_of_mri",
            "mri_safety_hold",
            "spinal_precautions",
            "emergency_oncology_contact",
            "spinal_infection_pathway",
            "high_energy_trauma_pathway",
            "inflammation_markers",
            "augmentation_forbidden",
            "augmentation_block_neuro_deficit",
            *CALCIUM,
        ),
    ),
    SafetyRule(
        "SR04",
        "A cauda equina sign is scanned at once, whatever the bladder holds",
        CAUDA_EQUINA,
        step=DecisionStep.EMERGENCY,
        requires=("emergency_spine_pathway",),
        one_of=("emergency_mri", "imaging_instead_of_mri"),
    ),
    SafetyRule(
        "SR05",
        "A deficit with cancer is a matter for the oncologists at once",
        EMERGENCY & (is_in("cancer_history", "past", "active") | MALIGNANCY_MAJOR),
        step=DecisionStep.EMERGENCY,
        requires=("emergency_oncology_contact",),
        forbids=("spine_surgery_opinion", "refer_bone_specialist", "malignancy_screen"),
    ),
    SafetyRule(
        "AM04",
        "Pain with cancer in the history is told to oncology within a day",
        CANCER_OPEN & PAIN & ~EMERGENCY & ~CHILD,
        step=DecisionStep.ANKYLOSED,
        requires=("urgent_oncology_contact",),
    ),
    SafetyRule(
        "AM04",
        "Pain with cancer in the history is imaged at every visit, unless this MRI has answered it",
        CANCER_OPEN & PAIN & ~yes("mri_this_episode") & ~is_in("spine_biopsy", "tumour"),
        one_of=("mri_spine_with_contrast", "mri_spine_without_contrast", "imaging_instead_of_mri"),
    ),
    SafetyRule(
        "AM04",
        "Conservative care waits until cancer in the history is answered",
        CANCER_OPEN,
        forbids=("conservative_care",),
    ),
    SafetyRule(
        "AM03",
        "Suspected spinal infection is said beside an injury or a stiff spine as well",
        INFECTION & ~EMERGENCY & ~CHILD,
        step=DecisionStep.ANKYLOSED,
        requires=("spinal_infection_pathway",),
    ),
    SafetyRule(
        "SR07",
        "Suspected spinal infection outranks treatment of the fracture",
        INFECTION,
        requires=(
            "spinal_infection_pathway",
            "augmentation_forbidden",
            "augmentation_block_infection",
            "bisphosphonate_hold",
        ),
        forbids=(
            *CEMENT,
            *TREATMENT,
            "conservative_care",
            "mri_not_required_now",
            "refer_anabolic_first",
        ),
    ),
    SafetyRule(
        "SR07",
        "Suspected spinal infection is scanned with contrast",
        INFECTION
        & UNSCANNED
        & ~EMERGENCY
        & ~CHILD
        & ~MRI_IMPOSSIBLE
        & ~PREGNANT
        & ~yes("gadolinium_reaction"),
        step=DecisionStep.ANKYLOSED,
        one_of=(CONTRAST_MRI, "gadolinium_blocked"),
        forbids=(PLAIN_MRI,),
    ),
    SafetyRule(
        "SR07",
        "An emergency in somebody prone to infection is looked at for infection",
        EMERGENCY & (INFECTION_SIGNS | HOST_RISK),
        step=DecisionStep.EMERGENCY,
        requires=("spinal_infection_pathway",),
    ),
    SafetyRule(
        "AM17",
        "Suspected spinal infection with sepsis is said on every page",
        INFECTION & yes("sepsis_signs"),
        step=DecisionStep.EMERGENCY,
        requires=("spinal_infection_pathway",),
    ),
    SafetyRule(
        "SR47",
        "Children are out of scope",
        CHILD & ~EMERGENCY,
        step=DecisionStep.CHILD,
        requires=("out_of_scope_child", "augmentation_forbidden"),
        only=(
            "out_of_scope_child",
            "augmentation_forbidden",
            "spinal_infection_pathway",
            *CALCIUM,
        ),
    ),
)
