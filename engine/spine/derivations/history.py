"""Derived findings from numbers and history."""

from __future__ import annotations

from engine.model.answers import UNKNOWN, LevelReading, Value
from engine.model.facts import Facts
from engine.spine.calculators import corrected_calcium, creatinine_clearance, esr_limit
from engine.spine.derivations.inputs import NO, YES, yes_no
from engine.spine.derivations.readings import all_levels


def kidney_function(facts: Facts) -> Value:
    """Kidney function in mL/min: creatinine clearance, stated or computed, else eGFR.

    Where clearance and eGFR lie on opposite sides of a drug limit the lower one counts (X13).
    """
    clearance, egfr = _clearance(facts), facts.number("egfr")
    if clearance is None or egfr is None:
        known = clearance if clearance is not None else egfr
        return UNKNOWN if known is None else known
    return min(clearance, egfr) if _across_a_limit(facts, clearance, egfr) else clearance


def kidney_basis(facts: Facts) -> Value:
    """The basis of `kidney_function`: a stated clearance, a computed one, or eGFR instead."""
    if facts.number("creatinine_clearance_ml_min") is not None:
        return "stated"
    if _clearance(facts) is not None:
        return "computed"
    return UNKNOWN if facts.number("egfr") is None else "egfr"


def kidney_disagreement(facts: Facts) -> Value:
    """Return whether clearance and eGFR lie on opposite sides of a drug limit (X13)."""
    clearance, egfr = _clearance(facts), facts.number("egfr")
    if clearance is None or egfr is None:
        return UNKNOWN
    return yes_no(_across_a_limit(facts, clearance, egfr))


def _clearance(facts: Facts) -> float | None:
    """Creatinine clearance in mL/min, stated or else computed from what it depends on."""
    stated, sex = facts.number("creatinine_clearance_ml_min"), facts.choice("sex")
    if stated is not None:
        return stated
    age, weight = facts.number("age_years"), facts.number("weight_kg")
    creatinine = facts.number("creatinine_umol_l")
    if age is None or weight is None or creatinine is None or sex not in ("female", "male"):
        return None
    return creatinine_clearance(age, weight, creatinine, female=sex == "female")


def _across_a_limit(facts: Facts, a: float, b: float) -> bool:
    limits = (facts.thresholds["renal_oral_limit"], facts.thresholds["renal_alendronate_limit"])
    return any((a < limit) != (b < limit) for limit in limits)


def calcium(facts: Facts) -> Value:
    """Calcium in mmol/L, corrected for albumin: stated, else computed from total and albumin."""
    if (stated := facts.number("calcium_corrected_mmol_l")) is not None:
        return stated
    total, albumin = facts.number("calcium_total_mmol_l"), facts.number("albumin_g_l")
    return UNKNOWN if total is None or albumin is None else corrected_calcium(total, albumin)


def calcium_basis(facts: Facts) -> Value:
    """The basis of `calcium`: a stated value, or a computed one."""
    if facts.number("calcium_corrected_mmol_l") is not None:
        return "stated"
    return UNKNOWN if calcium(facts) == UNKNOWN else "computed"


def lowest_t_score(facts: Facts) -> Value:
    """The lowest T-score, in SD, of the sites that are valid (SR44).

    A lumbar score counts only when it is declared valid; no score counts of a patient whose
    densitometry is said not to be done (X05).
    """
    if facts.choice("dxa_status") == "not_done":
        return UNKNOWN
    sites = ["t_score_femoral_neck", "t_score_total_hip", "t_score_radius"]
    if facts.choice("lumbar_spine_t_score_valid") == YES:
        sites.append("t_score_lumbar_spine")
    scores = [score for site in sites if (score := facts.number(site)) is not None]
    return min(scores, default=UNKNOWN)


