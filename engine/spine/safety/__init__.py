"""The safety check: an independent reading of the clinical dossier's safety rules.

It knows answers and the codes of a page, not the decision tables that led from one to the other,
so that it finds their faults. Points that the dossier leaves open are not checked: a forbidden
code is reported wherever it stands, a demanded one only where the decision order arrives at it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from engine.model.answers import Answers
from engine.model.library import Violation
from engine.spine.safety.rule import SafetyRule, last_step
from engine.spine.safety.rules.ankylosed import ANKYLOSED_RULES
from engine.spine.safety.rules.bone_health import BONE_HEALTH_RULES
from engine.spine.safety.rules.calcium import CALCIUM_RULES
from engine.spine.safety.rules.care import CARE_RULES
from engine.spine.safety.rules.cement import CEMENT_RULES
from engine.spine.safety.rules.drugs import DRUGS_RULES
from engine.spine.safety.rules.drugs_in_use import DRUGS_IN_USE_RULES
from engine.spine.safety.rules.emergency import EMERGENCY_RULES
from engine.spine.safety.rules.high_energy import HIGH_ENERGY_RULES
from engine.spine.safety.rules.imaging import IMAGING_RULES
from engine.spine.safety.rules.infection import INFECTION_RULES
from engine.spine.safety.rules.stability import STABILITY_RULES
from engine.spine.safety.rules.unknowns import UNKNOWNS_RULES
from engine.spine.safety.screening import Screening

__all__ = ["NOT_ABOUT_CODES", "RULES", "SafetyRule", "Violation", "violations"]

RULES: Final = (
    *EMERGENCY_RULES,
    *CALCIUM_RULES,
    *UNKNOWNS_RULES,
    *ANKYLOSED_RULES,
    *HIGH_ENERGY_RULES,
    *IMAGING_RULES,
    *STABILITY_RULES,
    *INFECTION_RULES,
    *BONE_HEALTH_RULES,
    *DRUGS_RULES,
    *DRUGS_IN_USE_RULES,
    *CEMENT_RULES,
    *CARE_RULES,
)
"""Every rule that a page can break."""

NOT_ABOUT_CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "SR06": "about words: no line may start steroids",
        "SR08": "about words: antibiotics are not withheld from the unstable",
        "SR14a": "about words: a breached wall alone is discussed, and blocks nothing",
        "SR38": "about words: an anabolic drug is named with what follows it",
        "SR42": "about words: the code for myeloma tests names all three",
        "SR52": "about words: no code stands for calcitonin",
        "SR56": "about the page: source, date and review status",
        "SR57": "about two pages: the same answers in another role",
        "SR58": "about input: a value out of range never becomes an answer",
        "SR61": "about two pages: the same patient with one answer more or less",
        "SR66": "about questions that are not of the spine",
    }
)
"""Reasons why the other rules of section 5 are checked elsewhere."""


def violations(answers: Answers, codes: Collection[str]) -> tuple[Violation, ...]:
    """The safety rules that a page breaks."""
    shown = frozenset(codes)
    if not (suspects := _screening().broken(answers, shown)):
        return ()
    last = last_step(answers)
    found = (rule.broken(answers, shown, last) for rule in suspects)
    return tuple(violation for violation in found if violation is not None)


@cache
def _screening() -> Screening:
    return Screening(RULES)
