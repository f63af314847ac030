"""Derived findings: what follows from several answers and no single cell can say.

Each function reads raw answers and returns one value. Like everything here they are total: where
the inputs do not settle the result it is UNKNOWN, never the reassuring value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from engine.findings import LEVELS, UNKNOWN, Answers, LevelReading, Value

YES: Final = "yes"
NO: Final = "no"

_GRADES: Final = ("none", "borderline", "mild", "moderate", "severe")
_GRADE_OF_GENANT: Final = dict(zip(("0", "0.5", "1", "2", "3"), _GRADES, strict=True))


@dataclass(frozen=True, slots=True)
class Facts:
    """The answers a derivation may read, with the thresholds the content names."""

    answers: Answers
    thresholds: Mapping[str, float]

    def choice(self, key: str) -> str:
        """The choice made for a finding, or UNKNOWN."""
        value = self.answers.get(key, UNKNOWN)
        return value if isinstance(value, str) else UNKNOWN

    def number(self, key: str) -> float | None:
        """The number given for a finding, or None where it is unknown."""
        value = self.answers.get(key)
        return float(value) if isinstance(value, int | float) else None

    def several(self, key: str) -> frozenset[str] | None:
        """The choices made for a finding, or None where it is unknown."""
        value = self.answers.get(key)
        return value if isinstance(value, frozenset) else None

    def levels(self, key: str) -> tuple[LevelReading, ...] | None:
        """The readings level by level, or None where nobody entered any."""
        value = self.answers.get(key)
        return value if isinstance(value, tuple) else None

    def mri_levels(self) -> tuple[LevelReading, ...] | None:
        """The MRI readings, or None unless an MRI was done and read (contradiction X04)."""
        return (self.levels("mri_levels") or None) if self.choice("mri_done") == YES else None


Derive = Callable[[Facts], Value]


def kidney_function(facts: Facts) -> Value:
    """Kidney function in mL/min: creatinine clearance, else eGFR.

    Where the two lie on opposite sides of a drug limit the lower one counts (X13).
    """
    clearance, egfr = facts.number("creatinine_clearance_ml_min"), facts.number("egfr")
    if clearance is None or egfr is None:
        known = clearance if clearance is not None else egfr
        return UNKNOWN if known is None else known
    return min(clearance, egfr) if _across_a_limit(facts, clearance, egfr) else clearance


def kidney_disagreement(facts: Facts) -> Value:
    """Whether clearance and eGFR lie on opposite sides of a drug limit (X13)."""
    clearance, egfr = facts.number("creatinine_clearance_ml_min"), facts.number("egfr")
    if clearance is None or egfr is None:
        return UNKNOWN
    return _yes_no(_across_a_limit(facts, clearance, egfr))


def _across_a_limit(facts: Facts, a: float, b: float) -> bool:
    limits = (facts.thresholds["renal_oral_limit"], facts.thresholds["renal_alendronate_limit"])
    return any((a < limit) != (b < limit) for limit in limits)


def lowest_t_score(facts: Facts) -> Value:
    """The lowest T-score, in SD, of the sites that are valid (SR44).

    A lumbar score declared invalid does not count, nor does any score of a patient whose
    densitometry is said not to be done (X05).
    """
    if facts.choice("dxa_status") == "not_done":
        return UNKNOWN
    sites = ["t_score_femoral_neck", "t_score_total_hip", "t_score_radius"]
    if facts.choice("lumbar_spine_t_score_valid") != NO:
        sites.append("t_score_lumbar_spine")
    scores = [score for site in sites if (score := facts.number(site)) is not None]
    return min(scores, default=UNKNOWN)


def any_t_score(facts: Facts) -> Value:
    """Whether a T-score was entered for any site, valid or not."""
    sites = ("lumbar_spine", "femoral_neck", "total_hip", "radius")
    return _yes_no(any(facts.number(f"t_score_{site}") is not None for site in sites))


def pregnant(facts: Facts) -> Value:
    """Pregnancy, taken as no where sex or age exclude the question (dossier 3.2)."""
    stated = facts.choice("pregnancy")
    if stated != UNKNOWN:
        return YES if stated == YES else NO
    age = facts.number("age_years")
    low, high = facts.thresholds["fertile_age_from"], facts.thresholds["fertile_age_to"]
    if facts.choice("sex") == "male" or (age is not None and not low <= age <= high):
        return NO
    return UNKNOWN


def esr_raised(facts: Facts) -> Value:
    """Whether the ESR (mm/h) is above age/2 in men, (age + 10)/2 otherwise.

    Source: Miller et al., BMJ 1983.
    """
    esr, age, sex = facts.number("esr"), facts.number("age_years"), facts.choice("sex")
    if esr is None or age is None:
        return UNKNOWN
    limits = {"male": (age / 2,), UNKNOWN: (age / 2, (age + 10) / 2)}.get(sex, ((age + 10) / 2,))
    above = {esr > limit for limit in limits}
    return _yes_no(above.pop()) if len(above) == 1 else UNKNOWN


def impossible_duration(facts: Facts) -> Value:
    """Whether treatment is said to have lasted longer than the illness (X01)."""
    treated, ill = facts.number("conservative_weeks"), facts.number("weeks_since_onset")
    return UNKNOWN if treated is None or ill is None else _yes_no(treated > ill)


def thoracic_level(facts: Facts) -> Value:
    """Whether any affected level is thoracic, so that long-tract signs count."""
    named = [
        str(reading["level"])
        for key in ("xray_levels", "mri_levels")
        for reading in facts.levels(key) or ()
    ]
    return _yes_no(any(level.startswith("T") for level in named)) if named else UNKNOWN


def film_grade(facts: Facts) -> Value:
    """The worst Genant grade on film or CT, over all levels.

    Grade and height loss are both read and the larger counts (X12). Source of the grades:
    Genant et al., J Bone Miner Res 1993;8:1137.
    """
    readings = facts.levels("xray_levels")
    if readings is None:
        return UNKNOWN
    grades = [_grade(facts, reading) for reading in readings]
    worst = max((_GRADES.index(grade) for grade in grades if grade != UNKNOWN), default=0)
    return UNKNOWN if worst == 0 and UNKNOWN in grades else _GRADES[worst]


def genant_mismatch(facts: Facts) -> Value:
    """Whether some level's Genant grade does not fit its height loss (X12)."""
    mismatch = [
        grade != UNKNOWN
        and height != UNKNOWN
        and (height, grade) != ("none", "borderline")
        and grade != height
        for reading in facts.levels("xray_levels") or ()
        for grade, height in [_two_grades(facts, reading)]
    ]
    return _yes_no(any(mismatch)) if facts.levels("xray_levels") is not None else UNKNOWN


