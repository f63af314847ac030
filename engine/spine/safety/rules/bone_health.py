"""The diagnosis of osteoporosis (section 5.5), its causes (AM09) and several levels (SR63)."""

from __future__ import annotations

from engine.model.answers import Answers
from engine.spine.safety.blood import CALCIUM_UNKNOWN, HYPERCALCAEMIA, HYPOCALCAEMIA
from engine.spine.safety.code_groups import ORAL, TREATMENT
from engine.spine.safety.conditions import (
    Condition,
    above,
    at_least,
    at_most,
    below,
    is_in,
    known,
    number,
    unknown,
    yes,
)
from engine.spine.safety.contradictions import CONTRADICTORY, SCORE_WITHOUT_DXA
from engine.spine.safety.definitions import (
    BONE_ANSWERED,
    DOUBTFUL,
    HIGH_ENERGY,
    MALIGNANCY,
    MALIGNANCY_MAJOR,
    PREGNANT,
    RED_FLAG_OPEN,
    SCORES,
    T_SCORE_KNOWN,
)
from engine.spine.safety.levels import (
    ACUTE,
    CONFIRMED,
    DEFORMED,
    LUMBAR_DEFORMED,
    MRI_DONE,
    MRI_READ,
    ONLY_UNGRADED,
    SEVERAL_ACUTE,
    SEVERAL_FRACTURES,
    SEVERAL_UNGRADED,
    UPTAKE,
    on_mri,
)
from engine.spine.safety.rule import DecisionStep, SafetyRule
from engine.spine.safety.rules.infection import INFECTION
from engine.spine.safety.rules.treatment_stops import BREASTFEEDING, STOPS_TREATMENT

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

_FRAGILITY = (
    CONFIRMED
    & is_in("mechanism", "none", "low_energy")
    & ~HIGH_ENERGY
    & at_least("age_years", 50)
    & ~RED_FLAG_OPEN
    & ~MALIGNANCY
    & ~INFECTION
)


# The content waits for the film's destruction also where nobody said whether there is a film.
_FILM_NOT_STATED = ~is_in("xray_done", "yes", "no") & ~is_in(
    "xray_lytic_or_destructive", "yes", "no"
)


def _low_t_score(answers: Answers) -> bool:
    """A T-score at a site not said to be invalid is in the range of osteoporosis."""
    invalid = is_in("lumbar_spine_t_score_valid", "no")(answers)
    sites = (key for key in SCORES if not (invalid and key == "t_score_lumbar_spine"))
    found = (number(answers, key) for key in sites)
    return any(score is not None and score <= -2.5 for score in found)