def any_t_score(facts: Facts) -> Value:
    """Return whether a T-score was entered for any site, valid or not."""
    sites = ("lumbar_spine", "femoral_neck", "total_hip", "radius")
    return yes_no(any(facts.number(f"t_score_{site}") is not None for site in sites))


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
    """Return whether the ESR (mm/h) is above its limit for age and sex.

    Where the sex is unknown, only when both limits agree.
    """
    esr, age, sex = facts.number("esr"), facts.number("age_years"), facts.choice("sex")
    if esr is None or age is None:
        return UNKNOWN
    sexes = ("female", "male") if sex == UNKNOWN else (sex,)
    above = {esr > esr_limit(age, each) for each in sexes}
    return yes_no(above.pop()) if len(above) == 1 else UNKNOWN


def impossible_duration(facts: Facts) -> Value:
    """Return whether treatment is said to have lasted longer than the illness (X01)."""
    treated, ill = facts.number("conservative_weeks"), facts.number("weeks_since_onset")
    return UNKNOWN if treated is None or ill is None else yes_no(treated > ill)


def frax_hip_above_major(facts: Facts) -> Value:
    """Compare FRAX for the hip with FRAX for a major fracture, which includes the hip (X16)."""
    major, hip = facts.number("frax_major_pct"), facts.number("frax_hip_pct")
    return UNKNOWN if major is None or hip is None else yes_no(hip > major)


def first_line_failed(facts: Facts) -> Value:
    """Return whether both paracetamol and an NSAID have failed."""
    failed = facts.several("failed_analgesics")
    return UNKNOWN if failed is None else yes_no({"paracetamol", "nsaid"} <= failed)


def body_mass_index(facts: Facts) -> Value:
    """Body mass index in kg/m2: weight over the square of height."""
    height, weight = facts.number("height_cm"), facts.number("weight_kg")
    return UNKNOWN if height is None or weight is None else weight / (height / 100) ** 2


def bone_harming_drug(facts: Facts) -> Value:
    """Return whether any drug that harms bone is taken."""
    drugs = facts.several("bone_harming_drugs")
    return UNKNOWN if drugs is None else yes_no(bool(drugs - {"none"}))


def past_denosumab(facts: Facts) -> Value:
    """Return whether denosumab was taken in the past and has ended."""
    return _taken(facts, "denosumab")


def past_anabolic(facts: Facts) -> Value:
    """Return whether a bone-building drug was taken in the past and has ended."""
    return _taken(facts, "teriparatide", "abaloparatide", "romosozumab")


def past_bisphosphonate(facts: Facts) -> Value:
    """Return whether a bisphosphonate was taken in the past and has ended."""
    return _taken(facts, "alendronate", "risedronate", "ibandronate", "zoledronate")


def _taken(facts: Facts, *drugs: str) -> Value:
    past = facts.several("past_osteoporosis_drugs")
    return UNKNOWN if past is None else yes_no(not past.isdisjoint(drugs))


def infection_host(facts: Facts) -> Value:
    """The infection risk of the host: a granulomatous disease before anything else."""
    hosts = facts.several("infection_hosts")
    if hosts is None:
        return UNKNOWN
    if hosts & {"tuberculosis", "brucellosis"}:
        return "granulomatous"
    return "general" if hosts - {"none"} else "none"


def fracture_stated(facts: Facts) -> Value:
    """Return whether a fracture stands in the history or the reports, whatever its degree.

    A T-score above +1 is then asked about once more. Source: clinical dossier 3.0, slip guards.
    """
    count = facts.number("vertebral_fracture_count")
    return yes_no(
        (count is not None and count > 0)
        or facts.choice("prior_fragility_fracture_other") == YES
        or any(map(_fractured, all_levels(facts)))
    )


def _fractured(reading: LevelReading) -> bool:
    loss = reading.get("height_loss_pct")
    return (
        reading.get("genant") in ("1", "2", "3")
        or (isinstance(loss, int | float) and loss >= 20)
        or reading.get("fracture_line") == YES
    )