def lumbar_deformity(facts: Facts) -> Value:
    """Whether a lumbar level is deformed, which spoils its density reading (SR44)."""
    readings = facts.levels("xray_levels")
    if readings is None:
        return UNKNOWN
    lumbar = [reading for reading in readings if str(reading["level"]).startswith("L")]
    return _any(_deformed(facts, reading) for reading in lumbar)


def film_retropulsion(facts: Facts) -> Value:
    """Whether bone is pushed back into the canal at any level on film or CT."""
    return _any_sign(facts.levels("xray_levels"), "retropulsion")


def film_destruction(facts: Facts) -> Value:
    """Whether film or CT show a lytic or destroyed vertebra or a lost pedicle."""
    whole_film = facts.choice("xray_lytic_or_destructive")
    readings = facts.levels("xray_levels")
    signs = {whole_film, _any_sign(readings, "lytic"), _any_sign(readings, "pedicle_lost")}
    if YES in signs:
        return YES
    return NO if whole_film == NO else UNKNOWN


def mri_without_scan(facts: Facts) -> Value:
    """Whether MRI readings were entered although no MRI is known to be done (X04)."""
    return _yes_no(bool(facts.levels("mri_levels")) and facts.choice("mri_done") != YES)


def acuity(facts: Facts) -> Value:
    """How old the fracture is, judged level by level by oedema, not by the calendar.

    `acute_one` and `acute_several` are acute or unhealed fractures; `healed` means that no
    fractured level has oedema (dossier Appendix A step 9). Unknown: nothing dates it yet.
    """
    if facts.choice("mri_done") == YES:
        return _acuity_on_mri(facts)
    alternatives = {
        facts.choice("spect_uptake_at_level"),
        facts.choice("dual_energy_ct_oedema_at_level"),
    }
    if YES in alternatives:
        return "acute_one" if YES in _film_deformities(facts).values() else "indeterminate"
    return "indeterminate" if NO in alternatives else UNKNOWN