BONE_HEALTH_RULES = (
    SafetyRule(
        "SR43",
        "A fragility fracture is osteoporosis whatever the T-score",
        _FRAGILITY & ~CONTRADICTORY & ~DOUBTFUL & ~_FILM_NOT_STATED,
        requires=("osteoporosis_clinical",),
    ),
    SafetyRule(
        "SR43",
        "Nothing but a confirmed, explained fragility fracture is clinical osteoporosis",
        ~_FRAGILITY,
        forbids=("osteoporosis_clinical",),
    ),
    SafetyRule(
        "SR33",
        "A fracture in pregnancy or lactation is a bone specialist's",
        (PREGNANT | BREASTFEEDING) & (DEFORMED | ACUTE) & ~BONE_ANSWERED,
        requires=("refer_bone_specialist",),
    ),
    SafetyRule(
        "AM15",
        "A tumour or infection, or a fracture proved on MRI, is no probable fracture",
        MALIGNANCY_MAJOR | INFECTION | ACUTE | on_mri("fracture_line", "yes"),
        forbids=("osteoporosis_probable",),
    ),
    SafetyRule(
        "AM15",
        "The pathway of a tumour contains its screen",
        MALIGNANCY_MAJOR,
        forbids=("malignancy_screen",),
    ),
    SafetyRule(
        "AM15",
        "No calcium while a tumour is suspected and calcium is not measured",
        MALIGNANCY & CALCIUM_UNKNOWN,
        forbids=("calcium_vitamin_d",),
    ),
    SafetyRule(
        "AM15",
        "Torn ligaments after trauma are urgent, and get no slow opinion beside it",
        HIGH_ENERGY & on_mri("plc", "disrupted"),
        step=DecisionStep.HIGH_ENERGY,
        forbids=("spine_surgery_opinion",),
    ),
    SafetyRule(
        "SR44",
        "A spine that cannot be measured is measured elsewhere",
        (is_in("xray_degenerative", "multilevel", "advanced", "present_ungraded") | LUMBAR_DEFORMED)
        & ~T_SCORE_KNOWN,
        given=("dxa_order",),
        requires=("dxa_alternative_site",),
    ),
    SafetyRule(
        "SR44",
        "Osteoporosis by DXA rests on a low T-score of a valid site",
        ~Condition(_low_t_score) | SCORE_WITHOUT_DXA,
        forbids=("osteoporosis_by_dxa",),
    ),
    SafetyRule(
        "SR44",
        "A DXA that is done has its result entered",
        is_in("dxa_status", "done")
        & ~T_SCORE_KNOWN
        & ~(below("age_years", 50) & known("z_score_lowest")),
        requires=("enter_image_results",),
    ),
    SafetyRule(
        "SR45",
        "A pale film calls for DXA",
        is_in("xray_demineralisation", "mild", "moderate", "severe", "present_ungraded")
        & is_in("dxa_status", "not_done")
        & ~STOPS_TREATMENT
        & ~DOUBTFUL,
        requires=("dxa_order",),
    ),
    SafetyRule(
        "SR46",
        "Under 50 no T-score and no drug without a specialist",
        ~at_least("age_years", 50),
        forbids=("osteoporosis_by_dxa", *ORAL),
    ),
    SafetyRule(
        "SR46",
        "A fracture under 50 is a specialist's",
        below("age_years", 50) & (DEFORMED | ACUTE) & ~BONE_ANSWERED,
        requires=("refer_bone_specialist",),
    ),
    SafetyRule(
        "SR63",
        "Two acute levels are looked at for myeloma",
        SEVERAL_ACUTE
        & ~HIGH_ENERGY
        & (~is_in("spep", "normal", "paraprotein") | unknown("free_light_chain_ratio")),
        step=DecisionStep.ANKYLOSED,
        requires=("labs_myeloma",),
    ),
    SafetyRule(
        "SR63",
        "Two acute levels are a very high risk",
        SEVERAL_ACUTE,
        given=("osteoporosis_clinical", "osteoporosis_by_dxa"),
        requires=("fracture_risk_very_high",),
    ),
    SafetyRule(
        "AM08",
        "Two fractured levels are a very high risk, whoever counted them",
        SEVERAL_FRACTURES | at_least("vertebral_fracture_count", 2),
        given=("osteoporosis_clinical", "osteoporosis_by_dxa"),
        requires=("fracture_risk_very_high",),
    ),
    SafetyRule(
        "AM08",
        "No drug for a deformity of unstated degree that nothing else has settled",
        ONLY_UNGRADED & ~CONFIRMED & ~T_SCORE_KNOWN & ~MRI_READ,
        forbids=TREATMENT,
    ),
    SafetyRule(
        "AM08",
        "A deformity that nothing but an ungraded film shows has its degree asked",
        ONLY_UNGRADED & ~CONFIRMED & ~T_SCORE_KNOWN & ~MRI_DONE & ~UPTAKE,
        requires=("ask_fracture_degree",),
    ),
    SafetyRule(
        "AM08",
        "Several levels of unstated degree have it asked",
        SEVERAL_UNGRADED & ~SEVERAL_FRACTURES & ~at_least("vertebral_fracture_count", 2),
        requires=("ask_fracture_degree",),
    ),
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
)
