"""Unknown signs, red flags and pain are never read as absent (SR02, SR03)."""

from __future__ import annotations

from engine.spine.safety.code_groups import TREATMENT
from engine.spine.safety.conditions import at_most, unknown, yes
from engine.spine.safety.contradictions import MRC_CONTRADICTS
from engine.spine.safety.definitions import (
    FILM_LYSIS_OPEN,
    NEURO_OPEN,
    PRIOR_OLD,
    RED_FLAG_OPEN,
    RED_FLAG_QUESTION_OPEN,
)
from engine.spine.safety.rule import DecisionStep, SafetyRule

UNKNOWNS_RULES = (
    SafetyRule(
        "SR02",
        "An unknown neurological answer is never read as normal",
        NEURO_OPEN | MRC_CONTRADICTS,
        step=DecisionStep.UNKNOWNS,
        requires=("complete_neuro_exam",),
        forbids=("conservative_care", "augmentation_consider", "trauma_non_operative"),
    ),
    SafetyRule(
        "SR02",
        "An unknown red flag is never read as absent",
        RED_FLAG_OPEN,
        forbids=("augmentation_consider", "mri_not_required_now", *TREATMENT),
    ),
    SafetyRule(
        "SR02",
        "An open red flag is asked",
        RED_FLAG_QUESTION_OPEN,
        step=DecisionStep.UNKNOWNS,
        requires=("complete_red_flags",),
    ),
    SafetyRule(
        "SR02",
        "A film that mentions no lysis is asked about by itself",
        FILM_LYSIS_OPEN,
        step=DecisionStep.UNKNOWNS,
        requires=("ask_film_lysis",),
    ),
    SafetyRule(
        "SR02",
        "Unknown pain is asked for",
        unknown("back_pain"),
        step=DecisionStep.UNKNOWNS,
        requires=("ask_symptoms",),
    ),
    SafetyRule(
        "SR02",
        "Unknown pain is never read as no pain",
        unknown("back_pain") & unknown("pain_nrs"),
        forbids=("augmentation_block_no_pain",),
    ),
    SafetyRule(
        "SR02",
        "Unknown pain does not spare the MRI",
        unknown("back_pain") & unknown("pain_nrs") & ~PRIOR_OLD,
        forbids=("mri_not_required_now",),
    ),
    SafetyRule(
        "SR02",
        "Unknown pain is never read as mild pain",
        ~at_most("pain_nrs", 3),
        forbids=("augmentation_not_indicated",),
    ),
    SafetyRule(
        "SR03",
        "No disposition without examination",
        ~yes("neuro_exam_done"),
        step=DecisionStep.UNKNOWNS,
        requires=("complete_neuro_exam",),
        forbids=(
            "conservative_care",
            "review_in_2_to_4_weeks",
            "brace_optional",
            "augmentation_consider",
        ),
    ),
    SafetyRule(
        "SR59",
        "A weak muscle that is called normal is examined again",
        MRC_CONTRADICTS,
        step=DecisionStep.UNKNOWNS,
        requires=("complete_neuro_exam",),
    ),
)
