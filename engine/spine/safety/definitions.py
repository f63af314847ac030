"""Definitions of the dossier: emergency, red flags, infection, malignancy, contradictions."""

from __future__ import annotations

from engine.model.answers import Answers
from engine.spine.safety.blood import HYPERCALCAEMIA
from engine.spine.safety.conditions import (
    PAIN,
    Condition,
    above,
    at_least,
    at_most,
    below,
    choice,
    is_in,
    known,
    number,
    opinion,
    unknown,
    yes,
)
from engine.spine.safety.levels import (
    CT_READ,
    MRI_DONE,
    MRI_READ,
    NEW_ON_FILM,
    THORACIC,
    UPPER_ONLY,
    every_scan,
    on_film,
    on_mri,
    says,
    some_scan,
    tumour_free,
)

CANCER_OPEN = is_in("cancer_history", "past", "active") & ~(
    yes("mri_this_episode") & every_scan(tumour_free) & is_in("other_marrow_lesions", "no")
    | opinion("oncology_opinion")
)
"""Cancer in the history that neither an MRI of this pain episode nor oncology has answered."""

CAUDA_EQUINA = (
    yes("saddle_anaesthesia", "bowel_change", "bilateral_leg_symptoms")
    | is_in("bladder_change", "retention", "incontinence", "altered_sensation")
    | is_in("radicular_pain", "bilateral")
)
"""A sign of cauda equina compression."""

EMERGENCY = (
    CAUDA_EQUINA
    | is_in("motor_deficit", "new")
    | is_in("sensory_deficit", "new")
    | is_in("gait_disturbance", "new")
    | yes("upper_motor_neuron_signs", "follow_up_new_neuro", "cord_signal_change")
    | is_in("radicular_pain", "unilateral") & CANCER_OPEN
)
"""Any item of SR01, or root pain with cancer in the history."""

CHILD = below("age_years", 18)

NO_PAIN = is_in("back_pain", "none") & ~PAIN

HIGH_ENERGY = is_in("mechanism", "high_energy") | at_least("fall_height_m", 3)

NO_TRAUMA = is_in("mechanism", "none") & ~HIGH_ENERGY

SPINE_CLEARED = opinion("spine_opinion")
"""The spine team has lately found the spine stable."""

BONE_ADVISED = is_in("bone_opinion", "plan") & at_most("bone_opinion_days", 90)
"""A bone specialist has lately given a plan."""

BONE_ANSWERED = BONE_ADVISED | is_in("bone_opinion", "no_drug")
"""A bone specialist has given a plan, or advises against a bone drug now."""

ANKYLOSED = yes("ankylosed_spine") & ~(NO_PAIN & NO_TRAUMA) & ~SPINE_CLEARED
"""An ankylosed spine that hurts or was injured, or of which neither is denied, and not cleared."""

NEURO_OPEN = (
    ~yes("neuro_exam_done")
    | unknown(
        "motor_deficit",
        "sensory_deficit",
        "saddle_anaesthesia",
        "bladder_change",
        "bowel_change",
        "gait_disturbance",
        "bilateral_leg_symptoms",
    )
    | THORACIC & unknown("upper_motor_neuron_signs")
    | PAIN & unknown("radicular_pain")
)
"""The NEURO set is incomplete."""

RED_FLAG_QUESTION_OPEN = (
    unknown(
        "cancer_history",
        "immunosuppression",
        "iv_drug_use",
        "steroid_use",
        "fever",
        "weight_loss",
        "ankylosed_spine",
        "mechanism",
    )
    | unknown("recent_bacteraemia_or_spinal_procedure")
    & unknown("bloodstream_infection", "spinal_procedure")
    | yes("xray_done") & unknown("xray_lytic_or_destructive")
    | PAIN & unknown("night_pain")
)
"""A red flag is not answered."""

FILM_LYSIS_OPEN = (
    yes("xray_done") & is_in("xray_lytic_or_destructive", "not_mentioned") & ~CT_READ & ~MRI_READ
)
"""The report of a film is silent on lysis, and no other image answers it."""

RED_FLAG_OPEN = RED_FLAG_QUESTION_OPEN | FILM_LYSIS_OPEN
"""The RED-FLAG set is incomplete."""


def _clearance(answers: Answers) -> float | None:
    """Creatinine clearance as measured, else by Cockcroft and Gault."""
    if (measured := number(answers, "creatinine_clearance_ml_min")) is not None:
        return measured
    age, weight = number(answers, "age_years"), number(answers, "weight_kg")
    creatinine = number(answers, "creatinine_umol_l")
    factor = {"male": 1.0, "female": 0.85}.get(choice(answers, "sex"))
    if age is None or weight is None or not creatinine or factor is None:
        return None
    return (140 - age) * weight / (72 * creatinine / 88.4) * factor


def _kidney(answers: Answers) -> float | None:
    """Creatinine clearance or eGFR; of two, the lower (X13)."""
    figures = (_clearance(answers), number(answers, "egfr"))
    return min((figure for figure in figures if figure is not None), default=None)


def kidney_below(limit: float) -> Condition:
    """The kidney figure that drug labels go by is below the limit."""

    def holds(answers: Answers) -> bool:
        figure = _kidney(answers)
        return figure is not None and figure < limit

    return Condition(holds)


KIDNEY_UNKNOWN = Condition(lambda answers: _kidney(answers) is None)

