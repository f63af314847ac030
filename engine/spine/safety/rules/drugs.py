"""The drugs of osteoporosis (section 5.4), missing safety answers (SR60) and their state (SR65)."""

from __future__ import annotations

from engine.spine.safety.blood import CALCIUM_UNKNOWN, HYPERCALCAEMIA, HYPOCALCAEMIA
from engine.spine.safety.code_groups import CEMENT, CONTRAST_MRI, DRUG_STATES, ORAL, TREATMENT
from engine.spine.safety.conditions import at_least, below, is_in, unknown, yes
from engine.spine.safety.definitions import (
    BONE_ADVISED,
    DOUBTFUL,
    KIDNEY_UNKNOWN,
    MALIGNANCY_MAJOR,
    ON_DRUG,
    ONCOLOGY_CLEARED,
    PREGNANCY_UNKNOWN,
    PREGNANT,
    kidney_below,
)
from engine.spine.safety.rule import DecisionStep, SafetyRule
from engine.spine.safety.rules.bone_health import INDICATED_BY_RISK
from engine.spine.safety.rules.calcium import TOTAL_HIGH
from engine.spine.safety.rules.drugs_in_use import DENOSUMAB_REBOUND, NO_TABLET, SICK_OESOPHAGUS
from engine.spine.safety.rules.infection import INFECTION_SCREEN
from engine.spine.safety.rules.treatment_stops import BREASTFEEDING, STOPS_TREATMENT, THIGH_PAIN

_UNKNOWN_FOR_ANY = (
    unknown("bisphosphonate_hypersensitivity", "dental_invasive_planned")
    | CALCIUM_UNKNOWN
    | KIDNEY_UNKNOWN
    | PREGNANCY_UNKNOWN
)
_UNKNOWN_FOR_ORAL = _UNKNOWN_FOR_ANY | unknown("oesophageal_disorder", "can_sit_upright_30min")
_NOT_CLEAR = NO_TABLET | HYPOCALCAEMIA | yes("dental_invasive_planned")

