"""Families of recommendation codes that safety rules name together."""

from __future__ import annotations

from typing import Final

CEMENT: Final = ("augmentation_consider", "augmentation_not_yet")
"""Cement is on the table, now or later."""

CEMENT_STATES: Final = (*CEMENT, "augmentation_not_indicated", "augmentation_forbidden")

BLOCKS: Final = tuple(
    f"augmentation_block_{reason}"
    for reason in (
        "unproven",
        "healed",
        "no_pain",
        "pain_elsewhere",
        "infection",
        "coagulopathy",
        "calcium",
        "allergy",
        "pregnancy",
        "neuro_deficit",
        "canal",
        "unstable",
        "malignancy",
        "trauma",
    )
)

ORAL: Final = ("oral_bisphosphonate_start", "oral_bisphosphonate_may_start")
TREATMENT: Final = (*ORAL, "zoledronate_alternative")
DRUG_STATES: Final = (*TREATMENT, "bisphosphonate_hold")

PERMISSIVE: Final = (
    "augmentation_consider",
    "augmentation_not_indicated",
    *TREATMENT,
    "mri_not_required_now",
    "conservative_care",
    "physiotherapy",
    "trauma_non_operative",
)
"""Codes on which acting without need could harm (section 5)."""

PLAIN_MRI: Final = "mri_spine_without_contrast"
CONTRAST_MRI: Final = "mri_spine_with_contrast"

CALCIUM: Final = (
    "emergency_hypercalcaemia",
    "emergency_hypocalcaemia",
    "urgent_calcium_review",
    "augmentation_block_calcium",
)
"""Calcium out of range is said on every page."""
