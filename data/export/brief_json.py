"""Selected parts of the advice as JSON, for programs that evaluate many cases."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from data.input.case import Case
from data.input.doubts import implausible
from engine.advice.brief import Briefs
from engine.advice.unconfirmed import reliable


def brief_document(briefs: Briefs, case: Case, parts: Collection[str]) -> dict[str, Any]:
    """The selected parts of the advice for a case, with what was refused or not confirmed.

    Args:
        briefs: the briefs of the pathway.
        case: one patient.
        parts: some of `codes`, `urgency` and `next_step`.

    Returns:
        the parts asked for, `refused` (safety rules that the advice would have broken) and
        `unconfirmed` (unlikely numbers, and bounds that settle nothing, which counted as unknown).
    """
    compiled = briefs.compiled
    doubted = implausible(compiled.pathway, case.answers, case.confirmed)
    answers = reliable(compiled, case.answers, doubted)
    found = briefs(answers)
    whole = {
        "codes": list(found.codes),
        "urgency": None if found.urgency is None else found.urgency.name.lower(),
        "next_step": found.next_step,
    }
    return {
        **{part: whole[part] for part in whole if part in parts},
        "refused": [item.rule for item in found.refused],
        "unconfirmed": sorted(case.answers.keys() - answers.keys()),
    }
