"""Answers that the first edition asked for and did not read (amendment A09)."""

from __future__ import annotations

from engine.spine.safety.blood import CALCIUM_UNKNOWN, HYPERCALCAEMIA, HYPOCALCAEMIA
from engine.spine.safety.code_groups import TREATMENT
from engine.spine.safety.conditions import (
    Condition,
    above,
    at_least,
    at_most,
    below,
    is_in,
    number,
    unknown,
    yes,
)
from engine.spine.safety.levels import on_mri
from engine.spine.safety.rule import DecisionStep, SafetyRule

_FRESH = at_most("weeks_since_onset", 13) | at_most("months_since_last_vertebral_fracture", 3)

ALP_UNEXPLAINED = (above("alp_u_l", 260) | above("alp_u_l", 195) & ~_FRESH) & ~yes(
    "alp_cause_known"
)
"""Alkaline phosphatase that neither a fresh fracture nor another disease explains."""

HIP_FRACTURE = (
    at_least("age_years", 50) & yes("prior_fragility_fracture_other") & yes("prior_hip_fracture")
)

_HIP_ABOVE_MAJOR = Condition(
    lambda answers: (
        (major := number(answers, "frax_major_pct")) is not None
        and (hip := number(answers, "frax_hip_pct")) is not None
        and hip > major
    )
)
_FRAX_FITS = at_least("age_years", 50) & at_most("age_years", 90) & ~_HIP_ABOVE_MAJOR

INDICATED_BY_RISK = HIP_FRACTURE | _FRAX_FITS & (
    at_least("frax_major_pct", 20) | at_least("frax_hip_pct", 3)
)
"""A bone drug is indicated without a vertebral fracture or a low T-score."""

BACKGROUND_RULES = (
    SafetyRule(
        "AM09",
        "Unexplained alkaline phosphatase is looked into before a bone drug",
        ALP_UNEXPLAINED,
        requires=("alp_workup", "teriparatide_blocked", "bisphosphonate_hold"),
        forbids=TREATMENT,
    ),
    SafetyRule(
        "AM09",
        "A raised PTH with normal calcium has its line",
        above("pth_pmol_l", 6.9) & ~(CALCIUM_UNKNOWN | HYPERCALCAEMIA | HYPOCALCAEMIA),
        requires=("pth_raised",),
    ),
    SafetyRule(
        "AM09",
        "An overactive thyroid or coeliac disease in the blood tests is followed up",
        below("tsh_mu_l", 0.4) | is_in("ttg_iga", "high"),
        requires=("secondary_cause_found",),
    ),
    SafetyRule(
        "AM09",
        "An earlier hip fracture is a very high risk",
        HIP_FRACTURE,
        requires=("fracture_risk_very_high",),
        forbids=("fracture_risk_high",),
    ),
    SafetyRule(
        "AM09",
        "Cement waits for a plan for the blood thinner",
        (yes("anticoagulant", "antiplatelet") | unknown("anticoagulant")) & ~yes("bleeding_plan"),
        forbids=("augmentation_consider",),
    ),
    SafetyRule(
        "AM09",
        "A cleft in the vertebra is shown to a surgeon",
        on_mri("intravertebral_cleft", "yes"),
        requires=("spine_surgery_opinion",),
    ),
    SafetyRule(
        "AM09",
        "Who cannot get up is kept from thrombosis, sores and delirium",
        is_in("can_mobilise", "no"),
        step=DecisionStep.ANKYLOSED,
        requires=("immobile_care",),
        forbids=("avoid_bed_rest",),
    ),
)
