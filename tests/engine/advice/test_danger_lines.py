"""Each danger has its line on every kind of page, or a stated reason why that page leaves it out.

A kind of page is what takes the page of a patient: an emergency, a child, a stiff spine, an injury,
or a pathway of its own. A danger is what harms within days whatever else has happened.
"""

from __future__ import annotations

import json
from typing import Any, Final

import pytest

from data.input.case import parse_case
from engine.diagram.compiler import Compiled
from tests.support.cases import CASES, codes_of

Findings = dict[str, Any]

_FILM = CASES["V02"].findings["xray_levels"][0]
_SCAN = CASES["V07"].findings["mri_levels"][0]

_ACUTE: Final[Findings] = {
    "visit_type": "post_mri",
    "mri_done": "yes",
    "mri_stir_included": "yes",
    "mri_levels": [_SCAN],
}
_CLEARED: Final[Findings] = {"spine_opinion": "cleared", "spine_opinion_days": 1}

PAGES: Final[dict[str, Findings]] = {
    "emergency": {"bladder_change": "retention"},
    "child": {"age_years": 15},
    "stiff spine": {"ankylosed_spine": "yes"},
    "stiff spine, cleared": {"ankylosed_spine": "yes", **_CLEARED},
    "injury": {"mechanism": "high_energy"},
    "injury, cleared": {"mechanism": "high_energy", "ct_done": "yes", **_ACUTE, **_CLEARED},
    "unstable": {**_ACUTE, "mri_levels": [{**_SCAN, "plc": "disrupted"}]},
    "infection": {"fever": "yes"},
    "tumour": {"xray_lytic_or_destructive": "yes"},
    "MRI awaited": {},
    "MRI read": _ACUTE,
    "follow-up": {**_ACUTE, "visit_type": "follow_up", "follow_up_new_neuro": "no"},
    "follow-up, worse": {**_ACUTE, "visit_type": "follow_up", "pain_trend": "worse"},
}

DANGERS: Final[dict[str, tuple[Findings, str]]] = {
    "sign of compression": ({"motor_deficit": "new"}, "emergency_spine_pathway"),
    "examination open": ({"motor_deficit": None}, "complete_neuro_exam"),
    "red flag open": ({"cancer_history": None}, "complete_red_flags"),
    "cancer in the history": ({"cancer_history": "past"}, "urgent_oncology_contact"),
    "tumour on film": ({"xray_lytic_or_destructive": "yes"}, "malignancy_pathway"),
    "tumour possible": ({"weight_loss": "yes", "spep": None}, "malignancy_screen"),
    "myeloma in the blood": ({"spep": "paraprotein"}, "labs_myeloma"),
    "myeloma possible": ({"haemoglobin_g_l": 98, "spep": None}, "labs_myeloma"),
    "fever": ({"fever": "yes"}, "spinal_infection_pathway"),
    "prone to infection": ({"immunosuppression": "yes", "crp": None}, "spinal_infection_screen"),
    "tuberculosis": (
        {"infection_hosts": ["tuberculosis"], "crp": None},
        "labs_granulomatous",
    ),
    "root pain beside cement": (
        {
            "radicular_pain": "unilateral",
            "xray_levels": [_FILM, {"level": "L2", "cemented": "yes"}],
        },
        "cement_leak_check",
    ),
    "calcium very high": ({"calcium_corrected_mmol_l": 3.6}, "emergency_hypercalcaemia"),
    "calcium very low": ({"calcium_corrected_mmol_l": 1.8}, "emergency_hypocalcaemia"),
    "calcium out of range": ({"calcium_corrected_mmol_l": 2.75}, "urgent_calcium_review"),
    "calcium low": (
        {"calcium_corrected_mmol_l": 2.05, "calcium_symptoms": "no"},
        "correct_hypocalcaemia",
    ),
    "drug and kidneys": (
        {"current_osteoporosis_drug": "zoledronate", "acute_kidney_injury": "yes"},
        "bone_drug_unsafe",
    ),
    "denosumab overdue": (
        {"current_osteoporosis_drug": "denosumab", "months_since_last_denosumab": 9},
        "denosumab_rebound",
    ),
    "denosumab due": (
        {"current_osteoporosis_drug": "denosumab", "months_since_last_denosumab": 5},
        "denosumab_do_not_stop",
    ),
    "denosumab and kidneys": (
        {
            "current_osteoporosis_drug": "denosumab",
            "egfr": 14,
            "creatinine_clearance_ml_min": 12,
        },
        "denosumab_caution",
    ),
    "femur painful": ({"thigh_or_groin_pain": "yes"}, "atypical_femur_fracture_check"),
    "femur changed": (
        {"thigh_or_groin_pain": "yes", "femur_imaging": "abnormal"},
        "femur_fracture_referral",
    ),
    "NSAID and kidneys": ({"egfr": 40}, "nsaid_avoid"),
    "cannot get up": ({"can_mobilise": "no"}, "immobile_care"),
}

