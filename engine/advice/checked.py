"""Advice that has passed the safety check, or a refusal that names the rule it would break."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from engine.advice.decide import Advice, decide
from engine.advice.page import EMPTY
from engine.diagram.compiler import Compiled
from engine.model.answers import Answers
from engine.spine.safety import violations


def checked_advice(compiled: Compiled, answers: Answers, closed: Set[str] = frozenset()) -> Advice:
    """The advice for a set of answers, if it breaks no safety rule.

    The tables say what to do; `engine.spine.safety` reads the dossier's safety rules a second time
    and knows nothing of the tables. Where the two disagree nothing is advised: the result then
    holds no recommendation, and `refused` says which rules would have been broken.

    Args:
        compiled: the pathway.
        answers: values by finding key; each is legal for its finding.
        closed: findings that can no longer be asked and stay unknown, for what is settled.
    """
    advice = decide(compiled, answers, closed)
    broken = violations(answers, advice.codes)
    if not broken:
        return advice
    return replace(
        advice,
        recommended=(),
        withheld=(),
        still_possible=(),
        remarks=(),
        page=EMPTY,
        refused=broken,
    )
