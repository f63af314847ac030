"""Coherent patients: what a ward meets, each with answers that fit together.

The mix, by kind: a first visit after a low-energy fracture or with an old deformity 52 %, after the
MRI 18 %, a follow-up 10 %, no pain 6 %, cancer in the history 4 %, suspected infection 3 %,
compression of cord or cauda equina 3 %, high-energy trauma 3 %, an ankylosed spine 1 %. Blood
results are known in half of them, bone density in a third; in a fifth one sign of the examination
was not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from engine.advice.interview import active_answers
from engine.diagram.compiler import Compiled
from engine.model.answers import Answers, LevelReading, Value

KINDS = {
    "first": 52,
    "after_mri": 18,
    "follow_up": 10,
    "no_pain": 6,
    "cancer": 4,
    "infection": 3,
    "compression": 3,
    "high_energy": 3,
    "ankylosed": 1,
}
_EXAMINED = ("motor_deficit", "sensory_deficit", "gait_disturbance")
_SIGNS = ("saddle_anaesthesia", "bowel_change", "bilateral_leg_symptoms")
_RED_FLAGS = (
    *("ankylosed_spine", "immunosuppression", "iv_drug_use", "fever", "weight_loss", "night_pain"),
    "recent_bacteraemia_or_spinal_procedure",
)
_SAFETY = ("bisphosphonate_hypersensitivity", "oesophageal_disorder", "dental_invasive_planned")
_LEVELS = ("T7", "T8", "T11", "T12", "T12", "L1", "L1", "L2", "L3", "L4")


class CoherentPatients:
    """An endless supply of patients whose answers fit together."""

    def __init__(self, compiled: Compiled, seed: int) -> None:
        self._compiled, self._random = compiled, Random(seed)

    def __iter__(self) -> Iterator[Answers]:
        while True:
            kind = self._random.choices([*KINDS], [*KINDS.values()])[0]
            yield self.patient(kind)

    def patient(self, kind: str) -> Answers:
        """One patient of a kind; answers whose question does not apply are left out."""
        answers = {**self._person(), **self._pain(kind), **self._film(), **self._bone()}
        answers |= self._examined(kind)
        if kind in ("after_mri", "follow_up"):
            answers |= self._mri(str(answers["level"]))
        else:
            answers |= {"mri_done": "no", "mri_available": "yes", "mr_device": "none"}
        answers |= {"claustrophobia_severe": "no", "gadolinium_reaction": "no"}
        answers |= getattr(self, f"_{kind}", dict)()
        del answers["level"]
        known = {k: v for k, v in answers.items() if k in self._compiled.pathway.findings}
        return active_answers(self._compiled, known)

    def _one(self, *values: Value) -> Value:
        return self._random.choice(values)

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

    def _person(self) -> dict[str, Value]:
        age = round(min(95, max(42, self._random.gauss(74, 10))))
        sex = self._one("female", "female", "female", "male")
        return {
            "age_years": age,
            "sex": sex,
            "mechanism": self._one("none", "low_energy", "low_energy"),
            "visit_type": "initial",
            "pregnancy": "no",
            "breastfeeding": "no",
            "cancer_history": "none",
            "steroid_use": "ge3mo" if self._chance(0.06) else "none",
            "menopause_status": "post" if age > 52 else "peri",
        }

    def _examined(self, kind: str) -> dict[str, Value]:
        answers: dict[str, Value] = {
            "neuro_exam_done": "yes",
            "bladder_change": "none",
            "upper_motor_neuron_signs": "no",
            **dict.fromkeys(_EXAMINED, "none"),
            **dict.fromkeys(_SIGNS, "no"),
            **dict.fromkeys(_RED_FLAGS, "no"),
        }
        if kind != "compression" and self._chance(0.2):
            del answers[str(self._one("upper_motor_neuron_signs", *_SIGNS))]
        return answers

    def _pain(self, kind: str) -> dict[str, Value]:
        weeks = self._random.choice((1, 2, 3, 4, 6, 10, 20))
        pain = round(min(10, max(1, self._random.gauss(6, 2))))
        late = kind == "follow_up"
        return {
            "back_pain": "present",
            "pain_nrs": pain,
            "pain_type": "mechanical",
            "pain_trend": self._one("better", "same"),
            "radicular_pain": "none",
            "weeks_since_onset": weeks + 6 * late,
            "conservative_weeks": min(weeks, 4) + 4 * late,
            "failed_analgesics": frozenset({"paracetamol" if pain > 6 else "none"}),
            "analgesia_optimised": self._one("yes", "no"),
            "hospitalised_for_pain": "no",
            "can_mobilise": self._one("independent", "with_aid"),
            "nsaid_risk": self._one("yes", "no"),
            "opioid_risk": self._one("yes", "no"),
        }

    def _film(self) -> dict[str, Value]:
        level = str(self._one(*_LEVELS))
        grade = self._one("1", "1", "2", "2", "3")
        reading: LevelReading = {"level": level, "genant": str(grade), "retropulsion": "no"}
        return {
            "level": level,
            "xray_done": "yes",
            "ct_done": "no",
            "xray_levels": (reading,),
            "xray_lytic_or_destructive": "no",
            "xray_no_acute_fracture_stated": self._one("yes", "no"),
            "xray_demineralisation": self._one("none", "mild", "moderate", "not_stated"),
            "xray_degenerative": self._one("single", "multilevel", "not_stated"),
            "xray_spondylolisthesis": "none",
            "prior_imaging": self._one("not_checked", "available_was_normal", "none"),
            "prior_imaging_months": 14,
        }

    def _mri(self, level: str) -> dict[str, Value]:
        acute = self._chance(0.75)
        no = ("fluid_sign", "posterior_convex", "retropulsed_fragment", "pedicle_marrow")
        none = ("epidural_mass", "paraspinal_mass", "endplate_erosion", "disc_hyper")
        clear = ("epidural_collection", "paraspinal_infiltration", "intravertebral_cleft")
        reading: LevelReading = {
            "level": level,
            "stir": "hyper" if acute else "normal",
            "fracture_line": "yes" if acute else "no",
            "t1_pattern": "band_low" if acute else "normal",
            "spared_marrow": "yes",
            **dict.fromkeys((*no, *none, *clear), "no"),
            "plc": "intact",
            "of_type": str(self._one("1", "2", "3", "3", "4")),
        }
        return {
            "mri_done": "yes",
            "mri_stir_included": "yes",
            "mri_this_episode": "yes",
            "mri_levels": (reading,),
            "cord_signal_change": "no",
            "canal_stenosis": self._one("none", "none", "mild"),
            "canal_compromise_pct": 5,
            "other_marrow_lesions": "no",
            "visit_type": "post_mri",
            "focal_tenderness_matches_level": "yes",
            "local_or_systemic_infection": "no",
            "inr": 1.0,
            "platelets": 240,
            "cement_allergy": "no",
            "antiplatelet": "no",
            "can_lie_prone": "yes",
            "patient_wants_intervention": self._one("yes", "no"),
        }

    def _bone(self) -> dict[str, Value]:
        answers: dict[str, Value] = {
            "current_osteoporosis_drug": "none",
            "bone_harming_drugs": frozenset({"ppi" if self._chance(0.3) else "none"}),
            "smoker": self._one("no", "no", "yes"),
            "alcohol_units_day": 1,
            "falls_last_12_months": self._one(0, 1, 2),
            "mi_or_stroke_last_12_months": "no",
            "teriparatide_block": "no",
            "can_sit_upright_30min": "yes",
            "acute_kidney_injury": "no",
            "anticoagulant": "no",
            "dxa_status": "not_done",
            **dict.fromkeys(_SAFETY, "no"),
        }
        if self._chance(0.5):
            answers |= self._bloods()
        if self._chance(0.33):
            score = round(self._random.gauss(-2.4, 0.8), 1)
            answers |= {"dxa_status": "done", "t_score_total_hip": score}
        return answers

    def _bloods(self) -> dict[str, Value]:
        return {
            "calcium_corrected_mmol_l": round(self._random.gauss(2.36, 0.09), 2),
            "vitamin_d_nmol_l": round(max(12, self._random.gauss(55, 20))),
            "egfr": round(max(18, self._random.gauss(68, 18))),
            "haemoglobin_g_l": round(self._random.gauss(133, 10)),
            "white_cells": 7.2,
            "alp_u_l": round(max(20, self._random.gauss(85, 20))),
            "crp": round(abs(self._random.gauss(4, 4))),
            "esr": round(abs(self._random.gauss(14, 8))),
            "tsh_mu_l": 1.8,
        }

    def _follow_up(self) -> dict[str, Value]:
        return {
            "visit_type": "follow_up",
            "follow_up_new_neuro": "no",
            "follow_up_new_pain_site": "no",
            "follow_up_xray_done": self._one("yes", "no"),
            "follow_up_height_loss_change_pct": 4,
            "follow_up_kyphosis_change_deg": 2,
        }

    def _no_pain(self) -> dict[str, Value]:
        return {"back_pain": "none", "mechanism": "none"}

    def _cancer(self) -> dict[str, Value]:
        return {"cancer_history": self._one("past", "active"), "oncology_opinion": "none"}

    def _infection(self) -> dict[str, Value]:
        return {"fever": "yes", "temperature_c": 38.6, "crp": 88, "esr": 70}

    def _compression(self) -> dict[str, Value]:
        return {"saddle_anaesthesia": "yes", "bladder_change": "retention"}

    def _high_energy(self) -> dict[str, Value]:
        return {
            "mechanism": "high_energy",
            "fall_height_m": 4,
            "distracting_or_unexaminable": "no",
            "age_years": self._one(28, 36, 47, 61),
            "pregnancy": "no",
        }

    def _ankylosed(self) -> dict[str, Value]:
        return {"ankylosed_spine": "yes", "mechanism": "low_energy"}
