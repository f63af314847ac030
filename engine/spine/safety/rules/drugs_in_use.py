"""Bone drugs in use: what forbids a drug at its start also holds its next dose."""

from __future__ import annotations

from engine.spine.safety.blood import HYPERCALCAEMIA, HYPOCALCAEMIA
from engine.spine.safety.conditions import above, at_most, includes, is_in, unknown, yes
from engine.spine.safety.definitions import (
    BONE_ADVISED,
    MALIGNANCY_MAJOR,
    ONCOLOGY_CLEARED,
    PREGNANT,
    PRIOR_OLD,
    kidney_below,
)
from engine.spine.safety.levels import ACUTE, DEFORMED, HEALED
from engine.spine.safety.rule import DecisionStep, SafetyRule
from engine.spine.safety.rules.treatment_stops import BREASTFEEDING, THIGH_PAIN

_DRUG = "current_osteoporosis_drug"
_ALLERGIC = yes("bisphosphonate_hypersensitivity") & ~is_in(
    "bisphosphonate_reaction_severity", "mild"
)
SICK_OESOPHAGUS = yes("oesophageal_disorder") & ~yes("oesophagus_healed")

NO_TABLET = kidney_below(30) | SICK_OESOPHAGUS | is_in("can_sit_upright_30min", "no") | _ALLERGIC
"""Kidneys, oesophagus, posture or an allergy forbid a bisphosphonate by mouth."""

_NO_INFUSION = kidney_below(35) | yes("acute_kidney_injury") | _ALLERGIC

_UNSAFE_BISPHOSPHONATE = (
    is_in(_DRUG, "alendronate", "risedronate", "ibandronate") & NO_TABLET
    | is_in(_DRUG, "alendronate") & kidney_below(35)
    | is_in(_DRUG, "zoledronate") & _NO_INFUSION
)

_LOWERS_CALCIUM = is_in(
    _DRUG, "alendronate", "risedronate", "ibandronate", "zoledronate", "denosumab", "romosozumab"
)

_UNSAFE_BUILDER = is_in(_DRUG, "romosozumab") & yes("mi_or_stroke_last_12_months") | is_in(
    _DRUG, "teriparatide", "abaloparatide"
) & (HYPERCALCAEMIA | MALIGNANCY_MAJOR | is_in("cancer_history", "active") & ~ONCOLOGY_CLEARED)

_DENOSUMAB = is_in(_DRUG, "denosumab") | includes("past_osteoporosis_drugs", "denosumab") & is_in(
    _DRUG, "none"
)

DENOSUMAB_REBOUND = (
    (
        is_in(_DRUG, "denosumab") & above("months_since_last_denosumab", 7)
        | includes("past_osteoporosis_drugs", "denosumab")
        & (is_in(_DRUG, "none") | unknown(_DRUG))
        & ~at_most("months_since_last_denosumab", 7)
    )
    & (DEFORMED | ACUTE)
    & ~HEALED
    & ~PRIOR_OLD
    & ~BONE_ADVISED
)
"""A fracture, perhaps new, after denosumab was stopped or came late."""

DRUGS_IN_USE_RULES = (
    SafetyRule(
        "SR28",
        "A bisphosphonate in use that kidneys, oesophagus or an allergy forbid is held",
        _UNSAFE_BISPHOSPHONATE,
        step=DecisionStep.UNKNOWNS,
        requires=("bone_drug_unsafe",),
    ),
    SafetyRule(
        "SR30",
        "No further dose of a drug that lowers calcium while calcium is low",
        _LOWERS_CALCIUM & HYPOCALCAEMIA,
        step=DecisionStep.UNKNOWNS,
        requires=("bone_drug_unsafe",),
    ),
    SafetyRule(
        "SR37",
        "A bone builder in use that heart, calcium or a tumour forbid is held",
        _UNSAFE_BUILDER,
        step=DecisionStep.UNKNOWNS,
        requires=("bone_drug_unsafe",),
    ),
    SafetyRule(
        "SR33",
        "A bone drug in use is held in pregnancy and while breastfeeding",
        is_in(_DRUG, "alendronate", "risedronate", "ibandronate", "zoledronate", "denosumab")
        & (PREGNANT | BREASTFEEDING),
        step=DecisionStep.UNKNOWNS,
        requires=("bone_drug_unsafe",),
    ),
    SafetyRule(
        "SR40",
        "Nobody is told to move on a femur that films show to be changed",
        yes("thigh_or_groin_pain") & is_in("femur_imaging", "abnormal"),
        step=DecisionStep.ANKYLOSED,
        requires=("femur_fracture_referral",),
        forbids=(
            "conservative_care",
            "avoid_bed_rest",
            "exercise_safely",
            "physiotherapy",
            "trauma_non_operative",
        ),
    ),
    SafetyRule(
        "SR40",
        "Thigh pain is looked into, beside an injury or a stiff spine as well",
        THIGH_PAIN,
        step=DecisionStep.ANKYLOSED,
        one_of=("atypical_femur_fracture_check", "femur_fracture_referral"),
    ),
    SafetyRule(
        "SR30",
        "Low calcium is corrected, beside an injury or a stiff spine as well",
        HYPOCALCAEMIA,
        step=DecisionStep.ANKYLOSED,
        requires=("correct_hypocalcaemia",),
    ),
    SafetyRule(
        "SR35",
        "Denosumab is never just stopped, and one that ended is followed by something",
        _DENOSUMAB,
        step=DecisionStep.ANKYLOSED,
        one_of=("denosumab_do_not_stop", "denosumab_rebound"),
    ),
    SafetyRule(
        "SR34",
        "Denosumab in use with failing kidneys is a specialist's",
        _DENOSUMAB & kidney_below(30),
        step=DecisionStep.ANKYLOSED,
        requires=("denosumab_caution",),
    ),
)