_SHORT: Final = (
    "The page of an emergency holds what decides in the first hours; the next page says it."
)
_AT_ONCE: Final = "The emergency page calls oncology at once, which is more."
_ABSCESS: Final = "The emergency page opens the infection pathway, or has CRP and ESR measured."
_CHILD: Final = (
    "Outside the scope of the pathway: the child is referred, and nothing else is advised."
)
_LARGER: Final = "The larger pathway on the page contains it."

_ALWAYS: Final = {
    "sign of compression",
    "calcium very high",
    "calcium very low",
    "calcium out of range",
}
"""The dangers said on every page, in an emergency and of a child as well."""

LEFT_OUT: Final[dict[tuple[str, str], str]] = {
    **{("emergency", danger): _SHORT for danger in DANGERS.keys() - _ALWAYS - {"fever"}},
    ("emergency", "cancer in the history"): _AT_ONCE,
    ("emergency", "tumour on film"): _AT_ONCE,
    ("emergency", "prone to infection"): _ABSCESS,
    ("emergency", "tuberculosis"): _ABSCESS,
    **{("child", danger): _CHILD for danger in DANGERS.keys() - _ALWAYS},
    ("infection", "prone to infection"): _LARGER,
    ("tumour", "tumour possible"): _LARGER,
}


def _codes(compiled: Compiled, *changes: Findings) -> frozenset[str]:
    """The codes advised to the patient of V02 with these changes; None takes an answer away."""
    findings = dict(CASES["V02"].findings)
    for change in changes:
        findings |= change
    known = {key: value for key, value in findings.items() if value is not None}
    case = json.dumps({"findings": known}).encode()
    return codes_of(compiled, parse_case(case, compiled.pathway))


@pytest.mark.parametrize("page", PAGES)
def test_every_danger_has_its_line_or_a_reason_why_not(compiled: Compiled, page: str) -> None:
    silent = {
        danger
        for danger, (change, code) in DANGERS.items()
        if code not in _codes(compiled, PAGES[page], change)
    }
    assert silent == {danger for where, danger in LEFT_OUT if where == page}


@pytest.mark.parametrize("danger", DANGERS)
def test_no_line_of_danger_stands_without_its_danger(compiled: Compiled, danger: str) -> None:
    assert DANGERS[danger][1] not in _codes(compiled)


@pytest.mark.parametrize(
    ("danger", "instead"),
    [
        ("cancer in the history", "emergency_oncology_contact"),
        ("tumour on film", "emergency_oncology_contact"),
        ("prone to infection", "spinal_infection_pathway"),
        ("tuberculosis", "inflammation_markers"),
    ],
)
def test_an_emergency_says_in_its_place_what_is_more(
    compiled: Compiled, danger: str, instead: str
) -> None:
    assert instead in _codes(compiled, PAGES["emergency"], DANGERS[danger][0])
