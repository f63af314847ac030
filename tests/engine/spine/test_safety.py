"""The safety check: every rule breaks and holds, the shipped tables pass, broken tables do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from random import Random
from typing import Any

import pytest

from engine.advice.checked import checked_advice
from engine.advice.decide import decide
from engine.advice.interview import interview
from engine.diagram.compiler import Compiled, compile_pathway
from engine.model.answers import Answers, Value
from engine.spine.safety import NOT_ABOUT_CODES, RULES, SafetyRule, Violation, violations
from engine.spine.safety.rule import DecisionStep, last_step
from tests.support.cases import CASES, answers_of, codes_of
from tests.support.effort import examples, sample, some_and_all
from tests.support.random_patients import Patients


def at(level: str = "T12", **fields: str | float) -> tuple[dict[str, str | float], ...]:
    return ({"level": level, **fields},)


EXAMINED: dict[str, Value] = {
    "neuro_exam_done": "yes",
    "motor_deficit": "none",
    "sensory_deficit": "none",
    "saddle_anaesthesia": "no",
    "bladder_change": "none",
    "bowel_change": "no",
    "gait_disturbance": "none",
    "bilateral_leg_symptoms": "no",
    "upper_motor_neuron_signs": "no",
}
NO_FLAGS: dict[str, Value] = {
    "cancer_history": "none",
    "immunosuppression": "no",
    "iv_drug_use": "no",
    "recent_bacteraemia_or_spinal_procedure": "no",
    "steroid_use": "none",
    "fever": "no",
    "weight_loss": "no",
    "ankylosed_spine": "no",
    "mechanism": "low_energy",
}
SCANNED: dict[str, Value] = {"mri_done": "yes", "mri_stir_included": "yes"}
ACUTE: dict[str, Value] = {**SCANNED, "mri_levels": at(stir="hyper", fracture_line="yes")}
TUMOUR_FREE: dict[str, Value] = {
    "mri_done": "yes",
    "other_marrow_lesions": "no",
    "mri_levels": at(
        t1_pattern="band_low",
        posterior_convex="no",
        pedicle_marrow="no",
        epidural_mass="no",
        paraspinal_mass="no",
    ),
}
HEALED: dict[str, Value] = {**SCANNED, "mri_levels": at(stir="normal", fracture_line="yes")}
TWO_ACUTE: dict[str, Value] = {
    **SCANNED,
    "mri_levels": at(stir="hyper", of_type="2") + at("L1", stir="hyper", of_type="3"),
}
REFRACTORY: dict[str, Value] = {
    "pain_nrs": 7,
    "analgesia_optimised": "yes",
    "conservative_weeks": 2.0,
}
CEMENT_ASKED: dict[str, Value] = {
    "inr": 1.0,
    "platelets": 200.0,
    "cement_allergy": "no",
    "local_or_systemic_infection": "no",
    "focal_tenderness_matches_level": "yes",
}
BENT: dict[str, Value] = {"xray_levels": at(genant="2")}
OLD: dict[str, Value] = {"prior_imaging": "available_same_unchanged", "prior_imaging_months": 3.0}
FRAGILE: dict[str, Value] = {**NO_FLAGS, **BENT, "age_years": 50}
DRUG_ASKED: dict[str, Value] = {
    "calcium_corrected_mmol_l": 2.2,
    "egfr": 60.0,
    "bisphosphonate_hypersensitivity": "no",
    "dental_invasive_planned": "no",
    "oesophageal_disorder": "no",
    "can_sit_upright_30min": "yes",
}

Findings = Mapping[str, Value]
CLEAR_FOR_PLAN: dict[str, Value] = {
    **NO_FLAGS,
    "back_pain": "none",
    "xray_done": "no",
    "bone_opinion": "plan",
    "bone_opinion_days": 90,
}


def seen(by: str, days: int = 90) -> dict[str, Value]:
    """An opinion that clears, some days ago."""
    return {f"{by}_opinion": "cleared", f"{by}_opinion_days": days}


SICK_AND_WELL: dict[str, tuple[Findings, Findings]] = {
    "A neurological emergency is shown alone and first": (
        {"motor_deficit": "new"},
        {"motor_deficit": "old_stable"},
    ),
    "An unknown neurological answer is never read as normal": (
        {**EXAMINED, "motor_deficit": "unknown"},
        EXAMINED,
    ),
    "An unknown red flag is never read as absent": ({**NO_FLAGS, "fever": "unknown"}, NO_FLAGS),
    "An open red flag is asked": ({**NO_FLAGS, "fever": "unknown"}, NO_FLAGS),
    "A film that mentions no lysis is asked about by itself": (
        {"xray_done": "yes", "xray_lytic_or_destructive": "not_mentioned", "ct_done": "yes"},
        {
            "xray_done": "yes",
            "xray_lytic_or_destructive": "not_mentioned",
            "ct_done": "yes",
            **BENT,
        },
    ),
    "Unknown pain is asked for": ({}, {"back_pain": "none"}),
    "Unknown pain is never read as no pain": ({}, {"pain_nrs": 0}),
    "Unknown pain does not spare the MRI": ({}, OLD),
    "Unknown pain is never read as mild pain": ({"back_pain": "present"}, {"pain_nrs": 3}),
    "No disposition without examination": ({"neuro_exam_done": "no"}, EXAMINED),
    "A cauda equina sign is scanned at once, whatever the bladder holds": (
        {"saddle_anaesthesia": "yes", "post_void_residual_ml": 20},
        {"bladder_change": "chronic_unchanged"},
    ),
    "A deficit with cancer is a matter for the oncologists at once": (
        {"motor_deficit": "new", "cancer_history": "past"},
        {"motor_deficit": "new", "cancer_history": "none"},
    ),
    "Pain with cancer in the history is told to oncology within a day": (
        {"cancer_history": "past", "back_pain": "present", **seen("oncology", 8)},
        {"cancer_history": "past", "back_pain": "present", **seen("oncology", 7)},
    ),
    "Conservative care waits until cancer in the history is answered": (
        {**TUMOUR_FREE, "cancer_history": "past", "mri_this_episode": "no"},
        {**TUMOUR_FREE, "cancer_history": "past", "mri_this_episode": "yes"},
    ),
    "Suspected spinal infection outranks treatment of the fracture": (
        {"temperature_c": 38.0},
        {"temperature_c": 37.9, "crp": 30.0},
    ),
    "Suspected spinal infection is scanned with contrast": (
        {"immunosuppression": "yes", "crp": 10.5},
        {"immunosuppression": "yes", "crp": 10.0},
    ),
    "An emergency in somebody prone to infection is looked at for infection": (
        {"motor_deficit": "new", "iv_drug_use": "yes"},
        {"iv_drug_use": "yes"},
    ),
    "Suspected spinal infection with sepsis is said on every page": (
        {"fever": "yes", "sepsis_signs": "yes"},
        {"fever": "yes", "sepsis_signs": "no"},
    ),
    "An emergency after high energy is a trauma too": (
        {"motor_deficit": "new", "fall_height_m": 3.0},
        {"motor_deficit": "new", "fall_height_m": 2.9},
    ),
    "Children are out of scope": ({"age_years": 17}, {"age_years": 18}),
    "No cement without proof of an unhealed fracture": (
        {"mri_done": "yes", "mri_levels": ACUTE["mri_levels"]},
        ACUTE,
    ),
    "No cement from film or CT alone": (BENT, {**BENT, "spect_uptake_at_level": "yes"}),
    "No cement without pain": ({"back_pain": "none"}, {"back_pain": "none", "pain_nrs": 2}),
    "No cement in a healed fracture": (HEALED, ACUTE),
    "No cement where the pain is elsewhere": (
        {"focal_tenderness_matches_level": "no"},
        {"focal_tenderness_matches_level": "yes"},
    ),
    "What cement needs to know is asked before it is considered": (
        {**REFRACTORY, **CEMENT_ASKED, "inr": "unknown"},
        {**REFRACTORY, **CEMENT_ASKED},
    ),
    "No cement with infection present or not excluded": ({"iv_drug_use": "yes"}, NO_FLAGS),
    "No cement in allergy": (
        {"cement_allergy": "yes"},
        {"cement_allergy": "yes", "cement_allergy_kind": "contrast"},
    ),
    "No cement in pregnancy": ({"pregnancy": "yes"}, {"pregnancy": "na"}),
    "Cement is not considered while a contraindication is unknown": (
        {**CEMENT_ASKED, "sex": "female", "age_years": 40},
        CEMENT_ASKED,
    ),
    "No cement where a fragment narrows the canal": (
        {
            "canal_stenosis": "moderate",
            "canal_compromise_pct": 5.0,
            "xray_levels": at(retropulsion="yes"),
        },
        {"canal_stenosis": "moderate", "canal_compromise_pct": 5.0},
    ),
    "No cement with a deficit": ({"gait_disturbance": "new"}, EXAMINED),
    "No cement in coagulopathy": ({"inr": 1.51}, {"inr": 1.5, "platelets": 50.0}),
    "Cement is never first-line": ({**REFRACTORY, "pain_nrs": 6}, REFRACTORY),
    "Possible malignancy is explained before cement and bone drugs": (
        {"cancer_history": "past"},
        {
            **SCANNED,
            "mri_levels": at(stir="normal"),
            "cancer_history": "past",
            "spep": "normal",
            "free_light_chain_ratio": 1.0,
        },
    ),
    "Possible malignancy is looked for beside an injury or a stiff spine as well": (
        {"ankylosed_spine": "yes", "weight_loss": "yes"},
        {"ankylosed_spine": "yes", "weight_loss": "no"},
    ),
    "A major sign of malignancy starts its pathway": (
        {**SCANNED, "mri_levels": at(pedicle_marrow="yes")},
        {"mri_done": "no", "mri_levels": at(pedicle_marrow="yes")},
    ),
    "Forbidden cement has a reason": ({"age_years": 18}, {"age_years": 17}),
    "An MRI is not final before the device question is settled": (
        {"mr_device": "mr_conditional"},
        {"mr_device": "mr_conditional", "mr_safety_cleared": "yes"},
    ),
    "Nor is a repeated MRI": ({}, {"mr_device": "none"}),
    "Where MRI is impossible nothing proposes it": (
        {"mri_available": "no"},
        {"mr_device": "mr_conditional"},
    ),
    "An emergency without MRI is imaged another way": (
        {"mr_device": "mr_unsafe", "motor_deficit": "new"},
        {"mr_device": "none", "motor_deficit": "new"},
    ),
    "A spine that MRI cannot reach is imaged another way": (
        {"mr_device": "mr_unsafe"},
        {"mr_device": "mr_unsafe", "spect_uptake_at_level": "yes"},
    ),
    "A trauma that MRI cannot reach is imaged another way": (
        {"mechanism": "high_energy", "mr_device": "mr_unsafe"},
        {"mechanism": "high_energy", "mr_device": "none"},
    ),
    "Nobody after high energy goes without a picture of the ligaments": (
        {"mechanism": "high_energy"},
        {"mechanism": "high_energy", **SCANNED},
    ),
    "Suspected infection is imaged at every visit, by contrast MRI or what replaces it": (
        {"fever": "yes", "visit_type": "follow_up", **SCANNED},
        {"fever": "no", "visit_type": "follow_up", **SCANNED},
    ),
    "Pain with cancer in the history is imaged at every visit, unless this MRI has answered it": (
        {**TUMOUR_FREE, "cancer_history": "past", "pain_nrs": 1, "visit_type": "follow_up"},
        {**TUMOUR_FREE, "cancer_history": "past", "pain_nrs": 1, "mri_this_episode": "yes"},
    ),
    "An old deformity is trained only where its pain is known to be no worse": (
        {**OLD, "pain_nrs": 1, "pain_trend": "worse"},
        {**OLD, "pain_nrs": 1, "pain_trend": "same"},
    ),
    "The first weeks are over at a follow-up without pain, or 12 weeks after its onset": (
        {"visit_type": "follow_up", "pain_nrs": 1, "weeks_since_onset": 12.5},
        {"visit_type": "follow_up", "pain_nrs": 1, "weeks_since_onset": 12.0},
    ),
    "Pain in a spine that nobody has scanned is scanned": (
        {"pain_nrs": 1},
        {"pain_nrs": 1, **OLD},
    ),
    "A stiff spine that MRI cannot reach is imaged another way": (
        {"ankylosed_spine": "yes", "mr_device": "mr_unsafe"},
        {"ankylosed_spine": "yes", "mr_device": "mr_conditional"},
    ),
    "No gadolinium in pregnancy or after a severe reaction": (
        {"gadolinium_reaction": "yes"},
        {"gadolinium_reaction": "yes", "gadolinium_reaction_severity": "mild"},
    ),
    "Where contrast is wanted and blocked, both are said": (
        {"fever": "yes", "pregnancy": "yes"},
        {"fever": "yes", "pregnancy": "no"},
    ),
    "Weak kidneys and gadolinium need a radiologist": ({"egfr": 29.9}, {"egfr": 30.0}),
    "High energy is a trauma, not an osteoporotic fracture": (
        {"mechanism": "high_energy"},
        {"mechanism": "low_energy"},
    ),
    "High energy takes the trauma path until CT is done and the spine team has cleared it": (
        {"ankylosed_spine": "yes", "fall_height_m": 3.0},
        {"ankylosed_spine": "yes", "fall_height_m": 2.9},
    ),
    "High energy rules cement out": (
        {"mechanism": "low_energy", "fall_height_m": 3.0},
        {"mechanism": "high_energy", "ankylosed_spine": "yes"},
    ),
    "High energy is kept still until the spine team has cleared it": (
        {"mechanism": "high_energy", **seen("spine", 91)},
        {"mechanism": "high_energy", **seen("spine")},
    ),
    "A fragment that narrows the canal is a surgeon's until the spine team has cleared it": (
        {"canal_stenosis": "severe", **seen("spine", 91)},
        {"canal_stenosis": "severe", **seen("spine")},
    ),
    "A specialist's plan is recent, and waits for what stops any bone drug": (
        {**CLEAR_FOR_PLAN, "bone_opinion_days": 91},
        CLEAR_FOR_PLAN,
    ),
    "No bone drug is started against a bone specialist's word": (
        {"bone_opinion": "no_drug"},
        {"bone_opinion": "plan"},
    ),
    "Ligaments that an MRI leaves open are a surgeon's": (
        {"mri_done": "yes", "mri_levels": at(plc="indeterminate")},
        {"mri_done": "yes", "mri_levels": (*at(plc="indeterminate"), *at("L1"))},
    ),
    "Ligaments that an MRI leaves open hold cement": (
        {"mri_done": "yes", "mri_levels": at(plc="indeterminate")},
        {"mri_done": "yes", "mri_levels": at(plc="indeterminate"), **seen("spine")},
    ),
    "A bisphosphonate in use that kidneys, oesophagus or an allergy forbid is held": (
        {"current_osteoporosis_drug": "alendronate", "egfr": 34},
        {"current_osteoporosis_drug": "risedronate", "egfr": 34},
    ),
    "No further dose of a drug that lowers calcium while calcium is low": (
        {"current_osteoporosis_drug": "denosumab", "calcium_corrected_mmol_l": 2.19},
        {"current_osteoporosis_drug": "denosumab", "calcium_corrected_mmol_l": 2.2},
    ),
    "A bone builder in use that heart, calcium or a tumour forbid is held": (
        {"current_osteoporosis_drug": "teriparatide", "calcium_corrected_mmol_l": 2.61},
        {"current_osteoporosis_drug": "romosozumab", "calcium_corrected_mmol_l": 2.61},
    ),
    "A bone drug in use is held in pregnancy and while breastfeeding": (
        {"current_osteoporosis_drug": "alendronate", "pregnancy": "yes"},
        {"current_osteoporosis_drug": "none", "pregnancy": "yes"},
    ),
    "Nobody is told to move on a femur that films show to be changed": (
        {"thigh_or_groin_pain": "yes", "femur_imaging": "abnormal"},
        {"thigh_or_groin_pain": "yes", "femur_imaging": "clear"},
    ),
    "Thigh pain is looked into, beside an injury or a stiff spine as well": (
        {"ankylosed_spine": "yes", "thigh_or_groin_pain": "yes"},
        {"ankylosed_spine": "yes", "thigh_or_groin_pain": "yes", "femur_imaging": "clear"},
    ),
    "Low calcium is corrected, beside an injury or a stiff spine as well": (
        {"mechanism": "high_energy", "calcium_corrected_mmol_l": 2.19},
        {"mechanism": "high_energy", "calcium_corrected_mmol_l": 2.20},
    ),
    "Denosumab is never just stopped, and one that ended is followed by something": (
        {
            "ankylosed_spine": "yes",
            "past_osteoporosis_drugs": frozenset({"denosumab"}),
            "current_osteoporosis_drug": "none",
        },
        {
            "past_osteoporosis_drugs": frozenset({"denosumab"}),
            "current_osteoporosis_drug": "zoledronate",
        },
    ),
    "Denosumab in use with failing kidneys is a specialist's": (
        {"mechanism": "high_energy", "current_osteoporosis_drug": "denosumab", "egfr": 29.0},
        {"mechanism": "high_energy", "current_osteoporosis_drug": "denosumab", "egfr": 30.0},
    ),
    "Myeloma is looked for wherever malignancy is possible, beside an injury as well": (
        {"mechanism": "high_energy", "spep": "paraprotein"},
        {"mechanism": "high_energy", "spep": "normal"},
    ),
    "A mild sign or a risk of infection is followed, beside an injury or a stiff spine as well": (
        {"ankylosed_spine": "yes", "crp": 10.1},
        {"ankylosed_spine": "yes", "crp": 10.0},
    ),
    "Nothing loads a spine that may hold a metastasis": (
        {"cancer_history": "past"},
        {"cancer_history": "past", "back_pain": "none"},
    ),
    "No care of an injury before red flags and infection are answered": (
        {**NO_FLAGS, "age_years": 36, "fever": "yes"},
        {**NO_FLAGS, "age_years": 36},
    ),
    "A level without a number is counted before cement": (
        {"mri_done": "yes", "mri_levels": at("TU")},
        {"mri_done": "yes", "mri_levels": at("T12"), "xray_levels": at("TU")},
    ),
    "A slip without a grade is asked about before cement": (
        {"xray_spondylolisthesis": "present_ungraded"},
        {"xray_spondylolisthesis": "present_ungraded", "new_translation": "no"},
    ),
    "Nobody is told to move before a stiff spine and high energy are asked about": (
        {**NO_FLAGS, "ankylosed_spine": "unknown"},
        NO_FLAGS,
    ),
    "Cement waits until a slip of any size is known to be old": (
        {"xray_spondylolisthesis": "grade_1"},
        {"xray_spondylolisthesis": "grade_1", "new_translation": "no"},
    ),
    "High energy is imaged by CT": (
        {"mechanism": "high_energy"},
        {"mechanism": "high_energy", "ct_done": "yes"},
    ),
    "An ankylosed spine is unstable until shown otherwise": (
        {"ankylosed_spine": "yes", **seen("spine", 91)},
        {"ankylosed_spine": "yes", **seen("spine")},
    ),
    "A new fracture after denosumab stopped or came late is a specialist's at once": (
        {**BENT, "current_osteoporosis_drug": "denosumab", "months_since_last_denosumab": 7.1},
        {**BENT, "current_osteoporosis_drug": "denosumab", "months_since_last_denosumab": 7.0},
    ),
    "Low calcium, pregnancy and breastfeeding stand against zoledronate and romosozumab": (
        {"calcium_corrected_mmol_l": 2.19},
        {"calcium_corrected_mmol_l": 2.2},
    ),
    "Nobody pregnant or breastfeeding is given teriparatide": (
        {"breastfeeding": "yes"},
        {"breastfeeding": "no"},
    ),
    "Romosozumab is blocked for a reason and not for want of a question": (
        {},
        {"mi_or_stroke_last_12_months": "yes"},
    ),
    "A host of infection with pain is screened before cement and bone drugs": (
        {"infection_hosts": frozenset({"diabetes"})},
        {"infection_hosts": frozenset({"none"})},
    ),
    "Earlier tuberculosis or brucellosis is tested for while infection is open": (
        {"infection_hosts": frozenset({"brucellosis"}), "age_years": 60, "sex": "male"},
        {"infection_hosts": frozenset({"diabetes"}), "age_years": 60, "sex": "male"},
    ),
    "A narrowing of unstated extent is asked about before cement": (
        {"canal_stenosis": "present_ungraded"},
        {"canal_stenosis": "mild"},
    ),
    "An ankylosed spine keeps its posture in an emergency": (
        {"bowel_change": "yes", "ankylosed_spine": "yes"},
        {"bowel_change": "old_stable", "ankylosed_spine": "yes"},
    ),
    "A confirmed fracture reaches the fracture liaison service": (
        {"xray_levels": at(genant="2")},
        {"xray_levels": at(genant="1")},
    ),
    "A fall that broke a bone is looked into": (
        {"falls_last_12_months": 2},
        {"falls_last_12_months": 1},
    ),
    "Who cannot get up has home, skin and frailty thought of": (
        {"can_mobilise": "no"},
        {"can_mobilise": "with_aid"},
    ),
    "Torn ligaments or translation are a surgeon's, without cement": (
        {**SCANNED, "mri_levels": at(plc="disrupted")},
        {**SCANNED, "mri_levels": at(plc="intact", of_type="4")},
    ),
    "Trauma is not treated without surgery before the ligaments are known intact": (
        {"mechanism": "high_energy"},
        {"mechanism": "high_energy", **SCANNED, "mri_levels": at(plc="intact")},
    ),
    "No cement while spinal infection is being looked for": (
        {**SCANNED, "mri_levels": at(endplate_erosion="yes")},
        {**SCANNED, "mri_levels": at(endplate_erosion="yes"), "spine_biopsy": "negative"},
    ),
    "Nobody is screened for spinal infection without a sign or a risk": (
        {"white_cells": 18.0, "crp": 10.0},
        {"crp": 10.1},
    ),
    "Cement waits for cultures and tissue that were taken": (
        {"blood_cultures": "taken"},
        {"blood_cultures": "negative", "spine_biopsy": "negative"},
    ),
    "Raised white cells ask for CRP and ESR": (
        {"white_cells": 11.1, "crp": 4.0},
        {"white_cells": 11.0},
    ),
    "Nothing mobilises a spine that is unstable or may be": (
        {"canal_stenosis": "severe"},
        {"canal_stenosis": "moderate", "canal_compromise_pct": 5.0},
    ),
    "A spine that is unstable or may be is kept still until the spine team has decided": (
        {"xray_spondylolisthesis": "significant"},
        {"xray_spondylolisthesis": "significant", "new_translation": "no"},
    ),
    "An urgent spine review comes with precautions, and with nothing that mobilises": (
        {},
        {"motor_deficit": "new"},
    ),
    "Nobody with a stable spine who can be cared for at home is put to bed": (
        {"canal_stenosis": "mild"},
        {"canal_stenosis": "severe"},
    ),
    "Two fractured levels are a very high risk, whoever counted them": (
        {"xray_levels": at(genant="2") + at("T9", genant="1")},
        {"xray_levels": at(genant="2") + at("T9"), "vertebral_fracture_count": 1},
    ),
    "No drug for a deformity of unstated degree that nothing else has settled": (
        {"xray_levels": at()},
        {"xray_levels": at(genant="1")},
    ),
    "A deformity that nothing but an ungraded film shows has its degree asked": (
        {"xray_levels": at(genant="not_stated")},
        {"xray_levels": at(genant="0")},
    ),
    "Several levels of unstated degree have it asked": (
        {"xray_levels": at() + at("T9"), "mri_done": "yes"},
        {"xray_levels": at() + at("T9"), "mri_done": "yes", "vertebral_fracture_count": 2},
    ),
    "Retropulsion on the film is a surgeon's before the MRI": (
        {"xray_levels": at(retropulsion="yes"), "mri_done": "yes"},
        {"xray_levels": at(retropulsion="yes"), "mri_done": "yes", "mri_levels": at()},
    ),
    "Retropulsion on the film is imaged by CT": (
        {"xray_levels": at(retropulsion="yes")},
        {"xray_levels": at(retropulsion="yes"), "ct_done": "yes"},
    ),
    "Worse or new pain and collapse are imaged again": (
        {"visit_type": "follow_up", "pain_trend": "worse"},
        {"visit_type": "follow_up", "pain_trend": "worse", "mri_since_worsening": "yes"},
    ),
    "Collapse is shown to a surgeon": (
        {"follow_up_kyphosis_change_deg": 10.0},
        {"follow_up_kyphosis_change_deg": 9.0, "follow_up_height_loss_change_pct": 19.0},
    ),
    "An MRI or CT that is done has its result entered": (
        {"mri_done": "yes", "mri_levels": ()},
        {"mri_done": "yes", "mri_levels": at(stir="normal")},
    ),
    "An MRI of which nothing is entered permits no routine care": (
        {"mri_done": "yes"},
        {"mri_done": "yes", "mri_levels": at(stir="normal")},
    ),
    "A DXA that is done has its result entered": (
        {"dxa_status": "done", "z_score_lowest": -1.0, "age_years": 50},
        {"dxa_status": "done", "z_score_lowest": -1.0, "age_years": 49},
    ),
    "An MRI without STIR does not date a fracture": (
        {"mri_done": "yes"},
        {"mri_done": "yes", "mri_stir_included": "yes"},
    ),
    "One healed level does not make all healed": (
        {**SCANNED, "mri_levels": at(stir="hyper", of_type="2") + at("L1", stir="normal")},
        HEALED,
    ),
    "No fracture is called old because the film shows no acute one": (
        {"xray_no_acute_fracture_stated": "yes"},
        {"xray_no_acute_fracture_stated": "yes", **SCANNED},
    ),
    "No painful fracture goes without MRI because the film shows no acute one": (
        {"xray_no_acute_fracture_stated": "yes", "back_pain": "present"},
        {"xray_no_acute_fracture_stated": "yes", "back_pain": "present", **OLD},
    ),
    "A fragility fracture is osteoporosis whatever the T-score": (
        {**FRAGILE, "xray_lytic_or_destructive": "no", "t_score_femoral_neck": -1.0},
        FRAGILE,
    ),
    "Nothing but a confirmed, explained fragility fracture is clinical osteoporosis": (
        {**FRAGILE, "xray_levels": at(genant="1")},
        {**FRAGILE, "xray_levels": at(genant="1"), "ct_done": "yes"},
    ),
    "A tumour or infection, or a fracture proved on MRI, is no probable fracture": (
        {**SCANNED, "mri_levels": at(fracture_line="yes")},
        {**SCANNED, "mri_levels": at(stir="hyper")},
    ),
    "The pathway of a tumour contains its screen": (
        {"spep": "paraprotein"},
        {"cancer_history": "past"},
    ),
    "No calcium while a tumour is suspected and calcium is not measured": (
        {"cancer_history": "past"},
        {"cancer_history": "past", "calcium_corrected_mmol_l": 2.4},
    ),
    "Torn ligaments after trauma are urgent, and get no slow opinion beside it": (
        {"mechanism": "high_energy", **SCANNED, "mri_levels": at(plc="disrupted")},
        {"mechanism": "high_energy", **SCANNED, "mri_levels": at(plc="intact")},
    ),
    "A spine that cannot be measured is measured elsewhere": (
        {"xray_degenerative": "multilevel"},
        {"xray_degenerative": "single", **BENT},
    ),
    "Osteoporosis by DXA rests on a low T-score of a valid site": (
        {"t_score_lumbar_spine": -3.0, "lumbar_spine_t_score_valid": "no"},
        {"t_score_lumbar_spine": -3.0, "lumbar_spine_t_score_valid": "yes"},
    ),
    "A pale film calls for DXA": (
        {**NO_FLAGS, "xray_demineralisation": "moderate", "dxa_status": "not_done", "sex": "male"},
        {**NO_FLAGS, "xray_demineralisation": "moderate", "dxa_status": "done"},
    ),
    "Under 50 no T-score and no drug without a specialist": ({"age_years": 49}, {"age_years": 50}),
    "A fracture under 50 is a specialist's": (
        {**BENT, "age_years": 49},
        {"xray_levels": at(genant="0.5", height_loss_pct=19.0), "age_years": 49},
    ),
    "Two acute levels are looked at for myeloma": (
        TWO_ACUTE,
        {**TWO_ACUTE, "spep": "normal", "free_light_chain_ratio": 1.0},
    ),
    "Two acute levels are a very high risk": (TWO_ACUTE, ACUTE),
    "No alendronate below 35 mL/min": (
        {"creatinine_clearance_ml_min": 34.9, "egfr": 50.0},
        {"creatinine_clearance_ml_min": 35.0},
    ),
    "No oral bisphosphonate below 30 mL/min": ({"egfr": 29.0}, {"egfr": 30.0}),
    "No zoledronate below 35 mL/min or in acute kidney injury": (
        {"acute_kidney_injury": "yes"},
        {"acute_kidney_injury": "no", "egfr": 35.0},
    ),
    "No zoledronate before acute kidney injury is excluded": ({}, {"acute_kidney_injury": "no"}),
    "Low calcium is corrected before any bone drug": (
        {"calcium_corrected_mmol_l": 2.19},
        {"calcium_corrected_mmol_l": 2.20},
    ),
    "Vitamin D is replete before zoledronate or denosumab": (
        {"vitamin_d_nmol_l": 49.0},
        {"vitamin_d_nmol_l": 50.0},
    ),
    "No oral bisphosphonate for a sick oesophagus or who cannot sit up": (
        {"oesophageal_disorder": "yes"},
        {"oesophageal_disorder": "yes", "oesophagus_healed": "yes"},
    ),
    "A fracture in pregnancy or lactation is a bone specialist's": (
        {**BENT, "breastfeeding": "yes"},
        {"breastfeeding": "yes"},
    ),
    "Pregnant or breastfeeding: no bone drug": (
        {"breastfeeding": "yes"},
        {"breastfeeding": "no", "pregnancy": "no"},
    ),
    "Pregnant: no gadolinium, no cement, no DXA and no word on where to measure instead": (
        {"pregnancy": "yes"},
        {"breastfeeding": "yes"},
    ),
    "Breastfeeding by itself blocks neither contrast nor cement": (
        {"breastfeeding": "yes", "pregnancy": "no"},
        {"breastfeeding": "yes", "pregnancy": "yes"},
    ),
    "Breastfeeding: no codeine and no tramadol": (
        {"breastfeeding": "yes"},
        {"breastfeeding": "no"},
    ),
    "Denosumab below 30 mL/min is a specialist's": (
        {"creatinine_clearance_ml_min": 29.0},
        {"creatinine_clearance_ml_min": 30.0},
    ),
    "No romosozumab within a year of infarction or stroke": (
        {"mi_or_stroke_last_12_months": "yes"},
        {"mi_or_stroke_last_12_months": "no"},
    ),
    "Before romosozumab infarction and stroke are asked for": (
        {},
        {"mi_or_stroke_last_12_months": "no"},
    ),
    "No teriparatide where bone may be malignant or calcium is high": (
        {"cancer_history": "active"},
        {"cancer_history": "past"},
    ),
    "Dental work comes first": (
        {"dental_invasive_planned": "yes"},
        {"dental_invasive_planned": "no"},
    ),
    "Thigh pain is an atypical fracture until shown otherwise": (
        {"thigh_or_groin_pain": "yes", "femur_imaging": "abnormal"},
        {"thigh_or_groin_pain": "yes", "femur_imaging": "clear"},
    ),
    "Severe high calcium is an emergency on every page, without cement or a bone drug": (
        {"calcium_corrected_mmol_l": 3.0, "calcium_symptoms": "yes"},
        {"calcium_corrected_mmol_l": 2.99, "calcium_symptoms": "yes"},
    ),
    "Severe low calcium is an emergency on every page, without cement or a bone drug": (
        {"calcium_corrected_mmol_l": 1.89},
        {"calcium_corrected_mmol_l": 1.9, "calcium_symptoms": "no"},
    ),
    "Calcium out of range is looked at today until its symptoms and the albumin are known": (
        {"calcium_corrected_mmol_l": 2.61},
        {"calcium_corrected_mmol_l": 2.61, "calcium_symptoms": "no"},
    ),
    "No calcium and vitamin D while total calcium is high and albumin not known": (
        {"calcium_total_mmol_l": 2.61},
        {"calcium_total_mmol_l": 2.61, "albumin_g_l": 41},
    ),
    "No bone drug is begun while the spine may be unstable": (
        {**SCANNED, "mri_levels": at(plc="disrupted")},
        {
            **SCANNED,
            "mri_levels": at(plc="disrupted"),
            "spine_opinion": "cleared",
            "spine_opinion_days": 90,
        },
    ),
    "Cement waits for the date of the last denosumab": (
        {"current_osteoporosis_drug": "denosumab"},
        {"current_osteoporosis_drug": "denosumab", "months_since_last_denosumab": 3},
    ),
    "Suspected spinal infection is said beside an injury or a stiff spine as well": (
        {"mechanism": "high_energy", "temperature_c": 38.0},
        {"mechanism": "high_energy", "temperature_c": 37.9},
    ),
    "Unexplained alkaline phosphatase is looked into before a bone drug": (
        {"alp_u_l": 196.0, "weeks_since_onset": 13.1},
        {"alp_u_l": 260.0, "weeks_since_onset": 13.0},
    ),
    "A raised PTH with normal calcium has its line": (
        {"pth_pmol_l": 7.0, "calcium_corrected_mmol_l": 2.20},
        {"pth_pmol_l": 7.0, "calcium_corrected_mmol_l": 2.61},
    ),
    "An overactive thyroid or coeliac disease in the blood tests is followed up": (
        {"tsh_mu_l": 0.39},
        {"tsh_mu_l": 0.4, "ttg_iga": "normal"},
    ),
    "An earlier hip fracture is a very high risk": (
        {"age_years": 50, "prior_fragility_fracture_other": "yes", "prior_hip_fracture": "yes"},
        {"age_years": 49, "prior_fragility_fracture_other": "yes", "prior_hip_fracture": "yes"},
    ),
    "Cement waits for a plan for the blood thinner": (
        {"anticoagulant": "no", "antiplatelet": "yes"},
        {"anticoagulant": "yes", "bleeding_plan": "yes"},
    ),
    "A cleft in the vertebra is shown to a surgeon": (
        {**SCANNED, "mri_levels": at(intravertebral_cleft="yes")},
        {**SCANNED, "mri_levels": at(intravertebral_cleft="no")},
    ),
    "Who cannot get up is kept from thrombosis, sores and delirium": (
        {"can_mobilise": "no"},
        {"can_mobilise": "with_aid"},
    ),
    "A drug is started for a diagnosis": (
        {"age_years": 50, "frax_major_pct": 19.9},
        {"age_years": 50, "frax_major_pct": 20.0},
    ),
    "High calcium is explained before more is given": (
        {"calcium_corrected_mmol_l": 2.61},
        {"calcium_corrected_mmol_l": 2.60},
    ),
    "No oral bisphosphonate while a safety answer is missing": (
        {**DRUG_ASKED, "oesophageal_disorder": "unknown"},
        DRUG_ASKED,
    ),
    "No zoledronate while a safety answer is missing": (
        {**DRUG_ASKED, "egfr": "unknown"},
        {**DRUG_ASKED, "oesophageal_disorder": "unknown"},
    ),
    "Treatment waits for its safety answers": (
        {},
        {"current_osteoporosis_drug": "alendronate"},
    ),
    "Where only safety answers hold treatment up, they are asked for": (
        {**NO_FLAGS, "current_osteoporosis_drug": "none"},
        {**NO_FLAGS, **DRUG_ASKED, "current_osteoporosis_drug": "none"},
    ),
    "Nothing is started while something is unresolved": (
        {**NO_FLAGS, "weight_loss": "yes"},
        NO_FLAGS,
    ),
    "Under 65 no drug for a probable fracture": ({"age_years": 64}, {"age_years": 65}),
    "Who is on a bone drug is not started on one": (
        {"current_osteoporosis_drug": "hrt"},
        {"current_osteoporosis_drug": "none"},
    ),
    "An opioid comes with caution unless its risks are excluded": ({}, {"opioid_risk": "no"}),
    "No NSAID unless its risks are excluded": (
        {"back_pain": "present", "nsaid_risk": "no", "egfr": 59.0},
        {"back_pain": "present", "nsaid_risk": "no", "egfr": 60.0},
    ),
    "Root pain on one side is imaged": (
        {"radicular_pain": "unilateral"},
        {"radicular_pain": "none"},
    ),
    "Root pain on one side is compared with the MRI by the spine team": (
        {**ACUTE, "radicular_pain": "unilateral"},
        {**ACUTE, "radicular_pain": "none"},
    ),
    "Root pain beside cement is a leak until shown otherwise": (
        {"radicular_pain": "unilateral", "xray_levels": at(cemented="yes")},
        {"radicular_pain": "none", "xray_levels": at(cemented="yes")},
    ),
    "An emergency in a host of infection has CRP and ESR measured": (
        {"bowel_change": "yes", "infection_hosts": frozenset({"diabetes"})},
        {"bowel_change": "yes", "infection_hosts": frozenset({"none"})},
    ),
    "Nobody without a deformed or fractured vertebra gets the care of a fracture": (
        {"xray_levels": at(genant="0")},
        {"xray_levels": at(genant="0.5")},
    ),
    "A spine that nobody has scanned has its first MRI, not a second": (
        {"mri_done": "no"},
        {"mri_done": "yes"},
    ),
    "Nobody in pain goes without pain relief, with an injury or a stiff spine as well": (
        {"ankylosed_spine": "yes", "pain_nrs": 1},
        {"ankylosed_spine": "yes", "pain_nrs": 0},
    ),
    "Nobody with a fracture leaves without return advice": (BENT, {}),
    "Answers that contradict each other are shown, and nothing permissive rests on them": (
        {"conservative_weeks": 5.0, "weeks_since_onset": 3.0},
        {"conservative_weeks": 3.0, "weeks_since_onset": 3.0},
    ),
    "A weak muscle that is called normal is examined again": (
        {"motor_deficit": "none", "mrc_grade_worst": 4},
        {"motor_deficit": "none", "mrc_grade_worst": 5},
    ),
}
"""For each rule a patient of whom its condition holds, and one of whom it does not."""

MALE: dict[str, Value] = {"sex": "male", "age_years": 80, "weight_kg": 72.0}
FEMALE: dict[str, Value] = {**MALE, "sex": "female"}
PRONE: dict[str, Value] = {"immunosuppression": "yes", "age_years": 70}
EXAMINED_BUT_TRACTS = {k: v for k, v in EXAMINED.items() if k != "upper_motor_neuron_signs"}

EDGES: tuple[tuple[str, Findings, Findings], ...] = (
    (
        "No oral bisphosphonate below 30 mL/min",
        {**MALE, "creatinine_umol_l": 177.0},
        {**MALE, "creatinine_umol_l": 176.7},
    ),
    (
        "No oral bisphosphonate below 30 mL/min",
        {**FEMALE, "creatinine_umol_l": 150.4},
        {**FEMALE, "creatinine_umol_l": 150.1},
    ),
    (
        "No oral bisphosphonate below 30 mL/min",
        {**MALE, "creatinine_umol_l": 400.0},
        {**MALE, "creatinine_umol_l": 400.0, "sex": "other"},
    ),
    (
        "Suspected spinal infection is scanned with contrast",
        {**PRONE, "sex": "male", "esr": 35.5},
        {**PRONE, "sex": "male", "esr": 35.0},
    ),
    (
        "Suspected spinal infection is scanned with contrast",
        {**PRONE, "sex": "female", "esr": 40.5},
        {**PRONE, "sex": "female", "esr": 40.0},
    ),
    (
        "Suspected spinal infection is scanned with contrast",
        {**PRONE, "sex": "male", "esr": 100.0},
        {**PRONE, "esr": 100.0},
    ),
    (
        "Suspected spinal infection outranks treatment of the fracture",
        {**SCANNED, "mri_levels": at(endplate_erosion="yes", disc_hyper="yes")},
        {**SCANNED, "mri_levels": at(endplate_erosion="yes", disc_hyper="no")},
    ),
    (
        "Suspected spinal infection outranks treatment of the fracture",
        {"blood_cultures": "positive", "infection_opinion": "cleared"},
        {
            "blood_cultures": "positive",
            "infection_opinion": "cleared",
            "infection_opinion_days": 90,
        },
    ),
    (
        "No cement while spinal infection is being looked for",
        {**SCANNED, "mri_levels": at(endplate_erosion="yes"), "blood_cultures": "negative"},
        {
            **SCANNED,
            "sex": "male",
            "age_years": 70,
            "esr": 35.0,
            "crp": 10.0,
            "mri_levels": at(endplate_erosion="yes"),
            "blood_cultures": "negative",
        },
    ),
    (
        "A major sign of malignancy starts its pathway",
        {**SCANNED, "mri_levels": at(t1_pattern="diffuse_low", spared_marrow="no")},
        {**SCANNED, "mri_levels": at(t1_pattern="diffuse_low", spared_marrow="yes")},
    ),
    (
        "A fracture under 50 is a specialist's",
        {"xray_levels": at(height_loss_pct=20.0), "age_years": 49},
        {"xray_levels": at(height_loss_pct=19.9), "age_years": 49},
    ),
    (
        "Nothing but a confirmed, explained fragility fracture is clinical osteoporosis",
        {**FRAGILE, "xray_levels": at(height_loss_pct=24.9)},
        {**FRAGILE, "xray_levels": at(height_loss_pct=25.0)},
    ),
    (
        "No cement in a healed fracture",
        {**BENT, **SCANNED, "mri_levels": at(stir="normal")},
        {**BENT, **SCANNED, "mri_levels": at("L1", stir="normal")},
    ),
    (
        "No cement without proof of an unhealed fracture",
        {**SCANNED, "mri_levels": at(stir="hyper")},
        {**SCANNED, "mri_levels": at(stir="hyper", of_type="2")},
    ),
    (
        "An unknown neurological answer is never read as normal",
        {**EXAMINED_BUT_TRACTS, **BENT},
        {**EXAMINED_BUT_TRACTS, "xray_levels": at("L1", genant="2")},
    ),
    (
        "An unknown neurological answer is never read as normal",
        {**EXAMINED_BUT_TRACTS, **ACUTE},
        {**EXAMINED_BUT_TRACTS, **SCANNED, "mri_levels": at("L1", fracture_line="yes")},
    ),
    (
        "Osteoporosis by DXA rests on a low T-score of a valid site",
        {"t_score_total_hip": -2.4},
        {"t_score_total_hip": -2.5},
    ),
)
"""Pairs as above that differ by as little as can be."""

SIGNS: Mapping[str, Sequence[tuple[Findings, Findings]]] = {
    "Suspected spinal infection outranks treatment of the fracture": [
        (
            {**SCANNED, "mri_levels": at(**{sign: "yes"})},
            {**SCANNED, "mri_levels": at(**{sign: "no"})},
        )
        for sign in ("epidural_collection", "paraspinal_infiltration")
    ],
    "No cement with infection present or not excluded": [
        ({"blood_cultures": "positive"}, {"blood_cultures": "negative"}),
        ({"fever": "yes"}, {"fever": "no"}),
        ({"temperature_c": 38.0}, {"temperature_c": 37.9}),
    ],
    "The first weeks are over at a follow-up without pain, or 12 weeks after its onset": [
        ({"visit_type": "follow_up", "back_pain": "none"}, {"back_pain": "none"}),
    ],
    "A major sign of malignancy starts its pathway": [
        *(
            (
                {**SCANNED, "mri_levels": at(**{sign: "yes"})},
                {**SCANNED, "mri_levels": at(**{sign: "no"})},
            )
            for sign in ("epidural_mass", "paraspinal_mass", "pedicle_marrow", "posterior_convex")
        ),
        *(
            ({"xray_levels": at(**{sign: "yes"})}, {"xray_levels": at(**{sign: "no"})})
            for sign in ("lytic", "pedicle_lost")
        ),
        ({"xray_lytic_or_destructive": "yes"}, {"xray_lytic_or_destructive": "no"}),
        ({"spep": "paraprotein"}, {"spep": "normal"}),
        ({"other_marrow_lesions": "yes"}, {"other_marrow_lesions": "no"}),
    ],
    "Possible malignancy is explained before cement and bone drugs": [
        *(
            (
                {"night_pain": "yes", "pain_type": kind},
                {"night_pain": "yes", "pain_type": "mechanical"},
            )
            for kind in ("non_mechanical", "mixed")
        ),
        ({"sex": "male", "haemoglobin_g_l": 129.0}, {"sex": "male", "haemoglobin_g_l": 130.0}),
        ({"sex": "female", "haemoglobin_g_l": 119.0}, {"sex": "female", "haemoglobin_g_l": 120.0}),
        ({"calcium_corrected_mmol_l": 2.61}, {"calcium_corrected_mmol_l": 2.6}),
        (
            {"xray_levels": at("T6", genant="1")},
            {"xray_levels": at("T7", genant="1")},
        ),
        (
            {"xray_levels": at("T6", genant="1")},
            {"xray_levels": at("T6", genant="1") + at("L1", genant="1")},
        ),
        (
            {"xray_levels": at("T6", genant="1")},
            {"xray_levels": at("T6", genant="1"), "back_pain": "none"},
        ),
        (
            {"xray_levels": at("T6", genant="1")},
            {"xray_levels": at("T6", genant="1"), "mechanism": "high_energy"},
        ),
        ({"free_light_chain_ratio": 3.2}, {"free_light_chain_ratio": 3.1}),
        ({"free_light_chain_ratio": 0.25}, {"free_light_chain_ratio": 0.26}),
    ],
    "Answers that contradict each other are shown, and nothing permissive rests on them": [
        ({"sex": "male", "pregnancy": "yes"}, {"sex": "female", "pregnancy": "yes"}),
        (
            {"dxa_status": "not_done", "t_score_total_hip": -2.6},
            {"dxa_status": "done", "t_score_total_hip": -2.6},
        ),
        (
            {"menopause_status": "pre", "age_years": 60},
            {"menopause_status": "pre", "age_years": 59},
        ),
    ],
}
"""For a rule about signs of which each suffices, the smallest that is one and the largest that is
none."""

CONDITIONAL = [rule for rule in RULES if rule.says in SICK_AND_WELL]
UNCONDITIONAL = [rule for rule in RULES if rule.says not in SICK_AND_WELL]


def broken(rule: SafetyRule, answers: Findings, *codes: str) -> Violation | None:
    return rule.broken(answers, frozenset(codes), last_step(answers))


def ways_to_break(rule: SafetyRule) -> Iterator[tuple[str, ...]]:
    """Pages that break a rule in one way each."""
    good = good_page(rule)
    for code in rule.requires:
        yield tuple(shown for shown in good if shown != code)
    if rule.one_of:
        yield tuple(shown for shown in good if shown not in rule.one_of)
    yield from ((*good, code) for code in rule.forbids)
    if rule.only:
        yield (*good, "lifestyle_advice")
    if rule.exclusive:
        yield (*good, *rule.exclusive[:2])


def good_page(rule: SafetyRule) -> tuple[str, ...]:
    return (*rule.given[:1], *rule.requires, *rule.one_of[:1])


def test_every_rule_has_its_own_words() -> None:
    says = [rule.says for rule in RULES]
    assert len(set(says)) == len(says)
    assert set(says) >= SICK_AND_WELL.keys()


def test_every_safety_rule_of_the_dossier_has_its_place() -> None:
    numbers = {rule.number for rule in RULES} | NOT_ABOUT_CODES.keys()
    amended = {number for number in numbers if number.startswith("AM")}
    assert {f"SR{n:02}" for n in range(1, 67)} | {"SR14a", "A11", "A14"} == numbers - amended
    assert not {rule.number for rule in RULES} & NOT_ABOUT_CODES.keys()


def test_no_rule_has_lost_a_duty() -> None:
    # Taken from the dossier's section 5 with the rules; whoever changes one counts anew.
    assert len(RULES) == 193
    assert sum(len(rule.requires) for rule in RULES) == 170
    assert sum(len(rule.one_of) for rule in RULES) == 61
    assert sum(len(rule.forbids) for rule in RULES) == 250
    assert sum(len(rule.exclusive) for rule in RULES) == 8
    assert sum(bool(rule.only) for rule in RULES) == 2


@pytest.mark.parametrize("rule", CONDITIONAL, ids=lambda rule: f"{rule.number} {rule.says}")
def test_rule_breaks_and_holds(rule: SafetyRule) -> None:
    sick, well = SICK_AND_WELL[rule.says]
    assert broken(rule, sick, *good_page(rule)) is None
    for page in ways_to_break(rule):
        assert broken(rule, sick, *page)
        assert broken(rule, well, *page) is None


@pytest.mark.parametrize(("says", "sick", "well"), EDGES)
def test_a_rule_begins_where_the_dossier_says(says: str, sick: Findings, well: Findings) -> None:
    rule = next(rule for rule in RULES if rule.says == says)
    for page in ways_to_break(rule):
        assert broken(rule, sick, *page)
        assert broken(rule, well, *page) is None


@pytest.mark.parametrize(
    ("says", "sick", "well"), [(says, *pair) for says, pairs in SIGNS.items() for pair in pairs]
)
def test_each_sign_suffices(says: str, sick: Findings, well: Findings) -> None:
    test_a_rule_begins_where_the_dossier_says(says, sick, well)


@pytest.mark.parametrize("rule", UNCONDITIONAL, ids=lambda rule: f"{rule.number} {rule.says}")
def test_rule_about_codes_alone_breaks_and_holds(rule: SafetyRule) -> None:
    assert broken(rule, {}, *good_page(rule)) is None
    for page in ways_to_break(rule):
        assert broken(rule, {}, *page)


def test_a_page_that_stopped_owes_nothing_later() -> None:
    emergency: Answers = {"motor_deficit": "new", "inr": 2.0, "steroid_use": "ge3mo"}
    page = (
        "emergency_spine_pathway",
        "emergency_mri",
        "mri_safety_hold",
        "augmentation_forbidden",
        "augmentation_block_neuro_deficit",
    )
    assert last_step(emergency) is DecisionStep.EMERGENCY
    assert violations(emergency, page) == ()


def test_a_violation_names_rule_and_codes() -> None:
    found = violations({"inr": 2.0}, ["augmentation_consider"])
    coagulation = next(violation for violation in found if violation.rule == "SR16")
    assert coagulation.says == "No cement in coagulopathy"
    assert coagulation.missing == ("augmentation_forbidden", "augmentation_block_coagulopathy")
    assert coagulation.wrong == ("augmentation_consider",)


@pytest.mark.sampled
def test_rules_name_codes_and_findings_that_exist(compiled: Compiled) -> None:
    named = {
        code
        for rule in RULES
        for codes in (rule.given, rule.requires, rule.one_of, rule.forbids, rule.only)
        for code in (*codes, *rule.exclusive)
    }
    assert named <= compiled.pathway.recommendations.keys()
    read: set[str] = set()
    for answers in [{}, *islice(Patients(compiled.pathway, seed=4), examples(200))]:
        for rule in RULES:
            rule.when(_Recording(answers, read))
    assert read <= compiled.pathway.findings.keys() | {"creatinine_umol_l"}


class _Recording(dict[str, Value]):
    """Answers that note which findings are read."""

    def __init__(self, answers: Answers, read: set[str]) -> None:
        super().__init__(answers)
        self._read = read

    def get(self, key: str, default: Any = None) -> Any:
        self._read.add(key)
        return super().get(key, default)


# --- the shipped tables -----------------------------------------------------------------------


class Neighbours:
    """An endless supply of patients of the dossier with a few findings changed."""

    def __init__(self, compiled: Compiled, cases: list[Answers], seed: int) -> None:
        self._random = Random(seed)
        self._cases = cases
        self._patients = Patients(compiled.pathway, seed)
        self._asked = [f for f in compiled.pathway.findings.values() if f.derived is None]

    def __iter__(self) -> Iterator[Answers]:
        while True:
            answers = dict(self._random.choice(self._cases))
            changed = self._random.choice((1, 2, 3, 5, 8, 20))
            for finding in self._random.sample(self._asked, changed):
                answers.pop(finding.key, None)
                if self._random.random() < 0.7:
                    calm = self._random.random() < 0.5
                    answers[finding.key] = self._patients.value(finding, calm=calm)
            yield answers


@pytest.fixture(scope="module")
def cases(compiled: Compiled) -> list[Answers]:
    """The patients of the dossier."""
    return [answers_of(compiled, case) for case in CASES.values()]


def assert_safe(compiled: Compiled, patients: Iterator[Answers]) -> None:
    for answers in patients:
        found = violations(answers, codes_of(compiled, answers))
        assert not found, (found, answers)


def test_patients_of_the_dossier_are_safe(compiled: Compiled, cases: list[Answers]) -> None:
    assert_safe(compiled, iter(cases))


@pytest.mark.parametrize("step", some_and_all(4))
def test_an_infection_host_of_any_sex_is_judged_as_the_tables_do(
    compiled: Compiled, cases: list[Answers], step: int
) -> None:
    """Without a sex both limits of the ESR have to agree; 15 mm/h is normal by either."""
    hosts: list[Answers] = [
        {**answers, "age_years": 72, "fever": "no", "iv_drug_use": "yes", "crp": 4, "esr": esr}
        for answers in cases
        if "mri_levels" in answers
        for esr in (15, 38, 60)
    ]
    unsexed = [{k: v for k, v in answers.items() if k != "sex"} for answers in hosts]
    others: list[Answers] = [{**answers, "sex": "other"} for answers in hosts]
    assert len(hosts) > 20
    assert_safe(compiled, iter([*unsexed[::step], *others[::step]]))


@pytest.mark.parametrize(
    "number", [200, pytest.param(2_000, marks=(pytest.mark.slow, pytest.mark.mutation))]
)
def test_random_patients_are_safe(compiled: Compiled, cases: list[Answers], number: int) -> None:
    assert_safe(compiled, islice(Patients(compiled.pathway, seed=50), number))
    assert_safe(compiled, islice(Neighbours(compiled, cases, seed=50), number))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(51, 56))
def test_many_random_patients_are_safe(compiled: Compiled, cases: list[Answers], seed: int) -> None:
    number = sample(20_000, 3_000)
    assert_safe(compiled, islice(Patients(compiled.pathway, seed), number))
    assert_safe(compiled, islice(Neighbours(compiled, cases, seed), number))


def collapsed(compiled: Compiled, device: str) -> Answers:
    return {
        **answers_of(compiled, CASES["V34"]),
        "follow_up_height_loss_change_pct": 25.0,
        "mr_device": device,
    }


def test_repeat_without_mri_is_safe(compiled: Compiled) -> None:
    answers = collapsed(compiled, "mr_unsafe")
    assert violations(answers, codes_of(compiled, answers)) == ()


def test_repeated_mri_is_held(compiled: Compiled) -> None:
    answers = collapsed(compiled, "unknown")
    assert violations(answers, codes_of(compiled, answers)) == ()


def test_a_page_that_breaks_a_rule_is_refused(compiled: Compiled) -> None:
    """With the emergency gate closed, an emergency page would advise as if nothing were there."""
    pathway = compiled.pathway
    blind = replace(pathway.concepts["emergency"], unless=((),))
    broken = replace(pathway, concepts={**pathway.concepts, "emergency": blind})
    answers = {**answers_of(compiled, CASES["V02"]), "motor_deficit": "new"}
    advice = checked_advice(compile_pathway(broken), answers)
    assert (advice.recommended, advice.withheld, advice.still_possible) == ((), (), ())
    assert advice.remarks == ()
    assert "SR01" in {violation.rule for violation in advice.refused}
    assert checked_advice(compiled, answers).refused == ()


def test_an_erythrocyte_rate_without_a_limit_refuses_no_emergency_page(compiled: Compiled) -> None:
    """The sex is not known: the tables count a rate above both limits, the check counts none."""
    answers: Answers = {
        "motor_deficit": "new",
        "age_years": 18,
        "back_pain": "present",
        "infection_hosts": frozenset({"diabetes"}),
        "mri_done": "yes",
        "mri_levels": ({"level": "L4", "endplate_erosion": "yes"},),
        "esr": 76,
    }
    assert "spinal_infection_pathway" in codes_of(compiled, answers)
    assert checked_advice(compiled, answers).refused == ()


def test_a_safe_page_is_that_of_the_tables(compiled: Compiled) -> None:
    """With what can no longer be asked, a child's page settles."""
    child: Answers = {"visit_type": "initial", "age_years": 12, "back_pain": "none"}
    answers = {**EXAMINED, **child, "mri_done": "no"}
    closed = interview(compiled, answers).closed
    assert checked_advice(compiled, answers, closed) == decide(compiled, answers, closed)
    assert checked_advice(compiled, answers, closed) != checked_advice(compiled, answers)