MALIGNANCY_ON_MRI = (
    on_mri("epidural_mass", "yes")
    | on_mri("paraspinal_mass", "yes")
    | on_mri("pedicle_marrow", "yes")
    | on_mri("posterior_convex", "yes")
    | some_scan(
        lambda at: says("t1_pattern", "diffuse_low")(at) and says("spared_marrow", "no")(at)
    )
    | yes("other_marrow_lesions")
)
"""A major sign of malignancy on MRI."""

ONCOLOGY_CLEARED = opinion("oncology_opinion") & ~is_in("spine_biopsy", "tumour")
"""Oncology finds no tumour of the spine, and tissue shows none."""

MALIGNANCY_MAJOR = ~ONCOLOGY_CLEARED & (
    MALIGNANCY_ON_MRI
    | is_in("spine_biopsy", "tumour")
    | yes("xray_lytic_or_destructive")
    | on_film("lytic", "yes")
    | on_film("pedicle_lost", "yes")
    | is_in("spep", "paraprotein")
)
"""A major sign of malignancy (Appendix A, step 8)."""

# A ratio between 1.65 and 3.1 is abnormal only where the kidney is known to be sound.
LIGHT_CHAINS_ABNORMAL = (
    below("free_light_chain_ratio", 0.26)
    | above("free_light_chain_ratio", 3.1)
    | above("free_light_chain_ratio", 1.65) & at_least("egfr", 60)
)

_SOFT = (
    is_in("cancer_history", "past", "active")
    | yes("weight_loss")
    | yes("night_pain") & is_in("pain_type", "non_mechanical", "mixed")
)
# Light chains that nobody measured are not normal: never SPEP alone (SR42).
_NO_MYELOMA = is_in("spep", "normal") & known("free_light_chain_ratio") & ~LIGHT_CHAINS_ABNORMAL
_NO_TUMOUR_ON_MRI = every_scan(tumour_free) & ~yes("other_marrow_lesions")

# Limits of anaemia exist for men and women only; of anybody else the dossier says nothing.
_ANAEMIA = below("haemoglobin_g_l", 120) & is_in("sex", "female") | below(
    "haemoglobin_g_l", 130
) & is_in("sex", "male")

ONCOLOGY_IN_DOUBT = is_in("oncology_opinion", "not_cleared")
"""Oncology holds a tumour of the spine still possible."""

MALIGNANCY_SCREEN = HYPERCALCAEMIA | ~ONCOLOGY_CLEARED & (
    _SOFT & ~(MRI_READ & _NO_MYELOMA)
    | CANCER_OPEN & PAIN
    | UPPER_ONLY & ~NO_PAIN & ~HIGH_ENERGY & ~(MRI_READ & _NO_MYELOMA)
    | ONCOLOGY_IN_DOUBT
    | LIGHT_CHAINS_ABNORMAL
    | _ANAEMIA & ~(_NO_TUMOUR_ON_MRI & _NO_MYELOMA)
)
"""A soft or laboratory sign of malignancy that nothing has explained."""

MALIGNANCY = MALIGNANCY_MAJOR | MALIGNANCY_SCREEN
"""Possible malignancy, not yet excluded."""

_LIMITS_UNKNOWN = ~is_in("sex", "female", "male") | unknown("age_years")

DOUBTFUL = (
    above("free_light_chain_ratio", 1.65) & unknown("egfr")
    | below("haemoglobin_g_l", 130) & _LIMITS_UNKNOWN
    | known("esr") & _LIMITS_UNKNOWN
    | yes("night_pain") & unknown("pain_type")
    | some_scan(lambda at: says("t1_pattern", "diffuse_low")(at) and "spared_marrow" not in at)
)
"""Infection or malignancy may be suspected or not; the dossier gives no limit that applies."""

PREGNANT = is_in("pregnancy", "yes")

PREGNANCY_UNKNOWN = (
    unknown("pregnancy")
    & is_in("sex", "female")
    & at_least("age_years", 12)
    & at_most("age_years", 55)
    & ~is_in("menopause_status", "post")
)
"""Pregnancy is possible and was not asked; otherwise the question is skipped by rule."""

ON_DRUG = known("current_osteoporosis_drug") & ~is_in("current_osteoporosis_drug", "none")

MRI_IMPOSSIBLE = is_in("mr_device", "mr_unsafe") | is_in("mri_available", "no")

# An alternative that was done and shows nothing may or may not count as "no alternative".
UNSCANNED = ~MRI_DONE & unknown("spect_uptake_at_level") & unknown("dual_energy_ct_oedema_at_level")
"""Neither MRI nor an alternative to it was done."""

REFRACTORY = (
    at_least("pain_nrs", 7)
    & yes("analgesia_optimised")
    & (at_least("conservative_weeks", 2) | yes("hospitalised_for_pain"))
)

PRIOR_OLD = (
    is_in("prior_imaging", "available_same_unchanged")
    & at_least("prior_imaging_months", 3)
    & ~MRI_DONE
    & ~NEW_ON_FILM
)
"""The same deformity stood on films three months ago or more."""

SCORES = ("t_score_lumbar_spine", "t_score_femoral_neck", "t_score_total_hip", "t_score_radius")

T_SCORE_KNOWN = Condition(parts=tuple(map(known, SCORES)))