def _acuity_on_mri(facts: Facts) -> Value:
    with_stir, readings = facts.choice("mri_stir_included"), facts.mri_levels()
    if with_stir != YES or not readings:
        return "indeterminate" if with_stir == NO else UNKNOWN
    on_film = _film_deformities(facts)
    ages = {str(reading["level"]): _level_acuity(reading, on_film) for reading in readings}
    acute = sum(age == "acute" for age in ages.values())
    if acute:
        return "acute_one" if acute == 1 else "acute_several"
    not_read = [level for level, state in on_film.items() if state == YES and level not in ages]
    if not_read or UNKNOWN in ages.values():
        return UNKNOWN
    return "indeterminate" if "indeterminate" in ages.values() else "healed"


def _level_acuity(reading: LevelReading, on_film: Mapping[str, str]) -> str:
    stir, line = _sign(reading, "stir"), _sign(reading, "fracture_line")
    if stir != "hyper":
        return "healed" if stir == "normal" else UNKNOWN
    deformed = on_film.get(str(reading["level"])) == YES
    if line == YES or deformed or _sign(reading, "of_type") != UNKNOWN:
        return "acute"
    return "indeterminate" if line == NO else UNKNOWN


def _film_deformities(facts: Facts) -> dict[str, str]:
    readings = facts.levels("xray_levels") or ()
    return {str(reading["level"]): _deformed(facts, reading) for reading in readings}


def fracture_line(facts: Facts) -> Value:
    """Whether the MRI shows a fracture line at any level."""
    return _any_sign(facts.mri_levels(), "fracture_line")


def mri_retropulsion(facts: Facts) -> Value:
    """Whether the MRI shows a retropulsed fragment at any level."""
    return _any_sign(facts.mri_levels(), "retropulsed_fragment")


def mri_infection(facts: Facts) -> Value:
    """Whether the MRI shows a sign of infection at any level.

    An eroded end plate counts together with a bright disc only: alone it also fits a plain
    osteoporotic end-plate fracture (dossier 4.11).
    """
    readings = facts.mri_levels()
    return _any(_infected(reading) for reading in readings) if readings else UNKNOWN


def _infected(reading: LevelReading) -> str:
    disc_and_plate = _both(_sign(reading, "endplate_erosion"), _sign(reading, "disc_hyper"))
    collections = ("epidural_collection", "paraspinal_infiltration")
    return _either(disc_and_plate, *(_sign(reading, sign) for sign in collections))


def mri_malignancy(facts: Facts) -> Value:
    """Whether the MRI shows a major sign of malignancy at any level (dossier 4.11)."""
    readings = facts.mri_levels()
    return _any(_malignant(reading) for reading in readings) if readings else UNKNOWN


def _malignant(reading: LevelReading) -> str:
    pattern = _sign(reading, "t1_pattern")
    low = pattern if pattern == UNKNOWN else _yes_no(pattern == "diffuse_low")
    replaced = _both(low, _negation(_sign(reading, "spared_marrow")))
    masses = ("epidural_mass", "paraspinal_mass", "pedicle_marrow", "posterior_convex")
    return _either(replaced, *(_sign(reading, sign) for sign in masses))


