"""Spinal infection: its signs, what closes the question, and that cement waits for that."""

from __future__ import annotations

from engine.model.answers import UNKNOWN, Answers, LevelReading
from engine.spine.safety.code_groups import CEMENT, TREATMENT
from engine.spine.safety.conditions import (
    Condition,
    above,
    at_least,
    at_most,
    choice,
    includes,
    is_in,
    known,
    number,
    opinion,
    unknown,
    yes,
)
from engine.spine.safety.definitions import EMERGENCY, NO_PAIN
from engine.spine.safety.levels import CEMENTED, every_scan, on_mri, says, some_scan
from engine.spine.safety.rule import DecisionStep, SafetyRule


def _esr_limits(answers: Answers) -> tuple[float, ...]:
    """Miller's limit: of both sexes where the sex is not known, none without the age."""
    age = number(answers, "age_years")
    if age is None:
        return ()
    extras = {"male": (0,), UNKNOWN: (0, 10)}.get(choice(answers, "sex"), (10,))
    limits = tuple((age + extra) / 2 for extra in extras)
    return tuple(max(limit, 20) for limit in limits) if age < 40 else limits


def _esr_raised(answers: Answers) -> bool:
    esr = number(answers, "esr")
    return esr is not None and not _esr_doubtful(answers) and esr > max(_esr_limits(answers))


def _esr_normal(answers: Answers) -> bool:
    limits, esr = _esr_limits(answers), number(answers, "esr")
    return esr is not None and bool(limits) and esr <= min(limits)


def _esr_doubtful(answers: Answers) -> bool:
    """The dossier has no limit for this patient: the age is unknown, or the sex is another."""
    no_limit = number(answers, "age_years") is None
    return no_limit or choice(answers, "sex") not in ("male", "female")


ESR_RAISED = Condition(_esr_raised)
MARKERS_NORMAL = at_most("crp", 10) & Condition(_esr_normal)

SEEDED = (
    yes("recent_bacteraemia_or_spinal_procedure")
    | is_in("bloodstream_infection", "recent")
    | is_in("spinal_procedure", "recent")
)
"""Blood or a procedure may lately have carried germs to the spine."""

HOST_RISK = yes("immunosuppression", "iv_drug_use") | SEEDED
"""The patient is prone to spinal infection."""

ERODED = on_mri("endplate_erosion", "yes")


def _clean(at: LevelReading) -> bool:
    """The level is read for every sign of infection, and shows none."""
    disc = says("endplate_erosion", "no")(at) or says("disc_hyper", "no")(at)
    return disc and all(
        says(sign, "no")(at) for sign in ("epidural_collection", "paraspinal_infiltration")
    )


_MRI_CLEAN = every_scan(_clean)

HOST_CLOSED = MARKERS_NORMAL & _MRI_CLEAN
"""In somebody prone to infection, blood tests and MRI speak against it."""


def _crp_settled(answers: Answers) -> bool:
    """CRP is normal, now or at first, or falls within 6 weeks of the first pain."""
    first, again = number(answers, "crp"), number(answers, "crp_repeat")
    if min(value for value in (first, again, 99.0) if value is not None) <= 10:
        return True
    weeks = number(answers, "weeks_since_onset")
    if first is None or again is None or weeks is None:
        return False
    return again < first and again <= 30 and weeks <= 6


def _esr_settled(answers: Answers) -> bool:
    """ESR is normal, now or at first, or does not rise."""
    first, again = number(answers, "esr"), number(answers, "esr_repeat")
    if _esr_doubtful(answers):
        return False
    (limit,) = _esr_limits(answers)
    normal = any(value is not None and value <= limit for value in (first, again))
    return normal or (first is not None and again is not None and again <= first)


_MARKERS_SETTLED = _MRI_CLEAN & Condition(_crp_settled) & Condition(_esr_settled)

_ENDPLATE_EXPLAINED = (
    is_in("spine_biopsy", "negative")
    | is_in("endplate_repeat_mri", "unchanged")
    | is_in("blood_cultures", "negative") & MARKERS_NORMAL
)

INFECTION_SIGNS = (
    yes("fever")
    | SEEDED
    | at_least("temperature_c", 38.0)
    | is_in("blood_cultures", "positive")
    | is_in("spine_biopsy", "infection")
    | is_in("infection_opinion", "not_cleared")
    | ERODED & is_in("endplate_repeat_mri", "worse")
    | ERODED & ~_ENDPLATE_EXPLAINED & ~_MARKERS_SETTLED & (above("crp", 10) | ESR_RAISED)
    | above("crp", 30)
    | above("crp_repeat", 30)
    | (above("crp", 10) | ESR_RAISED) & HOST_RISK
    | on_mri("epidural_collection", "yes")
    | on_mri("paraspinal_infiltration", "yes")
    | some_scan(lambda at: says("endplate_erosion", "yes")(at) and says("disc_hyper", "yes")(at))
)
"""A sign of spinal infection, whoever has looked at it since (SR07)."""

