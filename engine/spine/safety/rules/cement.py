"""Cement augmentation (section 5.2) and its state (SR65)."""

from __future__ import annotations

from engine.spine.safety.code_groups import BLOCKS, CEMENT, CEMENT_STATES, TREATMENT
from engine.spine.safety.conditions import above, below, is_in, unknown, yes
from engine.spine.safety.definitions import (
    CHILD,
    EMERGENCY,
    MALIGNANCY,
    MALIGNANCY_MAJOR,
    NO_PAIN,
    PREGNANCY_UNKNOWN,
    PREGNANT,
    REFRACTORY,
    SPINE_CLEARED,
)
from engine.spine.safety.levels import ACUTE, HEALED, MRI_DONE, UPTAKE
from engine.spine.safety.rule import DecisionStep, SafetyRule
from engine.spine.safety.rules.infection import FEVERISH, HOST_CLOSED, HOST_RISK, INFECTION_CLEARED
from engine.spine.safety.rules.stability import CANAL_NARROWED

_UNASKED = unknown(
    "inr",
    "platelets",
    "cement_allergy",
    "local_or_systemic_infection",
    "focal_tenderness_matches_level",
)


def _forbidden_by(reason: str) -> tuple[str, str]:
    return "augmentation_forbidden", f"augmentation_block_{reason}"


CEMENT_RULES = (
    SafetyRule(
        "SR09",
        "No cement without proof of an unhealed fracture",
        # Uptake beside an MRI that cannot date the fracture: SR09 calls it proof and step 9
        # does not, so it is left alone here.
        ~ACUTE & ~UPTAKE,
        requires=_forbidden_by("unproven"),
        forbids=CEMENT,
    ),
    SafetyRule(
        "SR10",
        "No cement from film or CT alone",
        ~MRI_DONE & ~UPTAKE,
        requires=_forbidden_by("unproven"),
        forbids=CEMENT,
    ),
    SafetyRule(
        "SR11",
        "No cement without pain",
        NO_PAIN,
        requires=_forbidden_by("no_pain"),
        forbids=CEMENT,
    ),
    SafetyRule(
        "SR11",
        "No cement in a healed fracture",
        HEALED,
        requires=_forbidden_by("healed"),
        forbids=CEMENT,
    ),
    SafetyRule(
        "SR12",
        "No cement where the pain is elsewhere",
        is_in("focal_tenderness_matches_level", "no"),
        requires=_forbidden_by("pain_elsewhere"),
        forbids=CEMENT,
    ),
    SafetyRule(
        "SR12",
        "What cement needs to know is asked before it is considered",
        REFRACTORY & _UNASKED,
        given=("augmentation_not_yet",),
        requires=("complete_augmentation_safety",),
    ),
    SafetyRule(
        "SR13",
        "No cement with infection present or not excluded",
        yes("local_or_systemic_infection")
        | FEVERISH
        | HOST_RISK & ~INFECTION_CLEARED & ~HOST_CLOSED,
        requires=_forbidden_by("infection"),
        forbids=CEMENT,
    ),
    SafetyRule(
        "SR13",
        "No cement in allergy",
        yes("cement_allergy") & ~is_in("cement_allergy_kind", "contrast", "excluded"),
        requires=_forbidden_by("allergy"),
        forbids=CEMENT,
    ),
    SafetyRule(
        "SR13",
        "No cement in pregnancy",
        PREGNANT,
        requires=_forbidden_by("pregnancy"),
        forbids=CEMENT,
    ),
    SafetyRule(
        "SR13",
        "Cement is not considered while a contraindication is unknown",
        _UNASKED | PREGNANCY_UNKNOWN,
        forbids=("augmentation_consider",),
    ),
    SafetyRule(
        "SR14",
        "No cement where a fragment narrows the canal",
        CANAL_NARROWED,
        requires=_forbidden_by("canal"),
        forbids=CEMENT,
    ),
    SafetyRule(
        "SR14",
        "A fragment that narrows the canal is a surgeon's until the spine team has cleared it",
        CANAL_NARROWED & ~SPINE_CLEARED,
        requires=("urgent_spine_review",),
    ),
    SafetyRule(
        "SR15",
        "No cement with a deficit",
        EMERGENCY,
        step=DecisionStep.EMERGENCY,
        requires=_forbidden_by("neuro_deficit"),
        forbids=CEMENT,
    ),
    SafetyRule(
        "SR16",
        "No cement in coagulopathy",
        above("inr", 1.5) | below("platelets", 50),
        requires=_forbidden_by("coagulopathy"),
        forbids=CEMENT,
    ),
    SafetyRule(
        "SR17",
        "Cement is shown with how contested its evidence is",
        given=CEMENT,
        step=DecisionStep.EMERGENCY,
        requires=("evidence_augmentation_contested",),
    ),
    SafetyRule(
        "SR18",
        "Cement is never first-line",
        ~REFRACTORY,
        forbids=("augmentation_consider",),
    ),
    SafetyRule(
        "SR19",
        "Possible malignancy is explained before cement and bone drugs",
        MALIGNANCY,
        requires=_forbidden_by("malignancy"),
        forbids=(*CEMENT, *TREATMENT, "mri_not_required_now"),
    ),
    SafetyRule(
        "SR19",
        "Myeloma is looked for wherever malignancy is possible, beside an injury as well",
        MALIGNANCY,
        step=DecisionStep.ANKYLOSED,
        requires=("labs_myeloma",),
    ),
    SafetyRule(
        "SR19",
        "Possible malignancy is looked for beside an injury or a stiff spine as well",
        MALIGNANCY,
        step=DecisionStep.ANKYLOSED,
        one_of=("malignancy_pathway", "malignancy_screen"),
    ),
    SafetyRule(
        "SR19",
        "A major sign of malignancy starts its pathway",
        MALIGNANCY_MAJOR,
        step=DecisionStep.ANKYLOSED,
        requires=("malignancy_pathway",),
        forbids=("conservative_care",),
    ),
    SafetyRule(
        "SR19",
        "Where malignancy is looked for, cement waits",
        given=("malignancy_pathway", "malignancy_screen"),
        step=DecisionStep.EMERGENCY,
        requires=_forbidden_by("malignancy"),
    ),
    SafetyRule(
        "SR65",
        "Exactly one state of cement",
        step=DecisionStep.EMERGENCY,
        one_of=CEMENT_STATES,
        exclusive=CEMENT_STATES,
    ),
    SafetyRule(
        "SR65",
        "Forbidden cement has a reason",
        ~CHILD | EMERGENCY,
        given=("augmentation_forbidden",),
        step=DecisionStep.EMERGENCY,
        one_of=BLOCKS,
    ),
    SafetyRule(
        "SR65",
        "A reason against cement forbids it",
        given=BLOCKS,
        step=DecisionStep.EMERGENCY,
        requires=("augmentation_forbidden",),
    ),
    SafetyRule(
        "AM09",
        "Cement waits for a plan for the blood thinner",
        (yes("anticoagulant", "antiplatelet") | unknown("anticoagulant")) & ~yes("bleeding_plan"),
        forbids=("augmentation_consider",),
    ),
)