def ligaments(facts: Facts) -> Value:
    """The posterior ligaments on MRI, the worst of all levels."""
    readings = facts.mri_levels()
    states = {_sign(reading, "plc") for reading in readings or ()}
    for worst in ("disrupted", UNKNOWN, "indeterminate"):
        if worst in states:
            return worst
    return "intact" if states else UNKNOWN


def of_class(facts: Facts) -> Value:
    """The worst OF type on MRI over all levels, as far as it changes anything.

    Source of the types: Schnake, Blattert et al., Global Spine J 2018;8(2S).
    """
    types = [_sign(reading, "of_type") for reading in facts.mri_levels() or ()]
    for worst in ("5", "4"):
        if worst in types:
            return worst
    return "1-3" if types and UNKNOWN not in types else UNKNOWN


def first_line_failed(facts: Facts) -> Value:
    """Whether both paracetamol and an NSAID have failed."""
    failed = facts.several("failed_analgesics")
    return UNKNOWN if failed is None else _yes_no({"paracetamol", "nsaid"} <= failed)


def bone_harming_drug(facts: Facts) -> Value:
    """Whether any drug that harms bone is taken."""
    drugs = facts.several("bone_harming_drugs")
    return UNKNOWN if drugs is None else _yes_no(bool(drugs - {"none"}))


def _grade(facts: Facts, reading: LevelReading) -> str:
    known = [grade for grade in _two_grades(facts, reading) if grade != UNKNOWN]
    return max(known, key=_GRADES.index, default=UNKNOWN)


def _two_grades(facts: Facts, reading: LevelReading) -> tuple[str, str]:
    """The grade as stated and the grade that the height loss gives."""
    stated = _GRADE_OF_GENANT.get(str(reading.get("genant")), UNKNOWN)
    loss = reading.get("height_loss_pct")
    if not isinstance(loss, int | float):
        return stated, UNKNOWN
    limits = facts.thresholds
    if loss < limits["genant_mild_from"]:
        return stated, "none"
    if loss < limits["genant_moderate_from"]:
        return stated, "mild"
    return stated, "moderate" if loss <= limits["genant_moderate_to"] else "severe"


def _deformed(facts: Facts, reading: LevelReading) -> str:
    grade = _grade(facts, reading)
    return UNKNOWN if grade == UNKNOWN else _yes_no(grade not in ("none", "borderline"))


def _sign(reading: LevelReading, field: str) -> str:
    return str(reading.get(field, UNKNOWN))


def _any_sign(readings: Iterable[LevelReading] | None, field: str) -> str:
    return UNKNOWN if readings is None else _any(_sign(reading, field) for reading in readings)


def _any(states: Iterable[str]) -> str:
    return _either(NO, *states)


def _either(*states: str) -> str:
    """Strong Kleene OR."""
    if YES in states:
        return YES
    return UNKNOWN if UNKNOWN in states else NO


def _both(*states: str) -> str:
    """Strong Kleene AND."""
    return _negation(_either(*map(_negation, states)))


def _negation(state: str) -> str:
    return {YES: NO, NO: YES}.get(state, UNKNOWN)


def _yes_no(truth: bool) -> str:
    return YES if truth else NO


FUNCTIONS: Final[Mapping[str, Derive]] = {
    function.__name__: function
    for function in (
        acuity,
        any_t_score,
        bone_harming_drug,
        esr_raised,
        film_destruction,
        film_grade,
        film_retropulsion,
        first_line_failed,
        fracture_line,
        genant_mismatch,
        impossible_duration,
        kidney_disagreement,
        kidney_function,
        ligaments,
        lowest_t_score,
        lumbar_deformity,
        mri_infection,
        mri_malignancy,
        mri_retropulsion,
        mri_without_scan,
        of_class,
        pregnant,
        thoracic_level,
    )
}
"""The derivations that content may name, by name."""


def spine_order(readings: Iterable[LevelReading]) -> Iterator[LevelReading]:
    """The readings from the head down."""
    return iter(sorted(readings, key=lambda reading: LEVELS.index(str(reading["level"]))))
