"""Stability of the spine: signs of doubt; nothing mobilises the patient meanwhile."""

from __future__ import annotations

from engine.spine.safety.code_groups import TREATMENT
from engine.spine.safety.conditions import above, is_in, unknown, yes
from engine.spine.safety.definitions import (
    CANCER_OPEN,
    EMERGENCY,
    MALIGNANCY_MAJOR,
    NO_PAIN,
    ONCOLOGY_IN_DOUBT,
    SPINE_CLEARED,
)
from engine.spine.safety.levels import (
    MRI_DONE,
    MRI_READ,
    NOT_NUMBERED,
    every_scan,
    on_film,
    on_mri,
    says,
)
from engine.spine.safety.rule import DecisionStep, SafetyRule

_SLIPPED = is_in("xray_spondylolisthesis", "significant", "grade_2", "grade_3_to_5") | (
    MRI_DONE & is_in("mri_spondylolisthesis", "grade_2", "grade_3_to_5")
)

_SLIPPED_UNGRADED = is_in("xray_spondylolisthesis", "present_ungraded") | (
    MRI_DONE & is_in("mri_spondylolisthesis", "present_ungraded")
)

_SLIPPED_SOMEHOW = (
    _SLIPPED
    | _SLIPPED_UNGRADED
    | is_in("xray_spondylolisthesis", "non_significant", "grade_1")
    | MRI_DONE & is_in("mri_spondylolisthesis", "grade_1")
)

TORN = on_mri("plc", "disrupted") | on_mri("of_type", "5")
"""Torn posterior ligaments, or a distraction or rotation injury."""

UNSTABLE = is_in("spine_opinion", "not_cleared") | (
    (TORN | _SLIPPED_SOMEHOW & yes("new_translation")) & ~SPINE_CLEARED
)
"""Torn ligaments, a new slip, or a spine team in doubt; an old slip is no instability."""

_PUSHED_BACK = on_film("retropulsion", "yes") | on_mri("retropulsed_fragment", "yes")

_NARROWED = is_in("canal_stenosis", "moderate", "severe", "present_ungraded")
"""Narrowed enough to matter beside bone that is pushed back; so counts an unstated extent."""

CANAL_NARROWED = is_in("canal_stenosis", "severe") | (
    _PUSHED_BACK & above("canal_compromise_pct", 0) & _NARROWED
)
"""The canal is severely narrowed, or narrowed by bone that is pushed back."""

DOUBTFUL_STABILITY = (
    UNSTABLE
    | CANAL_NARROWED
    | _PUSHED_BACK & unknown("canal_compromise_pct") & (_NARROWED | unknown("canal_stenosis"))
    | on_film("retropulsion", "yes") & ~MRI_READ
    | (_SLIPPED | _SLIPPED_UNGRADED) & unknown("new_translation")
) & ~SPINE_CLEARED
"""The spine is unstable, or may be until somebody has looked."""

MOBILISING = (
    "conservative_care",
    "avoid_bed_rest",
    "brace_optional",
    "exercise_safely",
    "physiotherapy",
    "xray_upright_follow_up",
)
"""Advice that gets the patient up, or speaks of a recovery at home."""

STABILITY_RULES = (
    SafetyRule(
        "AM01",
        "Nothing mobilises a spine that is unstable or may be",
        DOUBTFUL_STABILITY,
        forbids=(*MOBILISING, "augmentation_consider"),
    ),
    SafetyRule(
        "AM01",
        "A spine that is unstable or may be is kept still until the spine team has decided",
        DOUBTFUL_STABILITY,
        requires=("urgent_spine_review", "spinal_precautions"),
    ),
    SafetyRule(
        "AM01",
        "Nobody is told to move before a stiff spine and high energy are asked about",
        unknown("ankylosed_spine", "mechanism"),
        forbids=("conservative_care", "avoid_bed_rest", "brace_optional", "physiotherapy"),
    ),
    SafetyRule(
        "AM01",
        "No bone drug is begun while the spine may be unstable",
        DOUBTFUL_STABILITY,
        requires=("bisphosphonate_hold",),
        forbids=TREATMENT,
    ),
    SafetyRule(
        "AM01",
        "An urgent spine review comes with precautions, and with nothing that mobilises",
        ~EMERGENCY,
        given=("urgent_spine_review",),
        step=DecisionStep.ANKYLOSED,
        requires=("spinal_precautions",),
        forbids=MOBILISING,
    ),
    SafetyRule(
        "AM04",
        "Nothing loads a spine that may hold a metastasis",
        CANCER_OPEN & ~NO_PAIN | ONCOLOGY_IN_DOUBT | MALIGNANCY_MAJOR,
        forbids=(*MOBILISING, "trauma_non_operative"),
    ),
    SafetyRule(
        "AM08",
        "A narrowing of unstated extent is asked about before cement",
        is_in("canal_stenosis", "present_ungraded"),
        requires=("ask_canal_extent",),
        forbids=("augmentation_consider",),
    ),
    SafetyRule(
        "AM08",
        "A slip without a grade is asked about before cement",
        _SLIPPED_UNGRADED & ~_SLIPPED & unknown("new_translation"),
        requires=("ask_slip",),
        forbids=("augmentation_consider",),
    ),
    SafetyRule(
        "AM01",
        "Cement waits until a slip of any size is known to be old",
        _SLIPPED_SOMEHOW & unknown("new_translation"),
        forbids=("augmentation_consider",),
    ),
    SafetyRule(
        "AM01",
        "Ligaments that an MRI leaves open hold cement",
        on_mri("plc", "indeterminate") & ~TORN & ~SPINE_CLEARED,
        forbids=("augmentation_consider",),
    ),
    # A level of which nobody has read the ligaments makes them unknown: they are read first.
    SafetyRule(
        "AM01",
        "Ligaments that an MRI leaves open are a surgeon's",
        on_mri("plc", "indeterminate")
        & every_scan(says("plc", "intact", "indeterminate"))
        & ~TORN
        & ~SPINE_CLEARED,
        requires=("spine_surgery_opinion",),
    ),
    SafetyRule(
        "AM08",
        "A level without a number is counted before cement",
        NOT_NUMBERED,
        requires=("ask_level",),
        forbids=("augmentation_consider",),
    ),
    SafetyRule(
        "SR48",
        "Nobody with a stable spine who can be cared for at home is put to bed",
        ~DOUBTFUL_STABILITY,
        given=("conservative_care",),
        one_of=("avoid_bed_rest", "immobile_care"),
    ),
    SafetyRule(
        "AM09",
        "A cleft in the vertebra is shown to a surgeon",
        on_mri("intravertebral_cleft", "yes"),
        requires=("spine_surgery_opinion",),
    ),
)
