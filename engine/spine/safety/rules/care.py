"""General care (section 5.6) and contradictory answers (SR59)."""

from __future__ import annotations

from engine.spine.safety.code_groups import TREATMENT
from engine.spine.safety.conditions import PAIN, above, at_least, below, is_in, yes
from engine.spine.safety.contradictions import CONTRADICTORY
from engine.spine.safety.definitions import NO_PAIN, PREGNANT, PRIOR_OLD
from engine.spine.safety.levels import ACUTE, CONFIRMED, DEFORMED, STRAIGHT, on_mri
from engine.spine.safety.rule import DecisionStep, SafetyRule

_NSAID_RISK = (
    ~is_in("nsaid_risk", "no")
    | yes("anticoagulant")
    | below("egfr", 60)
    | PREGNANT
    | yes("acute_kidney_injury")
)

CARE_RULES = (
    SafetyRule(
        "SR49",
        "A brace is shown with how weak its evidence is",
        given=("brace_optional",),
        requires=("evidence_brace_weak",),
    ),
    SafetyRule(
        "SR50",
        "An opioid comes with caution unless its risks are excluded",
        ~is_in("opioid_risk", "no"),
        given=("analgesia_short_opioid",),
        step=DecisionStep.ANKYLOSED,
        requires=("opioid_caution",),
    ),
    SafetyRule(
        "SR51",
        "No NSAID unless its risks are excluded",
        _NSAID_RISK & PAIN,
        step=DecisionStep.ANKYLOSED,
        requires=("nsaid_avoid",),
    ),
    SafetyRule(
        "SR51",
        "Nobody in pain goes without pain relief, with an injury or a stiff spine as well",
        PAIN,
        step=DecisionStep.ANKYLOSED,
        one_of=("analgesia_basic", "analgesia_short_opioid"),
    ),
    SafetyRule(
        "SR53",
        "Activity comes with its limits",
        given=("conservative_care", "physiotherapy"),
        requires=("exercise_safely",),
    ),
    SafetyRule(
        "SR54",
        "Nobody with a fracture leaves without return advice",
        DEFORMED | ACUTE,
        step=DecisionStep.ANKYLOSED,
        requires=("safety_net_advice",),
    ),
    SafetyRule(
        "AM13",
        "A confirmed fracture reaches the fracture liaison service",
        CONFIRMED,
        requires=("fracture_liaison_service",),
    ),
    SafetyRule(
        "AM13",
        "A fall that broke a bone is looked into",
        DEFORMED & above("fall_height_m", 0) | at_least("falls_last_12_months", 2),
        requires=("falls_assessment",),
    ),
    SafetyRule(
        "AM13",
        "Who cannot get up has home, skin and frailty thought of",
        is_in("can_mobilise", "no"),
        requires=("plan_home_and_frailty",),
    ),
    SafetyRule(
        "SR48",
        "Nobody without a deformed or fractured vertebra gets the care of a fracture",
        STRAIGHT & ~ACUTE & ~on_mri("fracture_line", "yes"),
        forbids=("conservative_care", "brace_optional"),
    ),
    SafetyRule(
        "SR54",
        "Nobody is sent home without a date to come back",
        given=("conservative_care",),
        requires=("review_in_2_to_4_weeks",),
    ),
    SafetyRule(
        "SR55",
        "An old deformity is trained only where its pain is known to be no worse",
        PRIOR_OLD
        & PAIN
        & ~is_in("pain_trend", "better", "same")
        & ~is_in("visit_type", "follow_up"),
        forbids=("physiotherapy",),
    ),
    SafetyRule(
        "SR54",
        "The first weeks are over at a follow-up without pain, or 12 weeks after its onset",
        is_in("visit_type", "follow_up") & (NO_PAIN | above("weeks_since_onset", 12)),
        forbids=("conservative_care", "brace_optional"),
    ),
    SafetyRule(
        "SR59",
        "Answers that contradict each other are shown, and nothing permissive rests on them",
        CONTRADICTORY,
        requires=("resolve_conflicting_answers",),
        forbids=("augmentation_consider", *TREATMENT),
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