_SIGNS_OF_TODAY = (
    yes("fever") | at_least("temperature_c", 38.0) | above("crp", 30) | above("crp_repeat", 30)
)

FEVERISH = yes("fever") | at_least("temperature_c", 38.0) | is_in("blood_cultures", "positive")
"""Fever, or germs in the blood: an infection that an opinion on the spine does not end."""

INFECTION_CLEARED = (
    opinion("infection_opinion")
    & ~yes("sepsis_signs")
    & ~(above("infection_opinion_days", 7) & _SIGNS_OF_TODAY)
)
"""A specialist has excluded spinal infection, or treated it, and no sign is newer than that."""

INFECTION = INFECTION_SIGNS & ~INFECTION_CLEARED
"""Suspected spinal infection."""

FURTHER_HOST = (
    at_least("prednisone_equivalent_mg_day", 20)
    | is_in("bloodstream_infection", "line")
    | is_in("spinal_procedure", "old")
    | CEMENTED
    | includes(
        "infection_hosts",
        "diabetes",
        "dialysis",
        "cirrhosis",
        "alcohol",
        "steroids",
        "tuberculosis",
        "brucellosis",
    )
)
"""A host of infection that opens the screen by itself and never the pathway."""

_HOST_OPEN = FURTHER_HOST & ~HOST_CLOSED & ~NO_PAIN & ~INFECTION_CLEARED

INFECTION_SCREEN = (
    (above("crp", 10) | ESR_RAISED) & ~_MARKERS_SETTLED
    | HOST_RISK & ~NO_PAIN & ~HOST_CLOSED
    | FURTHER_HOST & ~HOST_CLOSED & ~NO_PAIN
    | ERODED & ~_ENDPLATE_EXPLAINED
) & ~INFECTION_CLEARED
"""A mild or indirect sign of spinal infection."""

_ESR_DOUBTFUL = known("esr") & Condition(_esr_doubtful)

INFECTION_RULES = (
    SafetyRule(
        "AM02",
        "No cement while spinal infection is being looked for",
        INFECTION_SCREEN & ~INFECTION & ~_ESR_DOUBTFUL,
        requires=("augmentation_forbidden", "augmentation_block_infection"),
        forbids=CEMENT,
    ),
    SafetyRule(
        "SR07",
        "A mild sign or a risk of infection is followed, beside an injury or a stiff spine as well",
        INFECTION_SCREEN & ~INFECTION & ~_ESR_DOUBTFUL,
        step=DecisionStep.ANKYLOSED,
        requires=("spinal_infection_screen",),
    ),
    SafetyRule(
        "AM11",
        "A host of infection with pain is screened before cement and bone drugs",
        _HOST_OPEN,
        forbids=("augmentation_consider", *TREATMENT),
    ),
    SafetyRule(
        "AM11",
        "Earlier tuberculosis or brucellosis is tested for while infection is open",
        includes("infection_hosts", "tuberculosis", "brucellosis")
        & (INFECTION_SCREEN | INFECTION)
        & ~_ESR_DOUBTFUL,
        step=DecisionStep.ANKYLOSED,
        requires=("labs_granulomatous",),
    ),
    SafetyRule(
        "AM11",
        "An emergency in a host of infection has CRP and ESR measured",
        EMERGENCY & FURTHER_HOST & unknown("crp") & ~INFECTION_SIGNS & ~HOST_RISK & ~_ESR_DOUBTFUL,
        step=DecisionStep.EMERGENCY,
        requires=("inflammation_markers",),
    ),
    SafetyRule(
        "AM02",
        "Nobody is screened for spinal infection without a sign or a risk",
        ~INFECTION_SCREEN & ~_ESR_DOUBTFUL,
        forbids=("spinal_infection_screen",),
    ),
    SafetyRule(
        "AM02",
        "Cement waits for cultures and tissue that were taken",
        is_in("blood_cultures", "taken") & ~INFECTION_CLEARED | is_in("spine_biopsy", "pending"),
        forbids=("augmentation_consider",),
    ),
    SafetyRule(
        "AM02",
        "Raised white cells ask for CRP and ESR",
        above("white_cells", 11)
        & unknown("crp", "esr")
        & ~INFECTION_SCREEN
        & ~INFECTION
        & ~_ESR_DOUBTFUL,
        requires=("inflammation_markers",),
    ),
)