DRUGS_RULES = (
    SafetyRule(
        "SR27",
        "No alendronate below 35 mL/min",
        kidney_below(35),
        requires=("alendronate_blocked",),
    ),
    SafetyRule(
        "SR28",
        "No oral bisphosphonate below 30 mL/min",
        kidney_below(30),
        requires=("risedronate_blocked", "oral_bisphosphonate_blocked"),
        forbids=ORAL,
    ),
    SafetyRule(
        "SR29",
        "No zoledronate below 35 mL/min or in acute kidney injury",
        kidney_below(35) | yes("acute_kidney_injury"),
        requires=("zoledronate_blocked",),
        forbids=("zoledronate_alternative",),
    ),
    SafetyRule(
        "SR29",
        "No zoledronate before acute kidney injury is excluded",
        unknown("acute_kidney_injury"),
        forbids=("zoledronate_alternative",),
    ),
    SafetyRule(
        "SR30",
        "Low calcium is corrected before any bone drug",
        HYPOCALCAEMIA,
        requires=("bisphosphonate_hold",),
        forbids=TREATMENT,
    ),
    SafetyRule(
        "SR31",
        "Vitamin D is replete before zoledronate or denosumab",
        below("vitamin_d_nmol_l", 50) & ~HYPERCALCAEMIA & ~TOTAL_HIGH,
        requires=("vitamin_d_repletion",),
    ),
    SafetyRule(
        "SR32",
        "No oral bisphosphonate for a sick oesophagus or who cannot sit up",
        SICK_OESOPHAGUS | is_in("can_sit_upright_30min", "no"),
        requires=("oral_bisphosphonate_blocked",),
        forbids=ORAL,
    ),
    SafetyRule(
        "SR33",
        "Pregnant or breastfeeding: no bone drug",
        PREGNANT | BREASTFEEDING,
        requires=("bone_drugs_blocked_pregnancy",),
        forbids=TREATMENT,
    ),
    SafetyRule(
        "SR33",
        "Pregnant: no gadolinium, no cement, no DXA and no word on where to measure instead",
        PREGNANT,
        forbids=(*CEMENT, CONTRAST_MRI, "dxa_order", "dxa_alternative_site"),
    ),
    SafetyRule(
        "AM06",
        "Breastfeeding by itself blocks neither contrast nor cement",
        BREASTFEEDING & ~PREGNANT & ~yes("gadolinium_reaction"),
        forbids=("augmentation_block_pregnancy", "gadolinium_blocked"),
    ),
    SafetyRule(
        "AM06",
        "Breastfeeding: no codeine and no tramadol",
        BREASTFEEDING,
        step=DecisionStep.ANKYLOSED,
        requires=("codeine_tramadol_avoid",),
    ),
    SafetyRule(
        "SR34",
        "Denosumab below 30 mL/min is a specialist's",
        kidney_below(30),
        requires=("denosumab_caution",),
    ),
    SafetyRule(
        "AM10",
        "A new fracture after denosumab stopped or came late is a specialist's at once",
        DENOSUMAB_REBOUND,
        step=DecisionStep.ANKYLOSED,
        requires=("denosumab_rebound",),
        forbids=("augmentation_consider",),
    ),
    SafetyRule(
        "AM10",
        "Cement waits for the date of the last denosumab",
        is_in("current_osteoporosis_drug", "denosumab") & unknown("months_since_last_denosumab"),
        forbids=("augmentation_consider",),
    ),
    SafetyRule(
        "SR36",
        "No romosozumab within a year of infarction or stroke",
        yes("mi_or_stroke_last_12_months"),
        requires=("romosozumab_blocked",),
    ),
    SafetyRule(
        "SR36",
        "Before romosozumab infarction and stroke are asked for",
        unknown("mi_or_stroke_last_12_months"),
        given=("refer_anabolic_first",),
        requires=("ask_heart_and_stroke",),
    ),
    SafetyRule(
        "AM16",
        "Low calcium, pregnancy and breastfeeding stand against zoledronate and romosozumab",
        HYPOCALCAEMIA | PREGNANT | BREASTFEEDING,
        requires=("zoledronate_blocked", "romosozumab_blocked"),
    ),
    SafetyRule(
        "AM16",
        "Nobody pregnant or breastfeeding is given teriparatide",
        PREGNANT | BREASTFEEDING,
        requires=("teriparatide_blocked",),
    ),
    SafetyRule(
        "AM16",
        "Romosozumab is blocked for a reason and not for want of a question",
        ~yes("mi_or_stroke_last_12_months") & ~HYPOCALCAEMIA & ~PREGNANT & ~BREASTFEEDING,
        forbids=("romosozumab_blocked",),
    ),
    SafetyRule(
        "SR37",
        "No teriparatide where bone may be malignant or calcium is high",
        yes("teriparatide_block")
        & ~(is_in("teriparatide_block_lasting", "no") & yes("teriparatide_block_ended"))
        | is_in("cancer_history", "active") & ~ONCOLOGY_CLEARED
        | MALIGNANCY_MAJOR
        | HYPERCALCAEMIA,
        requires=("teriparatide_blocked",),
    ),
    SafetyRule(
        "SR39",
        "Dental work comes first",
        yes("dental_invasive_planned"),
        requires=("dental_work_first", "bisphosphonate_hold"),
        forbids=TREATMENT,
    ),
    SafetyRule(
        "SR40",
        "Thigh pain is an atypical fracture until shown otherwise",
        THIGH_PAIN,
        requires=("bisphosphonate_hold",),
        forbids=TREATMENT,
    ),
    SafetyRule(
        "SR41",
        "High calcium is explained before more is given",
        HYPERCALCAEMIA,
        requires=("calcium_vitamin_d_blocked",),
        one_of=("malignancy_screen", "malignancy_pathway"),  # the pathway contains the screen
        forbids=("calcium_vitamin_d", "vitamin_d_repletion"),
    ),
    SafetyRule(
        "SR60",
        "No oral bisphosphonate while a safety answer is missing",
        _UNKNOWN_FOR_ORAL,
        forbids=ORAL,
    ),
    SafetyRule(
        "SR60",
        "No zoledronate while a safety answer is missing",
        _UNKNOWN_FOR_ANY,
        forbids=("zoledronate_alternative",),
    ),
    SafetyRule(
        "SR60",
        "Treatment waits for its safety answers",
        _UNKNOWN_FOR_ANY & ~ON_DRUG,
        requires=("bisphosphonate_hold",),
    ),
    SafetyRule(
        "SR60",
        "Where only safety answers hold treatment up, they are asked for",
        _UNKNOWN_FOR_ORAL
        & ~STOPS_TREATMENT
        & ~DOUBTFUL
        & ~INFECTION_SCREEN  # whether a mild sign stops treatment is left open
        & ~_NOT_CLEAR
        & ~kidney_below(35)
        & is_in("current_osteoporosis_drug", "none")
        & ~is_in("bone_opinion", "no_drug"),  # the specialist's word ends the questions
        given=("osteoporosis_clinical", "osteoporosis_by_dxa"),
        requires=("bisphosphonate_hold", "complete_bisphosphonate_safety"),
    ),
    SafetyRule(
        "A14",
        "Nothing is started while something is unresolved",
        STOPS_TREATMENT,
        requires=("bisphosphonate_hold",),
        forbids=TREATMENT,
    ),
    SafetyRule(
        "AM07",
        "A specialist's plan is recent, and waits for what stops any bone drug",
        ~BONE_ADVISED | STOPS_TREATMENT | HYPOCALCAEMIA | ON_DRUG,
        forbids=("bone_specialist_plan",),
    ),
    SafetyRule(
        "AM07",
        "No bone drug is started against a bone specialist's word",
        is_in("bone_opinion", "no_drug"),
        forbids=TREATMENT,
    ),
    SafetyRule(
        "A14",
        "A drug is started for a diagnosis",
        ~INDICATED_BY_RISK,
        given=("oral_bisphosphonate_start",),
        one_of=("osteoporosis_clinical", "osteoporosis_by_dxa"),
    ),
    SafetyRule(
        "A14",
        "Under 65 no drug for a probable fracture",
        ~at_least("age_years", 65),
        forbids=("oral_bisphosphonate_may_start",),
    ),
    SafetyRule(
        "A14",
        "Who is on a bone drug is not started on one",
        ON_DRUG,
        forbids=TREATMENT,
    ),
    SafetyRule("SR65", "At most one state of the bone drugs", exclusive=DRUG_STATES),
)
